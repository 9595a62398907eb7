"""What a service year is settled under: its months, its price, its shares, the decisions both sides signed.

Source: 002 § 一.9, § 五(二), § 九(二); rules.md section 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from django.utils.translation import gettext as _

from assessment.rules.payout import DEFAULT_TIERS
from assessment.rules.rubric import Tier

Totals: TypeAlias = Mapping[date, Decimal]
BASES = ("annual", "monthly", "quarterly")
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "settlement_basis": BASES,
    "mean_rounding": ("exact", "half_up_2"),
    "year3_close": ("pay_then_true_up", "wait_december", "leave_december_out"),
    "price_base": ("year_price", "contract_price"),
}


class MonthsRefused(ValueError):
    """The months given are not the year's; `missing` and `surplus` name them, str() says so in Chinese."""

    def __init__(
        self, missing: tuple[date, ...], surplus: tuple[date, ...], assessed: tuple[date, ...]
    ) -> None:
        self.missing, self.surplus = missing, surplus
        told = []
        if missing:
            told.append(_("缺少月份 %(months)s") % {"months": named(missing)})
        if surplus:
            told.append(_("多出月份 %(months)s") % {"months": named(surplus)})
        told.append(span(assessed))
        super().__init__("；".join(told))


@dataclass(frozen=True, slots=True)
class Choices:
    """The decisions that a settlement rests on, defaults first in `OPTIONS`."""

    settlement_basis: str = BASES[0]
    mean_rounding: str = "exact"
    year3_close: str = "pay_then_true_up"
    price_base: str = "year_price"


@dataclass(frozen=True, slots=True)
class Clauses:
    """Where the contract's own words for each part of the reckoning stand; they are printed beside the figures."""

    mean: str = ""
    basis: str = ""
    tiers: str = ""
    performance: str = ""
    certification: str = ""


@dataclass(frozen=True, slots=True)
class SettlementTerms:
    """The year's side of a settlement; the months' totals are the other.

    Shape: `assessed` are first days of months in order; `settled_on` is the day the year is paid by, None where
    the contract names none. `certification_share` is what one person without the certificate takes off.
    Units: prices in yuan; shares as fractions of one.
    """

    assessed: tuple[date, ...]
    price: Decimal
    share: Decimal
    tiers: tuple[Tier, ...] = DEFAULT_TIERS
    certification_share: Decimal = Decimal(0)
    uncertified: int = 0
    contract_price: Decimal | None = None
    settled_on: date | None = None
    clauses: Clauses = Clauses()

    def __post_init__(self) -> None:
        """Refuse what no contract can say. Raises: ValueError."""
        if not self.assessed or list(self.assessed) != sorted(set(self.assessed)):
            raise ValueError("assessed months must be named once each, in order")
        if self.price < 0 or self.uncertified < 0:
            raise ValueError("neither a price nor a number of people is negative")
        if not (0 <= self.share <= 1 and 0 <= self.certification_share <= 1):
            raise ValueError("shares lie between 0 and 1")

    @property
    def late_months(self) -> tuple[date, ...]:
        """The assessed months that are not over on the pay day (002: December 2025 on 5 December 2025)."""
        pay_day = self.settled_on
        return () if pay_day is None else tuple(m for m in self.assessed if month_end(m) >= pay_day)

    def base_price(self, choices: Choices) -> Decimal:
        """The price that "中标价" stands for (decision `price_base`). Raises: ValueError without a contract price."""
        if choices.price_base == "year_price":
            return self.price
        if self.contract_price is None:
            raise ValueError("price_base contract_price needs the contract's price")
        return self.contract_price


def choices_of(decisions: Mapping[str, str] | None) -> Choices:
    """Return the decisions that touch a settlement, defaults filled in; other keys belong to other rules.

    Raises: ValueError for a value that is not one of the options.
    """
    given = {key: value for key, value in (decisions or {}).items() if key in OPTIONS}
    for key, value in given.items():
        if value not in OPTIONS[key]:
            raise ValueError(f"{key}: {value!r} is not one of {', '.join(OPTIONS[key])}")
    return Choices(**given)


def choices_as_mapping(choices: Choices) -> dict[str, str]:
    """Return the decisions by their keys."""
    return {field.name: getattr(choices, field.name) for field in fields(choices)}


def counted_months(terms: SettlementTerms, totals: Totals, choices: Choices) -> tuple[date, ...]:
    """Return the months that are averaged; nobody averages around a hole.

    Shape: under `leave_december_out` the late months may be given or not and are not counted.
    Raises: MonthsRefused. Source: 002 § 一.9; rules.md section 3 (a missing month stops the settlement).
    """
    left_out = terms.late_months if choices.year3_close == "leave_december_out" else ()
    wanted = tuple(month for month in terms.assessed if month not in left_out)
    return _checked(terms, totals, wanted or terms.assessed)


def months_so_far(terms: SettlementTerms, totals: Totals, choices: Choices) -> tuple[date, ...]:
    """Return the months that are in already, for a view before the year is over.

    Raises: MonthsRefused for a surplus month, or where none is in.
    """
    present = tuple(month for month in terms.assessed if month in totals)
    left_out = terms.late_months if choices.year3_close == "leave_december_out" else ()
    wanted = tuple(month for month in present if month not in left_out)
    return _checked(terms, totals, wanted or terms.assessed)


def _checked(terms: SettlementTerms, totals: Totals, wanted: tuple[date, ...]) -> tuple[date, ...]:
    missing = tuple(month for month in wanted if month not in totals)
    surplus = tuple(sorted(month for month in totals if month not in terms.assessed))
    if missing or surplus:
        raise MonthsRefused(missing, surplus, terms.assessed)
    return wanted


def month_end(month: date) -> date:
    """Return the last day of a month given by its first."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def named(months: tuple[date, ...]) -> str:
    """Return months as people read them."""
    return "、".join(f"{month:%Y-%m}" for month in months)


def span(assessed: tuple[date, ...]) -> str:
    """Return which months a year assesses, which follow one another: "应为 2023-01 至 2023-11，共 11 个月"."""
    words = {"first": f"{assessed[0]:%Y-%m}", "last": f"{assessed[-1]:%Y-%m}", "count": len(assessed)}
    return _("应为 %(first)s 至 %(last)s，共 %(count)s 个月") % words
