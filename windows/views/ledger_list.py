"""All ledgers somebody may read, by the way of a case, with the views they saved."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.models import SavedView
from windows.reports.ledgers import GROUPS, ledgers


@screen(Permission.CASE_VIEW, nav=Nav(Room.LEDGERS, _("台账"), order=10))
def ledger_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    mine = SavedView.objects.allowed(request.user, Permission.CASE_VIEW).filter(contract=contract)
    views: dict[str, list[SavedView]] = {}
    for view in mine.seen_by(request.user):
        views.setdefault(view.ledger, []).append(view)
    readable = [each for each in ledgers().values() if holds(request.user, each.permission, contract)]
    groups = [
        (label, [(each, views.get(each.key, [])) for each in readable if each.group == key])
        for key, label in GROUPS.items()
    ]
    return render(
        request,
        "windows/ledger_list.html",
        {"contract": contract, "groups": [group for group in groups if group[1]]},
    )
