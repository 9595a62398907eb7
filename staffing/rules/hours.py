"""Whether a session takes place on a day."""

from collections.abc import Collection
from datetime import date

WORKING_WEEK = frozenset({1, 2, 3, 4, 5})


def serves(
    day: date, *, weekdays: Collection[int], works: bool | None, used_from: date, used_until: date | None
) -> bool:
    """Whether the hall serves in a session on a day.

    Shape: weekdays are 1 (Monday) to 7; `works` is what the calendar says of the day, None where it is silent. A
    holiday is never served; a make-up workday on a Saturday or Sunday is served by sessions of the working week.
    """
    if day < used_from or (used_until is not None and day > used_until):
        return False
    weekday = day.isoweekday()
    if works is None:
        return weekday in weekdays
    if weekday in WORKING_WEEK:
        return works and weekday in weekdays
    return weekday in weekdays or (works and set(weekdays) >= WORKING_WEEK)
