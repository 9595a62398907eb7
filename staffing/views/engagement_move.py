"""Moving a person: one engagement ends the day before, the next begins."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.engagements import EngagementRefused, move_engagement
from staffing.forms.people import EngagementForm
from staffing.views._people import add_refusal, engagement_or_404


@screen(GET=Permission.STAFF_EDIT, POST=Permission.STAFF_EDIT, within="staffing:person-list")
def engagement_move(request: HttpRequest, contract: Contract, held: int) -> HttpResponse:
    row = engagement_or_404(request.user, contract, held)
    now = timezone.now()
    form = EngagementForm(
        request.POST or None, contract=contract, held=row, initial={"starts_on": timezone.localdate(now)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            move_engagement(
                by=request.user, at=now, engagement=row, starts_on=form.cleaned_data["starts_on"], place=form.place()
            )  # fmt: skip
        except EngagementRefused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已调整岗位。"))
            return redirect("staffing:person-detail", contract.slug, row.person_id)
    context = {"contract": contract, "held": row, "person": row.person, "form": form}
    return render(request, "staffing/engagement_move.html", context, status=422 if form.errors else 200)
