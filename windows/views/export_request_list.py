"""Requests for exports: one's own or the department's, and for the assessor those to decide."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.enums import CarrierState, RequestState
from windows.models import Carrier, ExportRequest
from windows.queries.carriers import requests_of, usable
from windows.views._exports import export_url

A_PAGE = 30
LEVELS = {RequestState.ASKED: "warn", RequestState.APPROVED: "ok", RequestState.REFUSED: "bad"}


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A line of the list, and what this user may do with it."""

    request: ExportRequest
    carrier: Carrier | None
    said: str
    level: str
    may_decide: bool
    may_withdraw: bool
    url: str


@screen(Permission.CARRIER_VIEW, nav=Nav(Room.LEDGERS, gettext_lazy("导出申请"), order=85))
def export_request_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    return list_page(request, contract)


def list_page(
    request: HttpRequest, contract: Contract, status: int = 200, problem: str = "", at: int | None = None
) -> HttpResponse:
    """The page; a step that was refused comes back with what is wrong. Shape: `at` is the request it was about."""
    user = request.user
    page = Paginator(requests_of(user, contract), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "contract": contract,
        "page": page,
        "rows": [_row(each, user, contract) for each in page.object_list],
        "may_ask": holds(user, Permission.EXPORT_REQUEST, contract),
        "problem": problem,
        "problem_at": at,
    }
    return render(request, "windows/export_request_list.html", context, status=status)


def _row(each: ExportRequest, user: Any, contract: Contract) -> RequestRow:
    now = timezone.now()
    carrier = getattr(each, "carrier", None)
    may_use, said, level = (
        usable(each, user, now),
        each.get_state_display(),
        LEVELS.get(RequestState(each.state), ""),
    )
    if carrier is not None and carrier.state != CarrierState.FAILED:
        said, level = _("已导出"), "info"
    elif each.state == RequestState.APPROVED and each.valid_until is not None and each.valid_until < now:
        said, level = _("过期未用"), ""
    is_open = each.state == RequestState.ASKED
    return RequestRow(
        each, carrier, str(said), level,
        may_decide=is_open and each.asked_by_id != user.pk and holds(user, Permission.EXPORT_APPROVE, contract),
        may_withdraw=is_open and each.asked_by_id == user.pk,
        url=export_url(each, contract) if may_use else "",
    )  # fmt: skip
