"""Swaps: one's own, the team's, the hall's; what waits for whom."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.actions.swaps import OPEN
from staffing.models import Swap

PAGE = 30


@screen(Permission.ROSTER_SWAP, nav=Nav(Room.STAFFING, gettext_lazy("换班"), order=20))
def swap_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    rows = Swap.objects.allowed(request.user, Permission.ROSTER_SWAP).filter(contract=contract)
    page = Paginator(rows.select_related("asker", "partner", "decided_by"), PAGE).get_page(
        request.GET.get("page")
    )
    decides = set(
        Swap.objects.allowed(request.user, Permission.ROSTER_EDIT)
        .filter(pk__in=[row.pk for row in page.object_list], state__in=OPEN)
        .values_list("pk", flat=True)
    )
    me = request.user.pk
    lines = [
        {
            "swap": row,
            "agrees": row.state == "asked" and row.partner.user_id == me,
            "approves": row.state == "agreed"
            and row.pk in decides
            and me not in {row.asker.user_id, row.partner.user_id},
            "withdraws": row.state in OPEN and row.asker.user_id == me,
        }
        for row in page.object_list
    ]
    return render(request, "staffing/swap_list.html", {"contract": contract, "page": page, "lines": lines})
