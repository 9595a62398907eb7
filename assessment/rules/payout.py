"""From a mean to a tier and from a tier to money.

Source: 002 § 五(二), clause 9.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from assessment.rules.rubric import Rubric, Tier

# What the issue names for a rubric that states no tiers of its own.
DEFAULT_TIERS = (
    Tier(Decimal(90), Decimal("1.00")),
    Tier(Decimal(80), Decimal("0.85")),
    Tier(Decimal(70), Decimal("0.70")),
    Tier(Decimal(60), Decimal("0.50")),
    Tier(Decimal(0), Decimal("0.00")),
)
PERFORMANCE_SHARE = Decimal("0.1")


def tiers_of(rubric: Rubric) -> tuple[Tier, ...]:
    """Return the rubric's tiers, else 100/85/70/50/0 at 90/80/70/60."""
    return rubric.tiers or DEFAULT_TIERS


def tier_for(tiers: Rubric | Sequence[Tier], mean: Fraction | Decimal | int) -> Tier:
    """Return the tier an exact mean belongs to: lower bounds belong and nothing is rounded, 89.996 is below 90.

    What lies below the lowest floor is in the lowest tier.
    """
    steps = tiers_of(tiers) if isinstance(tiers, Rubric) else tiers
    exact = Fraction(mean)
    return next((tier for tier in steps if exact >= Fraction(tier.floor)), steps[-1])


def performance_yuan(
    price: Decimal, share: Decimal = PERFORMANCE_SHARE, coefficient: Decimal = Decimal(1)
) -> Decimal:
    """Return price × share × coefficient, rounded half-up to the cent once.

    Units: yuan.
    """
    return cents(Fraction(price) * Fraction(share) * Fraction(coefficient))


def cents(amount: Fraction) -> Decimal:
    """Return an exact amount rounded half-up (away from zero) to the cent."""
    scaled = abs(amount) * 100
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if amount >= 0 else -whole).scaleb(-2)


def shown_mean(mean: Fraction | Decimal | int) -> str:
    """Return a mean cut, not rounded, to two decimals, so that what is shown never sits in another tier."""
    exact = Fraction(mean) * 100
    # Cut downwards: a mean just below a bound must not be shown on it, whatever its sign.
    whole = exact.numerator // exact.denominator
    sign = "-" if whole < 0 else ""
    return f"{sign}{abs(whole) // 100}.{abs(whole) % 100:02d}"
