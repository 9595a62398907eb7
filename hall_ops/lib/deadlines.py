"""When a term ends: days, working days, weeks, months after an event.

The first day of a term is not counted (民法典 第二百零一条); a term of months ends on the day of the same number, or on
the last day of a month that has none (第二百零二条). Working days follow a calendar passed in.
"""

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
