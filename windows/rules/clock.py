"""The clock of a case, in working days: when it is due, how much is left, whether it was early.

The day something begins is not counted; a term ends with the end of its last working day. A time that does not count
(a correction, a statutory special step) runs from the day after it began to the day it ended, both by the calendar.
Source: 行政许可法 第三十二、四十二、四十五、八十二条; rules.md § 5; facts.md § 2.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hall_ops.lib.workdays import Exceptions, add_workdays, is_workday, workdays_between

ONE_DAY = timedelta(days=1)


class Level(StrEnum):
    """How urgent a clock is. DONE: it no longer runs; STOPPED: it stands still."""

    OK = "ok"
    WARN = "warn"
    LATE = "late"
    STOPPED = "stopped"
    DONE = "done"


class Finish(StrEnum):
    """How a case kept its promise. Source: facts.md § 2 (提前, 按期, 逾期, 即办)."""

    ON_SPOT = "on_spot"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days a clock counts by. Shape: after `settled_until` the State Council's notice is not out yet; None: the
    calendar holds no year at all."""

    exceptions: Exceptions
    settled_until: date | None = None

    def is_provisional(self, day: date) -> bool:
        return self.settled_until is None or day > self.settled_until


@dataclass(frozen=True, slots=True)
class Stop:
    """A time that does not count: the days after `began_on` up to `ended_on`; None while it lasts."""

    began_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock shows on a day. Units: days_left are working days, negative when overdue; None without a term."""

    due_on: date | None
    days_left: int | None
    level: Level
    provisional: bool = False


def first_counted(received_on: date, after_closing: bool, exceptions: Exceptions) -> date:
    """The day an application counts as received: on a holiday or after closing time the next working day.

    Source: facts.md § 2 (a case concluded on the spot that is taken after closing is due the next working day).
    """
    if is_workday(received_on, exceptions) and not after_closing:
        return received_on
    return add_workdays(received_on, 1, exceptions)


def due_on(begun_on: date, days: int, exceptions: Exceptions, stops: Iterable[Stop] = ()) -> date:
    """The last day of a term. A stop that begins on the last day or later changes nothing any more.

    Units: `days` are working days; none means the day itself, or the next working day when it falls on a holiday.
    Source: 行政许可法 第四十五条 (special steps are not counted), 第八十二条 (working days).
    """
    due = add_workdays(begun_on, days, exceptions) if days else first_counted(begun_on, False, exceptions)
    for stop in sorted(stops, key=lambda each: each.began_on):
        if stop.began_on < due and stop.ended_on is not None:
            due = add_workdays(due, stopped_days(stop, begun_on, exceptions), exceptions)
    return due


def stopped_days(stop: Stop, begun_on: date, exceptions: Exceptions) -> int:
    """Working days of a finished stop that would have counted in a term begun on `begun_on`."""
    first = max(stop.began_on, begun_on)
    if stop.ended_on is None or stop.ended_on <= first:
        return 0
    return workdays_between(first, stop.ended_on, exceptions)


def days_left(due: date, today: date, exceptions: Exceptions) -> int:
    """Working days after today up to the due day; overdue ones negative, at least one once the due day is over."""
    if today <= due:
        return workdays_between(today, due, exceptions)
    return -days_late(due, today, exceptions)


def days_late(due: date, finished_on: date, exceptions: Exceptions) -> int:
    """Working days after the due day; a day past it is late even when nobody works on it."""
    return max(workdays_between(due, finished_on, exceptions), 1) if finished_on > due else 0


def read_clock(
    due: date | None, today: date, calendar: Calendar, *, warn_days: int, stopped_since: date | None = None
) -> Reading:
    """A running or standing clock on a day. A stopped one shows what was left when it stopped.

    Units: warned from `warn_days` working days before the due day. Source: rules.md § 5 (one working day ahead).
    """
    if due is None:
        return Reading(None, None, Level.OK)
    provisional = calendar.is_provisional(due)
    if stopped_since is not None and stopped_since <= due:
        left = days_left(due, stopped_since, calendar.exceptions)
        return Reading(due, left, Level.STOPPED, provisional)
    left = days_left(due, today, calendar.exceptions)
    level = Level.LATE if left < 0 else Level.WARN if left <= warn_days else Level.OK
    return Reading(due, left, level, provisional)


def finish_of(on_spot: bool, due: date, decided_on: date) -> Finish:
    """How a decided case kept its promise."""
    if decided_on > due:
        return Finish.LATE
    if on_spot:
        return Finish.ON_SPOT
    return Finish.EARLY if decided_on < due else Finish.ON_TIME


def counted_from(
    received_on: date, accepted_on: date, told_rounds: int, told_within_days: int, exceptions: Exceptions
) -> tuple[date, bool]:
    """The day the promise counts from, and whether the law put it back to the day of receipt.

    Who neither accepts nor tells within five days has accepted on the day of receipt.
    Source: 行政许可法 第三十二条第一款第四项.
    """
    untold = told_rounds == 0 and accepted_on > add_workdays(received_on, told_within_days, exceptions)
    return (received_on, True) if untold else (accepted_on, False)


def spent(begun_on: date, ended_on: date, stops: Iterable[Stop], exceptions: Exceptions) -> int:
    """Working days one side took, its stops left out; the first day is not counted."""
    if ended_on <= begun_on:
        return 0
    whole = workdays_between(begun_on, ended_on, exceptions)
    ended = [Stop(each.began_on, min(each.ended_on or ended_on, ended_on)) for each in stops]
    return whole - sum(stopped_days(each, begun_on, exceptions) for each in ended)
