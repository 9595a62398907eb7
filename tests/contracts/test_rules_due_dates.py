from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.rules.due_dates import late, standing
from hall_ops.lib.deadlines import months_after, term_end
from hall_ops.lib.yearly_days import yearly_day

SPRING = {date(2024, 2, day): False for day in range(10, 18)} | {date(2024, 2, 18): True}


@pytest.mark.parametrize(
    ("start", "within", "unit", "day_type", "end"),
    [
        pytest.param("2023-01-15", 30, "day", "calendar_days", "2023-02-14", id="002-star6:30-days"),
        pytest.param(
            "2024-02-05", 20, "working_day", "calendar_days", "2024-03-08", id="002-star6:20-working"
        ),
        pytest.param("2024-02-05", 5, "day", "working_days", "2024-02-18", id="day_type:working-over-spring"),
        pytest.param(
            "2024-02-05", 5, "calendar_day", "working_days", "2024-02-10", id="003-6:calendar-stays"
        ),
        pytest.param("2023-01-15", 2, "week", "calendar_days", "2023-01-29", id="weeks"),
        pytest.param("2024-01-31", 1, "month", "calendar_days", "2024-02-29", id="month-without-a-31st"),
        pytest.param("2023-11-30", 3, "month", "calendar_days", "2024-02-29", id="month-over-the-year"),
        pytest.param("2023-11-30", 1, "quarter", "calendar_days", "2024-02-29", id="quarter"),
        pytest.param("2024-02-29", 2, "year", "calendar_days", "2026-02-28", id="001-2:warranty-2-years"),
    ],
)
def test_a_term_ends_on_its_day(start: str, within: int, unit: str, day_type: str, end: str) -> None:
    found = term_end(date.fromisoformat(start), within, unit, day_type, SPRING)

    assert found == date.fromisoformat(end)


def test_what_is_no_time_has_no_end() -> None:
    with pytest.raises(ValueError, match="person"):
        term_end(date(2024, 1, 1), 3, "person", "calendar_days", {})


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_months_keep_the_day_or_take_the_last(day: date, count: int) -> None:
    found = months_after(day, count)

    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == count
    assert found.day == day.day or (found.day < day.day and (found.toordinal() + 1) in {
        date(found.year + found.month // 12, found.month % 12 + 1, 1).toordinal()
    })  # fmt: skip


@pytest.mark.parametrize(
    ("filed", "today", "state", "days"),
    [
        pytest.param("2023-01-10", "2023-03-01", "on_time", 0, id="002-9(3):filed-on-the-day"),
        pytest.param("2023-01-11", "2023-03-01", "late", 1, id="002-9(3):filed-a-day-late"),
        pytest.param(None, "2023-01-10", "open", 0, id="still-open-on-the-day"),
        pytest.param(None, "2023-01-12", "late", 2, id="not-filed-and-over"),
    ],
)
def test_the_filing_day_decides(filed: str | None, today: str, state: str, days: int) -> None:
    filed_on = date.fromisoformat(filed) if filed else None
    found = standing(date(2023, 1, 10), filed_on, date.fromisoformat(today))

    assert (found.state, found.days_late) == (state, days)
    assert late(filed_on, date(2023, 1, 10), date.fromisoformat(today)) == (state == "late")


def test_what_has_no_day_is_not_late() -> None:
    assert standing(None, None, date(2023, 1, 10)).state == "undated"
    assert not late(date(2023, 1, 10), None, date(2023, 1, 10))


@pytest.mark.parametrize(
    ("first", "last", "day"),
    [
        ("2023-01-01", "2023-12-31", "2023-12-05"),
        ("2024-03-15", "2025-03-14", "2024-12-05"),
        ("2024-12-06", "2025-12-04", "2025-12-05"),
        ("2023-01-01", "2025-12-31", "2025-12-05"),
    ],
)
def test_a_yearly_day_lies_in_its_year(first: str, last: str, day: str) -> None:
    assert yearly_day("12-05", date.fromisoformat(first), date.fromisoformat(last)) == date.fromisoformat(day)
