"""Turnover of a month: 3 of 111 passes, 4 fails; who is exempt by which reading."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.rules.turnover import Departure, Terms, Why, cut_percent, judge, most_changes, turnover

MARCH = date(2024, 3, 1)
LIMIT = Fraction(3, 100)
TERMS = Terms(LIMIT)


def left(
    number: int, *, proposed_by: str = "person", refilled: int | None = None, **values: bool
) -> Departure:
    """Somebody who left on 12 March; `refilled` is the number of days until nobody was missing."""
    day = date(2024, 3, 12)
    return Departure(
        number, day, proposed_by, refilled_on=day + timedelta(refilled) if refilled else None, **values
    )


@pytest.mark.parametrize(
    ("headcount", "changed", "over"),
    [
        pytest.param(111, 3, False, id="002 § 四(二)1(3)⑤: 3 of 111 is 2.70 %"),
        pytest.param(111, 4, True, id="002 § 四(二)1(3)⑤: 4 of 111 is 3.60 %"),
        pytest.param(114, 3, False, id="decision turnover_base: 3 of 114"),
        pytest.param(114, 4, True, id="decision turnover_base: 4 of 114 is 3.51 %"),
        pytest.param(100, 2, False, id="002 表1 1.2: 2 of 100"),
        pytest.param(100, 3, True, id="002 表1 1.2: exactly 3 % is not below 3 %"),
        pytest.param(134, 4, False, id="4 of 134 is 2.985 %"),
        pytest.param(133, 4, True, id="4 of 133 is 3.008 %"),
    ],
)
def test_the_ratio_must_stay_below_the_limit(headcount: int, changed: int, over: bool) -> None:
    figure = turnover(MARCH, [left(n) for n in range(changed)], headcount, TERMS)

    assert figure.over is over
    assert figure.ratio == Fraction(changed, headcount)
    assert figure.times == int(over)


@given(st.integers(1, 5000), st.integers(0, 5000), st.fractions(Fraction(1, 1000), 1))
def test_the_most_that_passes_is_exact(headcount: int, changed: int, limit: Fraction) -> None:
    assert (changed <= most_changes(headcount, limit, True)) == (Fraction(changed, headcount) < limit)
    assert (changed <= most_changes(headcount, limit, False)) == (Fraction(changed, headcount) <= limit)


@pytest.mark.parametrize(
    ("proposed_by", "refilled", "either", "both"),
    [
        pytest.param("person", None, Why.COUNTED, Why.COUNTED, id="resigned, nobody came"),
        pytest.param("person", 19, Why.REFILLED, Why.ONE_GROUND, id="filled again on 31 March"),
        pytest.param("person", 20, Why.COUNTED, Why.COUNTED, id="filled again on 1 April"),
        pytest.param("contractor", None, Why.PROPOSED, Why.ONE_GROUND, id="the contractor proposed it"),
        pytest.param("contractor", 5, Why.BOTH_GROUNDS, Why.BOTH_GROUNDS, id="both grounds"),
        pytest.param("purchaser", None, Why.COUNTED, Why.COUNTED, id="sent back, nobody came"),
        pytest.param("purchaser", 3, Why.REFILLED, Why.ONE_GROUND, id="sent back, filled in the month"),
    ],
)
def test_who_is_exempt_depends_on_the_decision(
    proposed_by: str, refilled: int | None, either: Why, both: Why
) -> None:
    departure = left(1, proposed_by=proposed_by, refilled=refilled)

    assert judge(departure, TERMS).why is either
    assert judge(departure, Terms(LIMIT, exempt="both")).why is both


def test_a_successor_of_the_next_morning_is_in_time_at_the_months_end() -> None:
    last = date(2024, 3, 31)

    assert judge(Departure(1, last, "person", refilled_on=date(2024, 4, 1)), TERMS).why is Why.REFILLED
    assert judge(Departure(1, last, "person", refilled_on=date(2024, 4, 2)), TERMS).why is Why.COUNTED


def test_managers_stand_outside_a_base_of_clerks() -> None:
    manager = left(1, management=True)

    assert judge(manager, TERMS).why is Why.COUNTED
    assert judge(manager, Terms(LIMIT, base="clerks_only")).why is Why.OUTSIDE


@pytest.mark.parametrize(("count", "times"), [("per_month", 1), ("per_person", 3)])
def test_what_is_deducted_depends_on_the_decision(count: str, times: int) -> None:
    """Six of 111: three more than pass."""
    figure = turnover(MARCH, [left(n) for n in range(6)], 111, Terms(LIMIT, count=count))

    assert figure.times == times


def test_a_contract_without_a_limit_has_a_figure_and_no_breach() -> None:
    figure = turnover(MARCH, [left(n) for n in range(9)], 43, Terms(None))

    assert figure.ratio == Fraction(9, 43) and not figure.over and figure.times == 0


def test_no_headcount_gives_no_figure() -> None:
    figure = turnover(MARCH, [left(1)], 0, TERMS)

    assert figure.ratio is None and not figure.over


def test_a_departure_of_another_month_is_refused() -> None:
    with pytest.raises(ValueError, match="2024-03-12"):
        turnover(date(2024, 4, 1), [left(1)], 111, TERMS)


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (Fraction(4, 111), "3.60%"),
        (Fraction(29999, 1000000), "2.99%"),
        (Fraction(3, 100), "3.00%"),
        (0, "0.00%"),
    ],
)
def test_a_ratio_is_cut_never_rounded_over_the_limit(ratio: Fraction, text: str) -> None:
    assert cut_percent(ratio) == text
