"""What is kept of people, why and how long; and the cases held back from erasure."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.forms.privacy import HoldForm
from windows.queries.carriers import overdue_carriers
from windows.queries.erasure import catalogue_lines, holds_of
from windows.queries.retention import terms_of

A_PAGE = 50


@screen(Permission.DISCLOSURE_VIEW, nav=Nav(Room.AUDIT, _("个人信息目录与保留"), order=50))
def erase_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    return list_page(request, contract)


def list_page(
    request: HttpRequest, contract: Contract, status: int = 200, problem: str = "", form: Any = None
) -> HttpResponse:
    """The page; a step that was refused comes back with what is wrong."""
    today = timezone.localdate()
    terms = terms_of(contract, today)
    late = (
        overdue_carriers(contract, today) if holds(request.user, Permission.CARRIER_VIEW, contract) else None
    )
    context = {
        "contract": contract,
        "lines": catalogue_lines(terms),
        "terms": list(terms.values()),
        "may_decide": holds(request.user, Permission.CONTRACT_VIEW, contract),
        "late": late.aggregate(many=Count("pk"), since=Min("due_on")) if late is not None else None,
        "page": Paginator(holds_of(request.user, contract), A_PAGE).get_page(request.GET.get("page")),
        "may_hold": holds(request.user, Permission.CASE_HOLD, contract),
        "form": form or HoldForm(initial={"number": request.GET.get("case", "")}),
        "problem": problem,
    }
    return render(request, "windows/erase_list.html", context, status=status)
