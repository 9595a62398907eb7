"""Which sessions take place on which days."""

from datetime import date

import pytest

from staffing.rules.hours import serves

WEEK = [1, 2, 3, 4, 5]
OLD = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("day", "weekdays", "works", "expected"),
    [
        pytest.param(date(2026, 11, 20), WEEK, True, True, id="a Friday"),
        pytest.param(date(2026, 11, 21), WEEK, False, False, id="a Saturday"),
        pytest.param(date(2026, 10, 10), WEEK, True, True, id="a Saturday that is a make-up workday"),
        pytest.param(date(2026, 10, 1), WEEK, False, False, id="a holiday on a Thursday"),
        pytest.param(date(2026, 11, 21), [6], False, True, id="a weekend session"),
        pytest.param(date(2026, 10, 10), [3], True, False, id="a Wednesday session on a make-up Saturday"),
        pytest.param(date(2031, 3, 3), WEEK, None, True, id="a Monday without calendar"),
        pytest.param(date(2031, 3, 2), WEEK, None, False, id="a Sunday without calendar"),
    ],
)
def test_a_session_takes_place(day: date, weekdays: list[int], works: bool | None, expected: bool) -> None:
    assert serves(day, weekdays=weekdays, works=works, used_from=OLD, used_until=None) is expected


@pytest.mark.parametrize(("day", "expected"), [(8, False), (9, True), (13, True), (16, False)])
def test_hours_are_used_from_a_day_until_a_day(day: int, expected: bool) -> None:
    used = {"used_from": date(2026, 11, 9), "used_until": date(2026, 11, 13)}

    assert serves(date(2026, 11, day), weekdays=WEEK, works=True, **used) is expected
