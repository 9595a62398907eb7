"""One's own shifts of the published weeks, as a list that fits a telephone."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.actions.roster import monday_of
from staffing.enums import ShiftKind, WeekState
from staffing.models import Shift
from staffing.queries.people import file_of
from staffing.rules.roster import hours, weekday

WEEKS = 2


@screen(Permission.ROSTER_SWAP, nav=Nav(Room.STAFFING, gettext_lazy("我的班次"), order=12))
def roster_mine(request: HttpRequest, contract: Contract) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    monday, person = monday_of(today), file_of(request.user, contract)
    rows = Shift.objects.allowed(request.user, Permission.ROSTER_VIEW).filter(
        contract=contract, person=person, day__gte=monday, day__lt=monday + timedelta(weeks=WEEKS),
        week__state=WeekState.PUBLISHED,
    )  # fmt: skip
    shifts = list(rows.select_related("session", "window", "post", "venue", "covers")) if person else []
    weeks = []
    for number in range(WEEKS):
        first = monday + timedelta(weeks=number)
        inside = [each for each in shifts if first <= each.day < first + timedelta(weeks=1)]
        minutes = sum(
            int((each.ends_at - each.starts_at).total_seconds()) // 60
            for each in inside
            if each.kind != ShiftKind.LEAVE
        )
        days = [(day, weekday(day), [each for each in inside if each.day == day]) for day in _days(first)]
        weeks.append({"first": first, "hours": hours(minutes), "days": [each for each in days if each[2]]})
    context = {"contract": contract, "person": person, "weeks": weeks, "today": today, "now": now}
    return render(request, "staffing/roster_mine.html", context)


def _days(first: date) -> list[date]:
    return [first + timedelta(days=n) for n in range(7)]
