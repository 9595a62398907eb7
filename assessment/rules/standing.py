"""Where a year's mean stands among the tiers: what is missing to the next one, what may still be lost.

Source: 002 § 五(二); rules.md section 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessment.rules.payout import tier_for
from assessment.rules.rubric import Tier


@dataclass(frozen=True, slots=True)
class Standing:
    """A mean among its tiers.

    Shape: `missing` to the tier above (None at the top), `cushion` above the own floor (None at the bottom);
    `needed` is the mean the open months must have to reach the tier above (None without open months or above
    tier; may be more than a month can come to). Units: points, exact.
    """

    tier: Tier
    above: Tier | None
    missing: Fraction | None
    cushion: Fraction | None
    needed: Fraction | None


def standing_of(tiers: Sequence[Tier], totals: Sequence[Decimal], open_months: int) -> Standing:
    """Return where the months so far stand. Raises: ValueError without months."""
    if not totals:
        raise ValueError("no month has a total yet")
    reached = sum(map(Fraction, totals), Fraction())
    mean = reached / len(totals)
    place = tuple(tiers).index(tier_for(tiers, mean))
    above = tiers[place - 1] if place else None
    goal = Fraction(above.floor) * (len(totals) + open_months) if above else None
    return Standing(
        tier=tiers[place],
        above=above,
        missing=Fraction(above.floor) - mean if above else None,
        cushion=None if place == len(tiers) - 1 else mean - Fraction(tiers[place].floor),
        needed=(goal - reached) / open_months if goal is not None and open_months else None,
    )


def shown_up(points: Fraction) -> str:
    """Points rounded up to two decimals: what is missing is never told too small."""
    hundredths = -((-points.numerator * 100) // points.denominator)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"
