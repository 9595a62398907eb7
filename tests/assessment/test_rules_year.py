from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.year import TierLine, exact_mean, mean_for_tier, shown, tier_lines
from tests.assessment.rule_samples import haikou

HAIKOU = haikou()
PRICE, SHARE = Decimal("11265500.00"), Decimal("0.1")
YEAR_ONE = [Decimal(92)] * 6 + [Decimal(88)] * 5
TOTALS = st.lists(st.decimals(min_value=-5, max_value=105, places=2), min_size=1, max_size=13)


def reached(mean: Fraction) -> TierLine:
    (line,) = [line for line in tier_lines(HAIKOU, mean, PRICE, SHARE) if line.here]
    return line


def test_year_one_of_the_tender_pays_the_whole_performance_money() -> None:
    """rules.md section 3: 92 from January to June, 88 for the five months after."""
    mean = exact_mean(YEAR_ONE)

    assert mean == Fraction(992, 11)
    assert shown(mean) == "90.18"
    assert (reached(mean).coefficient, reached(mean).yuan) == (Decimal("1.00"), Decimal("1126550.00"))


@pytest.mark.parametrize(
    ("mean", "coefficient", "yuan"),
    [
        pytest.param("105", "1.00", "1126550.00", id="002-5(2):above-the-top"),
        pytest.param("90", "1.00", "1126550.00", id="002-5(2):90-belongs"),
        pytest.param("89.996", "0.85", "957567.50", id="002-5(2):89.996-stays-below"),
        pytest.param("80", "0.85", "957567.50", id="002-5(2):80-belongs"),
        pytest.param("79.99", "0.70", "788585.00", id="002-5(2):79.99"),
        pytest.param("70", "0.70", "788585.00", id="002-5(2):70-belongs"),
        pytest.param("60", "0.50", "563275.00", id="002-5(2):60-belongs"),
        pytest.param("59.99", "0", "0.00", id="002-5(2):59.99"),
        pytest.param("-5", "0", "0.00", id="002-5(2):the-least-there-is"),
    ],
)
def test_a_mean_reaches_its_tier_and_money(mean: str, coefficient: str, yuan: str) -> None:
    line = reached(Fraction(mean))

    assert (line.coefficient, line.yuan) == (Decimal(coefficient), Decimal(yuan))


def test_what_is_shown_never_sits_in_another_tier() -> None:
    mean = Fraction("89.996")

    assert shown(mean) == "89.99"
    assert reached(mean).floor == 80


@pytest.mark.parametrize(
    ("mean", "rounding", "looked_up"),
    [
        pytest.param("89.996", "exact", "89.996", id="mean_rounding:exact"),
        pytest.param("89.996", "half_up_2", "90", id="mean_rounding:half_up_2"),
        pytest.param("89.995", "half_up_2", "90", id="mean_rounding:half-goes-up"),
        pytest.param("89.9949", "half_up_2", "89.99", id="mean_rounding:below-half-goes-down"),
        pytest.param("-0.005", "half_up_2", "0", id="mean_rounding:up-is-towards-more"),
    ],
)
def test_the_decision_mean_rounding_says_what_is_looked_up(mean: str, rounding: str, looked_up: str) -> None:
    assert mean_for_tier(Fraction(mean), rounding) == Fraction(looked_up)


def test_the_decision_moves_89_996_by_a_whole_tier() -> None:
    mean = Fraction("89.996")

    assert reached(mean_for_tier(mean, "exact")).yuan == Decimal("957567.50")
    assert reached(mean_for_tier(mean, "half_up_2")).yuan == Decimal("1126550.00")


def test_tier_lines_stand_from_the_top_with_their_bounds() -> None:
    lines = tier_lines(HAIKOU, None, PRICE, SHARE)

    assert [(line.floor, line.ceiling) for line in lines] == [
        (90, None),
        (80, 90),
        (70, 80),
        (60, 70),
        (0, 60),
    ]
    assert not any(line.here for line in lines)


def test_a_year_without_months_has_no_mean() -> None:
    assert exact_mean([]) is None
    assert shown(None) == "—"


@given(TOTALS)
def test_a_mean_lies_between_the_months_and_ignores_their_order(totals: list[Decimal]) -> None:
    mean = exact_mean(totals)

    assert mean is not None
    assert Fraction(min(totals)) <= mean <= Fraction(max(totals))
    assert mean == exact_mean(totals[::-1])
    assert mean * len(totals) == sum(Fraction(total) for total in totals)


@given(TOTALS)
def test_every_mean_is_in_exactly_one_tier(totals: list[Decimal]) -> None:
    mean = exact_mean(totals)

    assert sum(line.here for line in tier_lines(HAIKOU, mean, PRICE, SHARE)) == 1
