"""The days of a year in mainland China: working days, weekends, holidays, make-up days.

Years the State Council has published come from the chinesecalendar package. For later years only what is known
already is marked, and every day is provisional: weekends, the holidays of fixed dates, and 清明 by its solar term.
Source: 全国年节及纪念日放假办法 (in force since 2025-01-01).
"""

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from chinese_calendar import Holiday, get_solar_terms
from chinese_calendar.constants import holidays, workdays

from hall_ops.lib.fixed_holidays import FIXED, LAST_PROVISIONAL_YEAR, week_kind

FIRST_YEAR = min(holidays).year
LAST_YEAR = max(holidays).year


@dataclass(frozen=True, slots=True)
class DayFact:
    """One day. Shape: kind is one of workday, make_up, weekend, holiday; name is the holiday a day belongs to."""

    day: date
    kind: str
    name: str
    provisional: bool


def days_of(year: int) -> Iterator[DayFact]:
    """Every day of a year, in order. Raises: ValueError for a year no calendar reaches."""
    if not FIRST_YEAR <= year <= LAST_PROVISIONAL_YEAR:
        raise ValueError(f"no calendar for {year}")
    first = date(year, 1, 1)
    fact = published if year <= LAST_YEAR else provisional
    return (fact(first + timedelta(days=step)) for step in range(366 if isleap(year) else 365))


def published(day: date) -> DayFact:
    """A day as the State Council's notice has it."""
    if day in holidays:
        return DayFact(day, "holiday", Holiday(holidays[day]).chinese, False)
    if day in workdays:
        return DayFact(day, "make_up", Holiday(workdays[day]).chinese, False)
    return DayFact(day, week_kind(day), "", False)


def provisional(day: date) -> DayFact:
    """A day before the notice for its year is out."""
    name = FIXED.get((day.month, day.day), "")
    if not name and day.month == 4 and (day, "清明") in get_solar_terms(day, day):
        name = "清明"
    return DayFact(day, "holiday" if name else week_kind(day), name, True)
