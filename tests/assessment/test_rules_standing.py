"""Where a mean stands among the tiers; what is missing is never told too small."""

from decimal import Decimal
from fractions import Fraction

import pytest

from assessment.rules.payout import DEFAULT_TIERS
from assessment.rules.standing import shown_up, standing_of


def totals(*points: str) -> list[Decimal]:
    return [Decimal(each) for each in points]


def test_below_the_top_tier_the_way_up_is_exact() -> None:
    standing = standing_of(DEFAULT_TIERS, totals("89", "90", "90"), 1)

    assert standing.missing == Fraction(1, 3)
    assert standing.needed == Fraction(91)
    assert standing.cushion == Fraction(29, 3)


def test_on_the_floor_is_in_the_tier() -> None:
    standing = standing_of(DEFAULT_TIERS, totals("90"), 0)

    assert (standing.tier.coefficient, standing.above, standing.missing, standing.cushion) == (
        1,
        None,
        None,
        0,
    )


def test_at_the_bottom_nothing_can_be_lost() -> None:
    standing = standing_of(DEFAULT_TIERS, totals("40"), 2)

    assert standing.cushion is None
    assert standing.missing == 20
    assert standing.needed == 70


def test_without_open_months_nothing_is_needed() -> None:
    assert standing_of(DEFAULT_TIERS, totals("85"), 0).needed is None


def test_without_months_there_is_no_standing() -> None:
    with pytest.raises(ValueError, match="no month"):
        standing_of(DEFAULT_TIERS, [], 3)


@pytest.mark.parametrize(
    ("points", "shown"),
    [(Fraction(1, 3), "0.34"), (Fraction(1, 250), "0.01"), (Fraction(0), "0.00"), (Fraction(-1, 3), "-0.33")],
)
def test_what_is_missing_is_rounded_up(points: Fraction, shown: str) -> None:
    assert shown_up(points) == shown
