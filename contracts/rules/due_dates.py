"""When something falls due: days, working days, weeks, months after an event; what is late.

The first day of a term is not counted (民法典 第二百零一条); a term of months ends on the day of the same number, or on
the last day of a month that has none (第二百零二条). Working days follow a calendar passed in.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from hall_ops.lib.months import months_later, next_month
from hall_ops.lib.workdays import Exceptions, add_workdays

WORKING, CALENDAR = "working_days", "calendar_days"


def months_after(day: date, count: int) -> date:
    """Return the day of the same number some months later, the month's last day where there is none.

    Source: 民法典 第二百零二条.
    """
    first = months_later(day, count)
    return min(first + timedelta(days=day.day - 1), next_month(first) - timedelta(days=1))


def term_end(start: date, within: int, unit: str, day_type: str, calendar: Exceptions) -> date:
    """Return the last day of a term that an event on `start` sets going.

    Shape: `unit` as in the profiles; a plain "day" is a calendar day or a working day as decision `day_type`
    says, "calendar_day" and "working_day" are what they are. Raises: ValueError for a unit that is no time.
    Source: 002 § ★6 (working days), § 八(六)(八) (days); decision day_type.
    """
    if unit == "working_day" or (unit == "day" and day_type == WORKING):
        return add_workdays(start, within, calendar)
    if unit in ("day", "calendar_day"):
        return start + timedelta(days=within)
    if unit == "week":
        return start + timedelta(weeks=within)
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if months is None:
        raise ValueError(f"{unit} is no length of time")
    return months_after(start, within * months)


@dataclass(frozen=True, slots=True)
class Standing:
    """How something due stands on a day.

    Shape: `state` is open, on_time, late or undated (no due day yet). Units: days late, 0 unless late.
    """

    state: str
    days_late: int = 0


def standing(due_on: date | None, done_on: date | None, day: date) -> Standing:
    """Judge something due on `day`, done or not: the due day itself is in time.

    Shape: for a payment `done_on` is the day the purchaser filed it with the treasury, not the day it arrived.
    Source: 002 § 九(三) (the filing decides, the treasury's review is left out).
    """
    if due_on is None:
        return Standing("undated")
    judged = done_on if done_on is not None else day
    if judged > due_on:
        return Standing("late", (judged - due_on).days)
    return Standing("on_time" if done_on is not None else "open")


def late(filed_on: date | None, due_on: date | None, day: date) -> bool:
    """Whether a payment was filed too late, or on `day` still is not filed though due. Source: 002 § 九(三)."""
    return standing(due_on, filed_on, day).state == "late"
