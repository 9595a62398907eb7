"""Objections of a contract: open windows, what was objected to, and what waits for whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment.models import Objection, Scorecard
from assessment.queries.objections import objection_rows, open_windows
from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen


@screen(Permission.OBJECTION_VIEW, nav=Nav(Room.ASSESSMENT, _("申辩"), order=20))
def objection_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    objections = Objection.objects.allowed(request.user, Permission.OBJECTION_VIEW)
    cards = Scorecard.objects.allowed(request.user, Permission.OBJECTION_VIEW).filter(contract=contract)
    rows = objection_rows(objections.filter(scorecard__contract=contract))
    context = {
        "contract": contract,
        "rows": rows,
        "waiting": sum(1 for row in rows if row.waits),
        "windows": open_windows(cards, timezone.localdate()),
        "may_file": holds(request.user, Permission.OBJECTION_FILE, contract),
        "may_rule": holds(request.user, Permission.OBJECTION_RULE, contract),
    }
    return render(request, "assessment/objection_list.html", context)
