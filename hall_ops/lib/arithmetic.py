"""Exact amounts as people read them, and a reckoning told step by step."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Exact: TypeAlias = Fraction | Decimal | int
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a reckoning.

    Shape: `formula` and `value` are display text; `clause` names the tender's words behind the line; `months`
    are the first days of the months whose cards the figure rests on, so that a screen can open them.
    """

    label: str
    formula: str
    value: str
    clause: str = ""
    months: tuple[date, ...] = ()


def cents(amount: Exact) -> Decimal:
    """Return an exact amount rounded half-up (away from zero) to the cent. Units: yuan."""
    scaled = abs(Fraction(amount)) * 100
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if amount >= 0 else -whole).scaleb(-2)


def exact_text(number: Exact) -> str:
    """Return a number as it is: "1", "0.85", and as a fraction where its decimals do not end: "41/44"."""
    exact = Fraction(number)
    rest, places = exact.denominator, 0
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest, times = rest // prime, times + 1
        places = max(places, times)
    if rest != 1:
        return str(exact)
    digits = f"{abs(exact.numerator) * 10**places // exact.denominator:0{places + 1}d}"
    sign = "-" if exact < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def percent_text(share: Exact) -> str:
    """Return a share as a percentage: 0.005 is "0.5%", 41/44 is "1025/11%"."""
    return f"{exact_text(Fraction(share) * 100)}%"


def yuan_text(amount: Exact) -> str:
    """Return an exact amount with its two decimals, as more or as a fraction only where it has more. Units: yuan."""
    exact = Fraction(amount)
    rounded = cents(exact)
    return f"{rounded:f}" if Fraction(rounded) == exact else exact_text(exact)
