"""Times the statistics are made for: a day, a week from Monday, a month, a year, and the one before to compare with.

Source: 002 § 四(二)3 (daily, weekly, monthly volume); facts.md § 6.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"
UNITS: Final = (DAY, WEEK, MONTH, YEAR)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Time:
    """From the first day to the last, both included."""

    unit: str
    first: date
    last: date

    @property
    def previous(self) -> "Time":
        return time_of(self.unit, self.first - ONE_DAY)

    @property
    def next(self) -> "Time":
        return time_of(self.unit, self.last + ONE_DAY)

    def days(self) -> list[date]:
        return [self.first + timedelta(days=step) for step in range((self.last - self.first).days + 1)]


def time_of(unit: str, day: date) -> Time:
    """The day, week, month or year that a day lies in."""
    if unit == WEEK:
        monday = day - timedelta(days=day.weekday())
        return Time(unit, monday, monday + timedelta(days=6))
    if unit == MONTH:
        first = day.replace(day=1)
        return Time(unit, first, _month_after(first) - ONE_DAY)
    if unit == YEAR:
        return Time(unit, date(day.year, 1, 1), date(day.year, 12, 31))
    return Time(DAY, day, day)


def to_compare(time: Time, today: date) -> Time:
    """The time before; while this one still runs, as much of it as has passed of this one."""
    before = time.previous
    if not time.first <= today < time.last:
        return before
    passed = today - time.first
    return Time(before.unit, before.first, min(before.first + passed, before.last))


def _month_after(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
