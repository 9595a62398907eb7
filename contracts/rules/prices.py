"""Shares of a price, months, the price ceiling, the stage of a term."""

from datetime import date
from decimal import ROUND_DOWN, Decimal

CENT = Decimal("0.01")


def equal_shares(total: Decimal, parts: int) -> tuple[Decimal, ...]:
    """Split an amount into equal shares that add up to the cent; the last one takes the rounding.

    Units: yuan. Raises: ValueError for no parts. Source: rules.md section 3, instalments.
    """
    if parts < 1:
        raise ValueError("parts must be at least one")
    share = (total / parts).quantize(CENT, rounding=ROUND_DOWN)
    return (*[share] * (parts - 1), total - share * (parts - 1))


def over_ceiling(price: Decimal, ceiling: Decimal | None) -> Decimal:
    """By how much a price is over the tender's ceiling; zero when it is not."""
    return max(Decimal(0), price - ceiling) if ceiling is not None else Decimal(0)


def price_ceiling(total: Decimal | None, a_year: Decimal | None, years: int) -> Decimal | None:
    """The highest price of the whole term that keeps both ceilings of a tender; None where it names none.

    Units: yuan. Source: 002 § 一.4 (a price over either ceiling is void).
    """
    named = [
        amount for amount in (total, a_year * years if a_year is not None else None) if amount is not None
    ]
    return min(named, default=None)


def stage_on(starts_on: date, ends_on: date, day: date) -> str:
    """Where a contract stands on a day. Shape: before, running or over; both ends of the term belong to it."""
    if day < starts_on:
        return "before"
    return "running" if day <= ends_on else "over"
