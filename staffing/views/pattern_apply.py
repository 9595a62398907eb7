"""A pattern given to people for a week."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.roster import RosterRefused
from staffing.actions.roster_weeks import apply_pattern
from staffing.models import ShiftPattern
from staffing.views._roster import asked_monday

TOLD = 5


@screen(POST=Permission.ROSTER_EDIT, within="staffing:roster-week")
def pattern_apply(request: HttpRequest, contract: Contract, pattern: int) -> HttpResponse:
    row = get_object_or_404(
        ShiftPattern.objects.allowed(request.user, Permission.ROSTER_VIEW),
        contract=contract,
        pk=pattern,
        retired_at=None,
    )
    monday = asked_monday(request, contract)
    people = [int(each) for each in request.POST.getlist("people") if each.isdecimal()]
    back = f"{reverse('staffing:pattern-list', args=[contract.slug])}?week={monday}"
    if not people:
        messages.error(request, _("请勾选要按这个班型排的人。"))
        return redirect(back)
    try:
        done = apply_pattern(
            by=request.user, at=timezone.now(), contract=contract, monday=monday, pattern=row, people=people
        )
    except RosterRefused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    messages.success(
        request, _("已按“%(name)s”排 %(count)s 个班次。") % {"name": row.name, "count": len(done.cells)}
    )
    for text in done.refused[:TOLD]:
        messages.warning(request, text)
    return redirect(f"{reverse('staffing:roster-week', args=[contract.slug])}?week={monday}")
