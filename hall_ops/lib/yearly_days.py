"""A day that comes every year, such as 5 December."""

from datetime import date


def yearly_day(month_day: str, first: date, last: date) -> date:
    """Return the last such day of a span of time; where the span holds none, the first one after it.

    Shape: `month_day` as in the profiles, "12-05"; not 29 February.
    """
    month, day = map(int, month_day.split("-"))
    days = [date(year, month, day) for year in range(first.year, last.year + 2)]
    within = [found for found in days if first <= found <= last]
    return within[-1] if within else next(found for found in days if found > last)
