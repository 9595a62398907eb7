"""Deadlines: what is overdue or soon will be, by kind; chasing departments, several at once."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.actions.chases import chase_many
from windows.models import Case
from windows.queries.case_deadlines import (
    LATE,
    TABS,
    deadline_cases,
    deadline_counts,
    deadline_rows,
    horizon_of,
)
from windows.queries.policy import policy_of

A_PAGE = 50
MOST_AT_ONCE = 100


@screen(Permission.CASE_VIEW, nav=Nav(Room.WINDOWS, gettext_lazy("期限与催办"), order=40))
def case_overdue(request: HttpRequest, contract: Contract) -> HttpResponse:
    tab = request.GET.get("tab", LATE)
    tab = tab if tab in TABS else LATE
    today = timezone.localdate()
    horizon = horizon_of(policy_of(contract), today)
    cases = deadline_cases(request.user, contract, tab, horizon)
    pages = Paginator(cases, A_PAGE).get_page(request.GET.get("page"))
    seen = Case.objects.allowed(request.user, Permission.CASE_VIEW).filter(contract=contract)
    context = {
        "contract": contract,
        "tab": tab,
        "tabs": _tabs(contract, tab, deadline_counts(seen, horizon)),
        "page": pages,
        "rows": deadline_rows(pages.object_list, contract, today),
        "may_chase": not holds(request.user, Permission.CASE_DECIDE, contract),
        "warn_on": horizon.warn_on,
    }
    return render(request, "windows/case_overdue.html", context)


def _tabs(contract: Contract, tab: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    url = reverse("windows:case-overdue", args=[contract.slug])
    return [
        {"label": f"{label} {counts[name]}", "url": f"{url}?tab={name}", "active": name == tab}
        for name, label in TABS.items()
    ]


@screen(POST=Permission.CASE_VIEW)
def case_overdue_chase(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Chase the ticked cases through the system, each by its own number."""
    numbers = request.POST.getlist("case")[:MOST_AT_ONCE]
    words = request.POST.get("words", "").strip()
    found = Case.objects.allowed(request.user, Permission.CASE_VIEW).filter(
        contract=contract, number__in=numbers
    )
    back = redirect("windows:case-overdue", contract.slug)
    if not numbers or not words:
        messages.error(request, _("请勾选要催办的办件，并写明催办内容。"))
        return back
    done, refused = chase_many(by=request.user, at=timezone.now(), cases=found.order_by("pk"), words=words)
    if done:
        messages.success(request, _("已催办 %(n)d 件，等待部门答复。") % {"n": done})
    for reason in refused[:3]:
        messages.warning(request, reason)
    return back
