"""Working days: counting by the week, by holidays and make-up days, over month and year ends."""

from datetime import date

import pytest

from hall_ops.lib.china_days import FIRST_YEAR, LAST_PROVISIONAL_YEAR, LAST_YEAR, days_of
from hall_ops.lib.workdays import add_workdays, is_workday, workdays_between

# National Day 2025 as published: off 1 to 8 October, work on Sunday 28 September and Saturday 11 October.
OCTOBER = {date(2025, 10, day): False for day in range(1, 9)} | {
    date(2025, 9, 28): True,
    date(2025, 10, 11): True,
}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 9, 26), True),
        (date(2025, 9, 27), False),
        (date(2025, 9, 28), True),
        (date(2025, 10, 1), False),
        (date(2025, 10, 11), True),
        (date(2025, 10, 12), False),
    ],
)
def test_is_workday_goes_by_exceptions_then_by_the_week(day: date, works: bool) -> None:
    assert is_workday(day, OCTOBER) is works


@pytest.mark.parametrize(
    ("received", "count", "last"),
    [
        (date(2025, 9, 26), 0, date(2025, 9, 26)),
        (date(2025, 9, 26), 1, date(2025, 9, 28)),
        (date(2025, 9, 30), 1, date(2025, 10, 9)),
        (date(2025, 9, 30), 3, date(2025, 10, 11)),
        (date(2025, 10, 4), 1, date(2025, 10, 9)),
        (date(2025, 10, 10), 2, date(2025, 10, 13)),
    ],
)
def test_add_workdays_does_not_count_the_day_of_receipt(received: date, count: int, last: date) -> None:
    assert add_workdays(received, count, OCTOBER) == last


def test_add_workdays_refuses_a_negative_term() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_workdays(date(2025, 10, 1), -1, {})


def test_workdays_between_mirrors_add_workdays() -> None:
    received = date(2025, 9, 20)

    for count in range(40):
        last = add_workdays(received, count, OCTOBER)
        assert workdays_between(received, last, OCTOBER) == count


def test_workdays_between_refuses_days_in_the_wrong_order() -> None:
    with pytest.raises(ValueError, match="before"):
        workdays_between(date(2025, 10, 2), date(2025, 10, 1), {})


@pytest.mark.parametrize(("year", "length"), [(2024, 366), (2025, 365), (LAST_YEAR + 1, 365)])
def test_days_of_gives_each_day_of_the_year_once(year: int, length: int) -> None:
    days = [fact.day for fact in days_of(year)]

    assert len(set(days)) == len(days) == length
    assert (days[0], days[-1]) == (date(year, 1, 1), date(year, 12, 31))


def test_days_of_a_published_year_know_holidays_and_make_up_days() -> None:
    kinds = {fact.day: (fact.kind, fact.name, fact.provisional) for fact in days_of(2025)}

    assert kinds[date(2025, 10, 6)] == ("holiday", "中秋", False)
    assert kinds[date(2025, 10, 11)] == ("make_up", "国庆节", False)
    assert kinds[date(2025, 10, 12)] == ("weekend", "", False)
    assert kinds[date(2025, 10, 13)] == ("workday", "", False)


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_PROVISIONAL_YEAR + 1))
def test_a_day_is_named_by_its_place_in_the_week(year: int) -> None:
    """Who reads only holidays and made-up days (windows.queries.clock) relies on it."""
    for fact in days_of(year):
        weekend = fact.day.weekday() >= 5
        assert fact.kind == "holiday" or (fact.kind in {"make_up", "weekend"}) == weekend, fact


def test_days_of_a_later_year_are_provisional_with_fixed_holidays() -> None:
    facts = {fact.day: fact for fact in days_of(2027)}

    assert all(fact.provisional for fact in facts.values())
    assert [day for day, fact in facts.items() if fact.kind == "holiday"] == [
        date(2027, 1, 1), date(2027, 4, 5), date(2027, 5, 1), date(2027, 5, 2),
        date(2027, 10, 1), date(2027, 10, 2), date(2027, 10, 3),
    ]  # fmt: skip


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, 2100])
def test_days_of_refuses_a_year_out_of_reach(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        days_of(year)
