"""The month's turnover against the limit, the last twelve months, and every vacancy with its clocks."""

import re
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from contracts.queries.agreed import agreed_limit
from hall_ops.lib.arithmetic import percent_text
from hall_ops.lib.months import MonthConverter, months_later
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.models import Engagement
from staffing.queries.readings import VACANCY_KEYS, held_on
from staffing.queries.turnover import last_months, turnover_months
from staffing.queries.vacancies import records_of, vacancy_page


@screen(Permission.CHANGE_VIEW, nav=Nav(Room.STAFFING, _("变更比例与缺员"), order=46))
def turnover(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    month = asked_month(request, min(today, contract.ends_on))
    records = records_of(contract)
    past = last_months(contract, today)
    rows = turnover_months(contract, records, [month, *past], today)
    limit = agreed_limit(contract, "turnover_ratio")
    context = {
        "contract": contract,
        "today": today,
        "month": month,
        "before": months_later(month, -1) if month > contract.starts_on else None,
        "after": months_later(month, 1) if months_later(month, 1) <= min(today, contract.ends_on) else None,
        "row": rows[0],
        "past": rows[1:],
        "limit": limit,
        "limit_text": percent_text(limit.value) if limit else "",
        "months": agreed_limit(contract, "vacancy_months"),
        "days": agreed_limit(contract, "vacancy_days"),
        # A contract that is over is read as it ended: nobody is missed after its last day.
        "vacancies": vacancy_page(contract, records, min(today, contract.ends_on)),
        "vacancy_readings": held_on(contract, VACANCY_KEYS, today),
        "seen": set(
            Engagement.objects.allowed(request.user, Permission.CHANGE_VIEW)
            .filter(contract=contract)
            .values_list("pk", flat=True)
        ),
        "may_record": holds(request.user, Permission.BREACH_RECORD, contract),
        "may_see_money": holds(request.user, Permission.BREACH_VIEW, contract),
    }
    return render(request, "staffing/turnover.html", context)


def asked_month(request: HttpRequest, today: date) -> date:
    """The month in the address, else the last one of the contract."""
    text = request.GET.get("month", "")
    fits = re.fullmatch(MonthConverter.regex, text, re.ASCII)
    return MonthConverter().to_python(text) if fits else today.replace(day=1)
