"""The hall on one screen, renewed every half minute; and one's own open cases."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.queries.board import Board, Need, age_labels, board_of, open_cases_of
from windows.queries.clock import clocks_of
from windows.queries.policy import policy_of

A_PAGE = 50


@screen(Permission.CASE_VIEW, nav=Nav(Room.WINDOWS, gettext_lazy("今日大厅"), order=5))
def board(request: HttpRequest, contract: Contract) -> HttpResponse:
    return render(request, "windows/board.html", _context(request, contract))


@screen(Permission.CASE_VIEW, polled=True)
def board_pulse(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The part that changes, which the open page asks for by itself."""
    return render(request, "windows/_board.html", _context(request, contract))


def _context(request: HttpRequest, contract: Contract) -> dict[str, Any]:
    found = board_of(request.user, contract, timezone.now())
    return {
        "contract": contract,
        "board": found,
        "tiles": _tiles(contract, found),
        "ages": age_labels(),
        "states": [
            (line, _ledger(contract, "cases", f"?span=all&state={line.state}")) for line in found.states
        ],
        "needs": [(need, _place(contract, need)) for need in found.needs],
    }


@screen(Permission.CASE_REGISTER, nav=Nav(Room.WINDOWS, gettext_lazy("我的办件"), order=6))
def board_mine(request: HttpRequest, contract: Contract) -> HttpResponse:
    """What is still open of one's own, the most urgent first."""
    today = timezone.localdate()
    pages = Paginator(open_cases_of(request.user, contract), A_PAGE).get_page(request.GET.get("page"))
    cases = list(pages.object_list)
    clocks = clocks_of(cases, today, policy_of(contract))
    rows = [(case, clocks[case.pk]) for case in cases]
    return render(request, "windows/board_mine.html", {"contract": contract, "page": pages, "rows": rows})


def _tiles(contract: Contract, found: Board) -> list[dict[str, Any]]:
    """Today's figures; those with a ledger of exactly these rows lead to it."""
    today = found.today
    return [
        {"label": _("今日收件"), "value": today.received, "url": _ledger(contract, "cases", "?span=today")},
        {"label": _("今日受理"), "value": today.accepted},
        {"label": _("一次性告知"), "value": today.told},
        {
            "label": _("退件和作废"),
            "value": today.returned + today.voided,
            "url": _ledger(contract, "returned", "?span=today"),
        },
        {
            "label": _("今日办结"),
            "value": today.decided,
            "note": _("其中即办 %(n)d 件") % {"n": found.on_spot},
            "url": _ledger(contract, "results", "?span=today"),
        },
        {"label": _("今日出件"), "value": today.issued},
    ]


def _ledger(contract: Contract, key: str, query: str) -> str:
    return reverse("windows:ledger", args=[contract.slug, key]) + query


def _place(contract: Contract, need: Need) -> str:
    """Where a thing that waits is handled; "" while that screen is not there."""
    name, query = need.place
    try:
        return reverse(name, args=[contract.slug]) + query
    except NoReverseMatch:
        return ""
