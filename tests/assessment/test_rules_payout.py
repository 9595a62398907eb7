from decimal import Decimal
from fractions import Fraction

import pytest

from assessment.rules import DEFAULT_TIERS, performance_yuan, shown_mean, tier_for
from tests.assessment.rule_samples import haikou, line, one_group, points

PRICE = Decimal("11265500.00")
SHARE = Decimal("0.1")


@pytest.mark.parametrize(
    ("mean", "coefficient", "money"),
    [
        pytest.param("105", "1", "1126550.00", id="002 § 五(二) 90 ≤ X"),
        pytest.param("90", "1", "1126550.00", id="002 § 五(二) 90 belongs"),
        pytest.param("89.996", "0.85", "957567.50", id="002 § 五(二) 89.996 is below 90"),
        pytest.param("80", "0.85", "957567.50", id="002 § 五(二) 80 belongs"),
        pytest.param("79.99", "0.7", "788585.00", id="002 § 五(二) 70 ≤ X < 80"),
        pytest.param("60", "0.5", "563275.00", id="002 § 五(二) 60 belongs"),
        pytest.param("59.99", "0", "0.00", id="002 § 五(二) X < 60"),
        pytest.param("-5", "0", "0.00", id="002 § 五(二) below zero"),
    ],
)
def test_mean_decides_tier_and_money(mean, coefficient, money):
    tier = tier_for(haikou(), Fraction(mean))

    assert tier.coefficient == Decimal(coefficient)
    assert performance_yuan(PRICE, SHARE, tier.coefficient) == Decimal(money)


def test_exact_mean_of_eleven_months_reaches_its_tier():
    mean = Fraction(6 * 92 + 5 * 88, 11)

    assert tier_for(haikou(), mean).coefficient == 1
    assert shown_mean(mean) == "90.18"


@pytest.mark.parametrize(
    ("mean", "shown"),
    [
        (Fraction("89.996"), "89.99"),
        (Fraction(277, 3), "92.33"),
        (Fraction(100), "100.00"),
        (Fraction(0), "0.00"),
        (Fraction("-0.001"), "-0.01"),
        (Fraction("-4.5"), "-4.50"),
    ],
)
def test_shown_mean_is_cut(mean, shown):
    assert shown_mean(mean) == shown


def test_rubric_without_tiers_uses_the_usual_five():
    rubric = one_group(line("1.1", points("1")))

    assert tier_for(rubric, 85) == DEFAULT_TIERS[1]


@pytest.mark.parametrize(("price", "money"), [("0.05", "0.01"), ("0.04", "0.00"), ("10.25", "1.03")])
def test_money_is_rounded_half_up_once(price, money):
    assert performance_yuan(Decimal(price), SHARE, Decimal(1)) == Decimal(money)
