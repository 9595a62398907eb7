"""The month's list of exports and prints: what is out, what came back, what is late (002 § 七(三))."""

import re
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.months import MonthConverter, months_later
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.queries.carriers import (
    carrier_rows,
    carriers_of_month,
    figures,
    overdue_before,
    waiting_requests,
)


@screen(Permission.CARRIER_VIEW, nav=Nav(Room.LEDGERS, _("导出载体归还"), order=90))
def carrier_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    return list_page(request, contract)


def asked_month(request: HttpRequest) -> date:
    """The month in the address, else this one."""
    text = request.GET.get("month", "")
    fits = re.fullmatch(MonthConverter.regex, text, re.ASCII)
    return MonthConverter().to_python(text) if fits else timezone.localdate().replace(day=1)


def list_page(request: HttpRequest, contract: Contract, status: int = 200, **more: Any) -> HttpResponse:
    """The page; a step that was refused comes back with what is wrong."""
    user, today, month = request.user, timezone.localdate(), asked_month(request)
    rows = carrier_rows(user, contract, list(carriers_of_month(user, contract, month)), today)
    context = {
        "contract": contract, "month": month, "rows": rows, "figures": figures(rows),
        "before": months_later(month, -1),
        "after": months_later(month, 1) if month < today.replace(day=1) else None,
        "older": overdue_before(user, contract, month, today),
        "may_settle": any(row.may_settle for row in rows), "may_confirm": any(row.may_confirm for row in rows),
        "waiting": waiting_requests(contract) if holds(user, Permission.EXPORT_APPROVE, contract) else 0,
        "problem": more.get("problem", ""), "kept": request.POST, "ticked": request.POST.getlist("carrier"),
    }  # fmt: skip
    return render(request, "windows/carrier_list.html", context, status=status)
