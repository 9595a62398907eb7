"""What the desk shows beside the form: when a case accepted now would be due, and what may be promised."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.workdays import add_workdays, is_workday
from windows.enums import ItemKind
from windows.models import ItemVersion
from windows.queries.clock import calendar_around, terms_from
from windows.queries.policy import GAP_LATE, is_after_closing, policy_of
from windows.rules.clock import Calendar
from windows.rules.intake import last_gap_day


@dataclass(frozen=True, slots=True)
class Outlook:
    """The terms of an item accepted at this moment. Units: skipped_days are days nobody works, up to the due day."""

    due_on: date
    statutory_due_on: date
    is_today: bool
    after_closing: bool
    skipped_days: int
    provisional: bool
    gap_first: date | None
    gap_last: date | None
    gap_late: str
    correction_due_on: date


def outlook_at(contract: Contract, version: ItemVersion, at: datetime) -> Outlook:
    """What the clerk may tell the applicant. One query."""
    day, policy = timezone.localdate(at), policy_of(contract)
    calendar = calendar_around(day)
    closed = is_after_closing(policy, timezone.localtime(at).time())
    terms = terms_from(day, version, after_closing=closed, calendar=calendar)
    may_defer = version.kind == ItemKind.PROMISED
    last = last_gap_day(
        day, promised_days=version.promised_days, limit_days=policy.gap_days, exceptions=calendar.exceptions
    )  # fmt: skip
    return Outlook(
        due_on=terms.due_on,
        statutory_due_on=terms.statutory_due_on,
        is_today=terms.due_on == day,
        after_closing=closed and terms.due_on != day,
        skipped_days=_days_off(day, terms.due_on, calendar),
        provisional=calendar.is_provisional(terms.due_on),
        gap_first=day + timedelta(days=1) if may_defer else None,
        gap_last=last if may_defer else None,
        gap_late=str(GAP_LATE.get(policy.gap_late, policy.gap_late)),
        correction_due_on=add_workdays(day, policy.correction_days, calendar.exceptions),
    )


def _days_off(first: date, last: date, calendar: Calendar) -> int:
    days = ((first + timedelta(days=step)) for step in range(1, (last - first).days + 1))
    return sum(not is_workday(day, calendar.exceptions) for day in days)
