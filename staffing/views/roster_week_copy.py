"""The week before taken over into a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.roster import RosterRefused
from staffing.actions.roster_weeks import copy_week
from staffing.views._roster import WEEK, asked_monday

TOLD = 8


@screen(POST=Permission.ROSTER_PUBLISH)
def roster_week_copy(request: HttpRequest, contract: Contract) -> HttpResponse:
    monday = asked_monday(request, contract)
    try:
        done = copy_week(
            by=request.user, at=timezone.now(), contract=contract, monday=monday, source=monday - WEEK
        )
    except RosterRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已从上一周复制 %(count)s 个班次。") % {"count": len(done.cells)})
        for text in done.refused[:TOLD]:
            messages.warning(request, text)
        if len(done.refused) > TOLD:
            messages.warning(
                request, _("另有 %(count)s 个班次未能复制。") % {"count": len(done.refused) - TOLD}
            )
    return redirect(f"{reverse('staffing:roster-week', args=[contract.slug])}?week={monday}")
