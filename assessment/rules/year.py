"""A service year's mean from its months, and the tiers with their money.

Source: 002 § 一.9, § 五(二); rules.md section 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessment.rules.payout import performance_yuan, shown_mean, tier_for, tiers_of
from assessment.rules.rubric import Rubric


@dataclass(frozen=True, slots=True)
class TierLine:
    """One line of the tier list. Units: yuan; coefficient as a share."""

    floor: Decimal
    ceiling: Decimal | None
    coefficient: Decimal
    yuan: Decimal
    here: bool


def exact_mean(totals: Sequence[Decimal]) -> Fraction | None:
    """The mean of the months so far as a fraction; None where there is none yet."""
    return Fraction(sum(map(Fraction, totals)), len(totals)) if totals else None


def mean_for_tier(mean: Fraction, rounding: str) -> Fraction:
    """What is looked up: the exact mean, or the mean half-up to two decimals (decision `mean_rounding`)."""
    if rounding == "half_up_2":
        scaled = mean * 100
        return Fraction((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), 100)
    return mean


def tier_lines(rubric: Rubric, mean: Fraction | None, price: Decimal, share: Decimal) -> tuple[TierLine, ...]:
    """The tiers from the top with what each pays; `here` marks the one the mean reaches."""
    tiers = tiers_of(rubric)
    reached = tier_for(tiers, mean) if mean is not None else None
    ceilings = [None, *(tier.floor for tier in tiers[:-1])]
    return tuple(
        TierLine(
            tier.floor,
            ceiling,
            tier.coefficient,
            performance_yuan(price, share, tier.coefficient),
            tier is reached,
        )
        for tier, ceiling in zip(tiers, ceilings, strict=True)
    )


def shown(mean: Fraction | None) -> str:
    return shown_mean(mean) if mean is not None else "—"
