"""The shelf: results by age, where they lie, who was told, who is to be called."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.forms.issuance import CALLS, PlaceForm, TellForm
from windows.queries.policy import policy_of
from windows.queries.shelf import AGED, ALL, LOST, MOST_SHOWN, UNTOLD, shelf_counts, shelf_rows, to_shelve
from windows.views._papers import look_up

PAGE = 40
PARTS = {ALL: _("在架"), UNTOLD: _("未通知"), AGED: _("久未领取"), LOST: _("遗失待补")}


@screen(Permission.ISSUANCE_VIEW, nav=Nav(Room.WINDOWS, _("出件柜"), order=45))
def shelf(request: HttpRequest, contract: Contract) -> HttpResponse:
    return shelf_page(request, contract)


def shelf_page(
    request: HttpRequest,
    contract: Contract,
    *,
    place_form: PlaceForm | None = None,
    tell_form: TellForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; a form that was refused comes back with what is wrong."""
    user, now, limit = request.user, timezone.now(), policy_of(contract).shelf_days
    part = request.GET.get("part", ALL)
    part = part if part in PARTS else ALL
    rows = shelf_rows(user, contract, part, now, limit)
    words = request.GET.get("find", "").strip()
    if words:
        found = look_up(request, contract, words, Permission.ISSUANCE_VIEW).cases
        rows = rows.filter(pk__in=[case.pk for case in found])
    counts = shelf_counts(user, contract, now, limit)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    may_issue = holds(user, Permission.ISSUANCE_DO, contract)
    context: dict[str, Any] = {
        "contract": contract,
        "now": now,
        "limit": limit,
        "part": part,
        "parts": [
            {"key": key, "label": label, "count": getattr(counts, key if key != ALL else "shelf")}
            for key, label in PARTS.items()
        ],
        "words": words,
        "counts": counts,
        "page": page,
        "waiting": list(to_shelve(user, contract)[:MOST_SHOWN]) if may_issue else [],
        "calls": CALLS[1:],
        "may_issue": may_issue,
        "place_form": place_form or PlaceForm(),
        "tell_form": tell_form or TellForm(),
        "shortcuts": [{"keys": "F4", "label": _("扫码找位置")}],
    }
    return render(request, "windows/shelf.html", context, status=status)
