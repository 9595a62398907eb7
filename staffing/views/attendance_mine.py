"""One's own month: punch in one press, what each day came to, what is asked for and what is left."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.months import months_later, next_month
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.actions.punches import punch_now
from staffing.models import Away, Leave, MakeUp, Punch
from staffing.queries.attendance_month import days_of, sheet
from staffing.queries.leaves import own_balances
from staffing.queries.people import file_of
from staffing.views._attendance import month_of


@screen(Permission.ATTENDANCE_PUNCH, nav=Nav(Room.STAFFING, gettext_lazy("我的考勤"), order=16))
def attendance_mine(request: HttpRequest, contract: Contract) -> HttpResponse:
    person, now = file_of(request.user, contract), timezone.now()
    month, today = month_of(request.GET), timezone.localdate(now)
    context: dict[str, Any] = {"contract": contract, "person": person, "month": month, "today": today}
    if person is None:
        return render(request, "staffing/attendance_mine.html", context)
    days = days_of(month)
    rows = sheet(contract, days[0], days[-1], now=now, people=[person.pk])
    own = {"contract": contract, "person": person}
    reach = (request.user, Permission.ATTENDANCE_PUNCH)
    context |= {
        "before": months_later(month, -1),
        "after": next_month(month),
        "row": rows[0] if rows else None,
        "days": [(day, rows[0].days[day]) for day in days if day in rows[0].days] if rows else [],
        "punches": Punch.objects.allowed(*reach).filter(at__date=today, voided_at=None, **own),
        "away": Away.objects.allowed(*reach).filter(back_at=None, voided_at=None, **own).first(),
        "leaves": Leave.objects.allowed(*reach).filter(**own).select_related("substitute", "decided_by")[:8],
        "make_ups": MakeUp.objects.allowed(*reach).filter(**own).select_related("session", "decided_by")[:8],
        "balances": [(label, each, each.left / 2) for label, each in own_balances(person, month.year)],
    }
    return render(request, "staffing/attendance_mine.html", context)


@screen(POST=Permission.ATTENDANCE_PUNCH)
def attendance_mine_punch(request: HttpRequest, contract: Contract) -> HttpResponse:
    """One press, the server's time."""
    try:
        row = punch_now(by=request.user, at=timezone.now(), contract=contract)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已打卡：%(at)s。") % {"at": f"{timezone.localtime(row.at):%H:%M}"})
    return redirect("staffing:attendance-mine", contract.slug)
