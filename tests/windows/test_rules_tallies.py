"""Figures that add up, shares, times and what they are compared with."""

from datetime import date
from fractions import Fraction

import pytest

from windows.rules.stats import DAY, MONTH, WEEK, YEAR, time_of, to_compare
from windows.rules.tallies import (
    ON_SPOT,
    PROMISED,
    SPECIAL,
    Figures,
    Statement,
    Stock,
    change,
    share,
    stock_after,
    total,
)


def test_statement_adds_up_as_the_monthly_form_does() -> None:
    """facts.md § 6: A = A1 + A2 + A3, E = 即办 / (B − 特殊)."""
    found = Statement(
        {
            ON_SPOT: Figures(received=60, decided=58),
            PROMISED: Figures(received=30, decided=20, early=12, on_time=7, late=1),
            SPECIAL: Figures(received=10, decided=5, early=3, on_time=1, late=1),
        }
    )

    assert found.whole.received == 100 and found.whole.decided == 83
    assert found.on_spot_share == Fraction(58, 78)
    assert found.early_share == Fraction(15, 25)
    assert found.in_time_share == Fraction(81, 83)


def test_statement_of_nothing_divides_nothing() -> None:
    found = Statement({})

    assert (found.on_spot_share, found.early_share, found.in_time_share) == (None, None, None)
    assert share(1, 0) is None and change(5, 0) is None


def test_stock_is_what_came_in_and_did_not_go_out() -> None:
    figures = Figures(received=100, decided=60, refused=5, withdrawn=4, voided=1, told=20, resumed=12)

    assert figures.returned == 9 and figures.left == 30
    assert stock_after(figures) == Stock(under_way=22, correcting=8)
    assert stock_after(figures).whole == 30


def test_figures_are_summed_name_by_name() -> None:
    assert total([Figures(received=1, late=2), Figures(received=3)]) == Figures(received=4, late=2)


def test_statements_are_merged_kind_by_kind() -> None:
    one, two = Statement({ON_SPOT: Figures(received=1)}), Statement({PROMISED: Figures(received=2)})

    assert one.merged(two).whole.received == 3


@pytest.mark.parametrize(
    ("unit", "day", "first", "last"),
    [
        (DAY, "2026-11-21", "2026-11-21", "2026-11-21"), (WEEK, "2026-11-21", "2026-11-16", "2026-11-22"),
        (WEEK, "2026-11-16", "2026-11-16", "2026-11-22"), (MONTH, "2024-02-10", "2024-02-01", "2024-02-29"),
        (MONTH, "2026-12-31", "2026-12-01", "2026-12-31"), (YEAR, "2026-11-21", "2026-01-01", "2026-12-31"),
    ],
)  # fmt: skip
def test_time_of_a_day(unit: str, day: str, first: str, last: str) -> None:
    found = time_of(unit, date.fromisoformat(day))

    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert found.next.previous == found and found.previous.next == found


@pytest.mark.parametrize(
    ("unit", "today", "first", "last"),
    [
        (MONTH, "2026-11-21", "2026-10-01", "2026-10-21"), (MONTH, "2026-03-31", "2026-02-01", "2026-02-28"),
        (MONTH, "2027-01-05", "2026-10-01", "2026-10-31"), (WEEK, "2026-11-18", "2026-11-09", "2026-11-11"),
    ],
)  # fmt: skip
def test_time_is_compared_with_as_much_of_the_one_before(
    unit: str, today: str, first: str, last: str
) -> None:
    """A running month beside as many days of the last; one that is over beside the whole of it."""
    now = date.fromisoformat(today)
    time = time_of(unit, date(2026, 11, 18) if now.year == 2027 else now)

    found = to_compare(time, now)

    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))
