"""Counting working days. Days that differ from the week (holidays, make-up days) are passed in as a mapping.

Shape: `exceptions[day]` is True where people work on that day and False where they do not; a day it does not name goes
by the week, Monday to Friday.
"""

from collections.abc import Mapping
from datetime import date, timedelta

Exceptions = Mapping[date, bool]
ONE_DAY = timedelta(days=1)
SATURDAY = 5


def is_workday(day: date, exceptions: Exceptions) -> bool:
    """Whether people work on this day."""
    return exceptions.get(day, day.weekday() < SATURDAY)


def add_workdays(received_on: date, count: int, exceptions: Exceptions) -> date:
    """The last day of a term of so many working days; the day of receipt is not counted.

    Units: working days; a term of none ends on the day of receipt itself. Raises: ValueError for a negative count.
    Source: 民法典 第二百零一条 (the first day of a period is not counted).
    """
    if count < 0:
        raise ValueError("a term has no negative days")
    day = received_on
    while count:
        day += ONE_DAY
        count -= is_workday(day, exceptions)
    return day


def workdays_between(first: date, last: date, exceptions: Exceptions) -> int:
    """How many working days of a term that began on `first` have passed when `last` is over.

    Shape: `first` is not counted, `last` is. Raises: ValueError when `last` lies before `first`.
    """
    if last < first:
        raise ValueError("the last day lies before the first")
    days = (first + timedelta(days=step) for step in range(1, (last - first).days + 1))
    return sum(is_workday(day, exceptions) for day in days)
