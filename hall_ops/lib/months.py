"""Months: in an address (2023-03), one after another."""

from collections.abc import Iterator
from datetime import date


class MonthConverter:
    """URL converter: text 2023-03, value the month's first day."""

    regex = r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        year, month = value.split("-")
        return date(int(year), int(month), 1)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else f"{value:%Y-%m}"


def months_between(first: date, last: date) -> Iterator[date]:
    """First days of the months from `first` to `last`, both included."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_later(day: date, months: int) -> date:
    """The first day of the month that lies so many months after a day's own."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
