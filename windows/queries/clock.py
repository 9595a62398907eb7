"""Clocks of cases as screens read them: one calendar query for a whole list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.enums import DayKind
from contracts.models import WorkDay
from hall_ops.lib.workdays import add_workdays
from windows.enums import CaseState, ItemKind
from windows.models import Case, ItemVersion
from windows.queries.policy import Policy, is_after_closing, policy_of
from windows.rules.clock import (
    Calendar,
    Finish,
    Level,
    Reading,
    days_late,
    due_on,
    finish_of,
    first_counted,
    read_clock,
)
from windows.rules.clock import counted_from as counted_from_rule

# Twenty working days and ten more, with the longest holidays, end within four months; the rest is room for stops.
AHEAD = timedelta(days=240)
# A weekday without its work, a Saturday or Sunday with it: every writer names these two so, and no other day.
DIFFERS = (DayKind.HOLIDAY, DayKind.MAKE_UP)


@dataclass(frozen=True, slots=True)
class Terms:
    """When a case accepted on a day is due."""

    due_on: date
    statutory_due_on: date


@dataclass(frozen=True, slots=True)
class Clock:
    """One case's clock on a day.

    Shape: side is who is being waited for: "window", "applicant", "department", "hall" (a result to hand out), "".
    level is one of windows.rules.clock.Level; finish one of Finish or "". Units: days_left are working days, negative
    when overdue.
    """

    side: str
    due_on: date | None
    days_left: int | None
    level: str
    finish: str = ""
    provisional: bool = False
    text: str = ""


# -- calendar -------------------------------------------------------------------------------------------------------
def calendar_between(first: date, last: date) -> Calendar:
    """The days that differ from the week, and up to which day the year's notice is out. One query."""
    years = (date(first.year, 1, 1), date(last.year, 12, 31))
    rows = WorkDay.objects.filter(kind__in=DIFFERS, date__range=years).order_by("date")
    days = list(rows.values_list("date", "kind", "provisional"))
    exceptions = {day: kind == DayKind.MAKE_UP for day, kind, _provisional in days}
    known = {day.year for day, _kind, _provisional in days}
    open_years = {day.year for day, _kind, provisional in days if provisional}
    settled = [year for year in range(years[0].year, years[1].year + 1) if year in known - open_years]
    first_open = next((y for y in range(years[0].year, years[1].year + 1) if y not in settled), None)
    until = date((first_open or years[1].year + 1) - 1, 12, 31)
    return Calendar(exceptions, until if until >= years[0] else None)


def calendar_around(day: date) -> Calendar:
    """The calendar for terms that begin about this day."""
    return calendar_between(day - timedelta(days=30), day + AHEAD)


# -- terms ----------------------------------------------------------------------------------------------------------
def terms_from(
    day: date, version: ItemVersion, *, after_closing: bool = False, calendar: Calendar | None = None
) -> Terms:
    """When a case accepted on `day` is due by promise and by law. One query at most."""
    exceptions = (calendar or calendar_around(day)).exceptions
    promised, statutory = version.promised_days, version.statutory_days
    if promised == 0:
        day_due = first_counted(day, after_closing, exceptions)
        return Terms(day_due, max(day_due, due_on(day, statutory, exceptions)))
    return Terms(due_on(day, promised, exceptions), due_on(day, statutory, exceptions))


def terms_at(at: datetime, version: ItemVersion, policy: Policy) -> Terms:
    """The same for a moment: after closing time an on-the-spot case is due the next working day."""
    local = timezone.localtime(at)
    return terms_from(local.date(), version, after_closing=is_after_closing(policy, local.time()))


def working_days_on(day: date, days: int) -> date:
    """The last day of a term of so many working days from `day` (a correction, a gap). One query."""
    return add_workdays(day, days, calendar_around(day).exceptions)


