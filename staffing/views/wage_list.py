"""The wages register: a year's months, the mean against the floor, who was not paid or insured in time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from contracts.queries.agreed import deducts_wages
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.queries.wages import deduction_balance, register, register_years, wage_floor


@screen(Permission.WAGE_VIEW, nav=Nav(Room.STAFFING, _("工资发放"), order=60))
def wage_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    years = register_years(contract, today)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else years[-1]
    rows = register(contract, year, today)
    found = [row for _month, row in rows if row]
    context = {
        "contract": contract,
        "rows": rows,
        "years": years,
        "year": year,
        "floor": wage_floor(contract),
        "latest": found[0] if found else None,
        "wronged": sum(len(row.faulty) for row in found),
        "unlisted": sum(row is None for _month, row in rows),
        "balance": deduction_balance(contract),
        "deducts": deducts_wages(contract),
        "may_record": holds(request.user, Permission.WAGE_RECORD, contract),
    }
    return render(request, "staffing/wage_list.html", context)
