"""Stopping and starting a case's clock. The caller moves the case with the columns these give back.

Source: 行政许可法 第四十五条 (special steps do not count); rules.md § 5; facts.md § 3 (national states 9 and 10).
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError
from hall_ops.lib.workdays import add_workdays
from windows.enums import ClockReason
from windows.models import Case, ClockStop
from windows.queries.clock import calendar_around, calendar_between
from windows.queries.policy import policy_of
from windows.rules.clock import Calendar, Stop, due_on
from windows.rules.clock import stopped_days as stopped_days_of

AHEAD = timedelta(days=400)


class ClockRefused(DomainError):
    """The clock already stands, or already runs."""


def begin_stop(
    *,
    by: Any,
    at: datetime,
    case: Case,
    reason: str,
    name: str,
    limit_days: int | None = None,
    note: str = "",
) -> dict[str, Any]:
    """Stop a locked case's clock. Shape: the columns for move_case or touch_case. Raises: ClockRefused.

    A correction stops it only where the contract's terms say so; the stop is written down all the same.
    """
    today = timezone.localdate(at)
    due = add_workdays(today, limit_days, calendar_around(today).exceptions) if limit_days else None
    try:
        with transaction.atomic():
            ClockStop.objects.create(
                case=case, reason=reason, name=name[:80], limit_days=limit_days, due_on=due, started_at=at,
                started_by=by, note=note[:300],
            )  # fmt: skip
    except IntegrityError as error:
        raise ClockRefused(
            _("办件 %(number)s 已经停止计时，请先恢复计时。") % {"number": case.number}
        ) from error
    return {"stopped_since": today} if _counts(case, reason) else {}


def end_stop(*, by: Any, at: datetime, case: Case) -> dict[str, Any]:
    """Start a locked case's clock again. Shape: the columns for move_case or touch_case. Raises: ClockRefused."""
    stop = ClockStop.objects.select_for_update().filter(case=case, ended_at=None).first()
    if stop is None:
        raise ClockRefused(_("办件 %(number)s 没有停止计时。") % {"number": case.number})
    calendar = calendar_of(case, at)
    begun = counting_from(case)
    days = stopped_days_of(_days(stop, at), begun, calendar.exceptions) if _counts(case, stop.reason) else 0
    ClockStop.objects.filter(pk=stop.pk).update(ended_at=at, ended_by=by, days=days)
    columns: dict[str, Any] = {"stopped_since": None, "stopped_days": case.stopped_days + days}
    return columns | due_columns(case, calendar)


def due_columns(case: Case, calendar: Calendar, ended: Iterable[ClockStop] | None = None) -> dict[str, Any]:
    """The terms of an accepted case, counted anew from its acceptance and its stops.

    Shape: `ended` are its finished stops where they are at hand; else one query. An on-the-spot case keeps its day.
    """
    version = case.version
    if case.accepted_at is None or version.promised_days == 0:
        return {}
    rows = case.stops.filter(ended_at__isnull=False) if ended is None else ended
    stops = [_days(stop, stop.ended_at) for stop in rows if stop.days and _counts(case, stop.reason)]
    begun = counting_from(case)
    return {
        "due_on": due_on(begun, version.promised_days, calendar.exceptions, stops),
        "statutory_due_on": due_on(begun, version.statutory_days, calendar.exceptions, stops),
    }


def counting_from(case: Case) -> date:
    """The day the case's term counts from: acceptance, or receipt where the law puts it back or none is yet."""
    begun = case.registered_at if case.accepted_at is None or case.deemed_accepted else case.accepted_at
    return timezone.localdate(begun)


def calendar_of(case: Case, at: datetime) -> Calendar:
    """The calendar from the case's receipt to well after now. One query."""
    return calendar_between(timezone.localdate(case.registered_at), timezone.localdate(at) + AHEAD)


def _days(stop: ClockStop, ended_at: datetime | None) -> Stop:
    ended = None if ended_at is None else timezone.localdate(ended_at)
    return Stop(timezone.localdate(stop.started_at), ended)


def _counts(case: Case, reason: str) -> bool:
    """Whether a stop of this reason stops the clock in this contract."""
    policy = policy_of(case.contract)
    if reason == ClockReason.CORRECTION:
        return policy.corrections_stop_clock
    return policy.special_steps_stop_clock