def counted_from(case: Case, at: datetime) -> tuple[date, bool]:
    """The day an acceptance at `at` counts from, and whether the law puts it back to the day of receipt."""
    received = timezone.localdate(case.registered_at)
    return counted_from_rule(
        received,
        timezone.localdate(at),
        case.told_rounds,
        policy_of(case.contract).told_within_days,
        calendar_around(received).exceptions,
    )


def late_days_of(case: Case, decided_at: datetime) -> int:
    """Working days a decision comes after the promise. One query where it does."""
    decided_on = timezone.localdate(decided_at)
    if case.due_on is None or decided_on <= case.due_on:
        return 0
    return days_late(case.due_on, decided_on, calendar_around(case.due_on).exceptions)


# -- reading --------------------------------------------------------------------------------------------------------
def clock_of(case: Case, today: date) -> Clock:
    """One case's clock. One query."""
    return clocks_of([case], today)[case.pk]


def clocks_of(cases: Iterable[Case], today: date, policy: Policy | None = None) -> dict[int, Clock]:
    """Clocks by case id. One query for the calendar; give `policy` or cases with their contract at hand."""
    rows = list(cases)
    if not rows:
        return {}
    first = min([today, *(timezone.localdate(case.registered_at) for case in rows)])
    last = max([today + AHEAD, *(case.due_on for case in rows if case.due_on)])
    calendar = calendar_between(first, last)
    return {case.pk: _clock(case, today, calendar, policy or policy_of(case.contract)) for case in rows}


def _clock(case: Case, today: date, calendar: Calendar, policy: Policy) -> Clock:
    state = CaseState(case.state)
    if state in {CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN, CaseState.VOID}:
        return Clock("", None, None, Level.DONE)
    if case.decided_at is not None and case.due_on is not None:
        side = "hall" if state in {CaseState.DECIDED, CaseState.READY} else ""
        finish = finish_of(case.kind == ItemKind.ON_SPOT, case.due_on, timezone.localdate(case.decided_at))
        provisional = calendar.is_provisional(case.due_on)
        return Clock(side, case.due_on, None, Level.DONE, finish, provisional, finish_label(finish))
    if state == CaseState.CORRECTING:
        reading = read_clock(case.correction_due_on, today, calendar, warn_days=policy.warn_days)
        return _shown("applicant", reading)
    if state == CaseState.REGISTERED:
        return _shown("window", window_reading(case, today, calendar, policy))
    reading = read_clock(
        case.due_on, today, calendar, warn_days=policy.warn_days, stopped_since=case.stopped_since
    )
    return _shown("window" if state == CaseState.ACCEPTED else "department", reading)


def window_reading(case: Case, today: date, calendar: Calendar, policy: Policy) -> Reading:
    """The law's five days from receipt to acceptance or notice; days of correction are added."""
    received = timezone.localdate(case.registered_at)
    days = policy.told_within_days + case.stopped_days
    return read_clock(
        add_workdays(received, days, calendar.exceptions), today, calendar, warn_days=policy.warn_days
    )


def _shown(side: str, reading: Reading) -> Clock:
    return Clock(
        side,
        reading.due_on,
        reading.days_left,
        reading.level,
        provisional=reading.provisional,
        text=left_label(reading),
    )


def left_label(reading: Reading) -> str:
    """还有 3 天; 今天到期; 逾期 2 天; 停表，还有 3 天."""
    left = reading.days_left
    if left is None:
        return ""
    if reading.level == Level.STOPPED:
        return _("停止计时，余 %(n)d 个工作日") % {"n": left}
    if left < 0:
        return _("逾期 %(n)d 个工作日") % {"n": -left}
    return _("还有 %(n)d 个工作日") % {"n": left} if left else _("今天到期")


def finish_label(finish: str) -> str:
    """提前, 按期, 逾期, 即办 — as the ledgers have it."""
    labels = {
        Finish.ON_SPOT: _("即办"),
        Finish.EARLY: _("提前办结"),
        Finish.ON_TIME: _("按期办结"),
        Finish.LATE: _("逾期办结"),
    }
    return labels[Finish(finish)] if finish else ""
