"""The three bases of a settlement: one rule, three ways to part the year.

The year's months are parted, each part's exact mean is looked up in the tiers, and the coefficients are weighted
by the number of months in their parts. `annual` has one part, `monthly` one a month, `quarterly` one a calendar
quarter. Source: 002 § 一.9 (annual), § 五(二) 注1 (monthly), § 九(二) (quarterly); rules.md section 3.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from django.utils.translation import gettext as _

from assessment.rules.payout import shown_mean, tier_for
from assessment.rules.rubric import Tier
from assessment.rules.settlement_terms import Choices, SettlementTerms, Totals
from assessment.rules.year import mean_for_tier
from hall_ops.lib.arithmetic import Step, cents, exact_text, percent_text, yuan_text


@dataclass(frozen=True, slots=True)
class Lookup:
    """One part of the year looked up in the tiers: its exact mean, what was looked up, the tier found."""

    months: tuple[date, ...]
    total: Fraction
    mean: Fraction
    looked_up: Fraction
    tier: Tier


@dataclass(frozen=True, slots=True)
class BasisResult:
    """What a year comes to on one basis.

    Shape: `mean` is the year's exact mean of monthly totals on every basis, `coefficient` is exact. Gross,
    certification and net are each rounded half-up to the cent once, from their exact amounts; certification is
    what is taken off, never more than the gross. Units: yuan.
    """

    basis: str
    terms: SettlementTerms
    choices: Choices
    months: tuple[date, ...]
    totals: tuple[Decimal, ...]
    mean: Fraction
    lookups: tuple[Lookup, ...]
    coefficient: Fraction
    gross_yuan: Decimal
    certification_yuan: Decimal
    net_yuan: Decimal

    @property
    def mean_shown(self) -> str:
        """The mean cut to two decimals, or as rounded where that is what the tier was looked up with."""
        return shown_mean(mean_for_tier(self.mean, self.choices.mean_rounding))

    @property
    def mean_exact(self) -> str:
        """The mean as a fraction: "992/11", "91" when whole."""
        return str(self.mean)

    @property
    def coefficient_exact(self) -> str:
        """The coefficient: "1", "0.85", "41/44"."""
        return exact_text(self.coefficient)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The whole reckoning, line by line, from the monthly totals to the net amount."""
        return tuple(_steps(self))


def parts_of(basis: str, months: tuple[date, ...]) -> tuple[tuple[date, ...], ...]:
    """Part the months in order: whole, by month, or by calendar quarter (December 2023 alone is a quarter of one)."""
    if basis == "annual":
        return (months,)
    if basis == "monthly":
        return tuple((month,) for month in months)
    return tuple(tuple(part) for _quarter, part in groupby(months, quarter_of))


def quarter_of(month: date) -> tuple[int, int]:
    """Return year and calendar quarter."""
    return month.year, (month.month + 2) // 3


def reckon(
    basis: str, terms: SettlementTerms, choices: Choices, months: tuple[date, ...], totals: Totals
) -> BasisResult:
    """Return what the months come to on one basis. Raises: ValueError as `base_price` does."""
    lookups = tuple(_lookup(part, totals, terms.tiers, choices) for part in parts_of(basis, months))
    coefficient = sum((Fraction(p.tier.coefficient) * len(p.months) for p in lookups), Fraction()) / len(
        months
    )
    money = Fraction(terms.base_price(choices)) * Fraction(terms.share)
    gross = money * coefficient
    taken = min(gross, money * Fraction(terms.certification_share) * terms.uncertified)
    return BasisResult(
        basis=basis, terms=terms, choices=choices, months=months, totals=tuple(totals[m] for m in months),
        mean=sum((part.total for part in lookups), Fraction()) / len(months), lookups=lookups,
        coefficient=coefficient, gross_yuan=cents(gross), certification_yuan=cents(taken),
        net_yuan=cents(gross - taken),
    )  # fmt: skip


def _lookup(months: tuple[date, ...], totals: Totals, tiers: tuple[Tier, ...], choices: Choices) -> Lookup:
    total = sum((Fraction(totals[month]) for month in months), Fraction())
    mean = total / len(months)
    looked_up = mean_for_tier(mean, choices.mean_rounding)
    return Lookup(months, total, mean, looked_up, tier_for(tiers, looked_up))


def _steps(result: BasisResult) -> Iterator[Step]:
    clauses, months = result.terms.clauses, result.months
    listed = " + ".join(_summand(total) for total in result.totals)
    total = exact_text(sum(map(Fraction, result.totals), Fraction()))
    yield Step(_("月度得分合计"), listed, total, clauses.mean, months)
    yield Step(_("全年月平均分"), f"{total} ÷ {len(months)}", _mean_text(result.mean), clauses.mean, months)
    for part in result.lookups:
        yield from _lookup_steps(result, part)
    if len(result.lookups) > 1:
        weights = _weights(result)
        yield Step(_("考核系数（按月数加权）"), weights, result.coefficient_exact, clauses.basis, months)
    yield from _money_steps(result)


def _summand(total: Decimal) -> str:
    return exact_text(total) if total >= 0 else f"({exact_text(total)})"


def _lookup_steps(result: BasisResult, part: Lookup) -> Iterator[Step]:
    name, clauses = _part_name(result.basis, part.months[0]), result.terms.clauses
    if result.basis == "quarterly":
        label, formula = (
            _("%(part)s平均分") % {"part": name},
            f"{exact_text(part.total)} ÷ {len(part.months)}",
        )
        yield Step(label, formula, _mean_text(part.mean), clauses.basis, part.months)
    if part.looked_up != part.mean:
        label = _("%(part)s定档用分") % {"part": name}
        formula = _("%(mean)s 四舍五入到两位小数") % {"mean": exact_text(part.mean)}
        yield Step(label, formula, exact_text(part.looked_up), clauses.tiers, part.months)
    label, bounds = _("%(part)s考核系数") % {"part": name}, _tier_text(part, result.terms.tiers)
    yield Step(label, bounds, exact_text(part.tier.coefficient), clauses.tiers, part.months)


def _part_name(basis: str, month: date) -> str:
    if basis == "annual":
        return _("全年")
    if basis == "monthly":
        return f"{month:%Y-%m} "
    year, quarter = quarter_of(month)
    return _("%(year)s 年第 %(quarter)s 季度") % {"year": year, "quarter": quarter}


def _mean_text(mean: Fraction) -> str:
    exact = exact_text(mean)
    if "/" not in exact:
        return exact
    return _("%(exact)s（显示 %(shown)s）") % {"exact": exact, "shown": shown_mean(mean)}


def _tier_text(part: Lookup, tiers: tuple[Tier, ...]) -> str:
    at = tiers.index(part.tier)
    mean, floor = exact_text(part.looked_up), exact_text(part.tier.floor)
    lower = f"{floor} ≤ {mean}" if part.looked_up >= part.tier.floor else mean
    return lower if at == 0 else f"{lower} < {exact_text(tiers[at - 1].floor)}"


def _weights(result: BasisResult) -> str:
    """Return 1 × 6 + 0.85 × 5, the tiers from the top, over the number of months."""
    counts: dict[Fraction, int] = {}
    for part in result.lookups:
        coefficient = Fraction(part.tier.coefficient)
        counts[coefficient] = counts.get(coefficient, 0) + len(part.months)
    terms = " + ".join(f"{exact_text(value)} × {counts[value]}" for value in sorted(counts, reverse=True))
    return f"({terms}) ÷ {len(result.months)}"


def _money_steps(result: BasisResult) -> Iterator[Step]:
    terms, clauses = result.terms, result.terms.clauses
    price = terms.base_price(result.choices)
    money = Fraction(price) * Fraction(terms.share)
    formula = f"{yuan_text(price)} × {percent_text(terms.share)}"
    yield Step(_("绩效考核金额（满额）"), formula, yuan_text(money), clauses.performance)
    formula = f"{yuan_text(money)} × {result.coefficient_exact}"
    yield Step(_("应得绩效金额"), formula, f"{result.gross_yuan:f}", clauses.performance, result.months)
    claimed = money * Fraction(terms.certification_share) * terms.uncertified
    formula = _certification_formula(result, money, claimed)
    yield Step(_("未取证扣款"), formula, f"{result.certification_yuan:f}", clauses.certification)
    formula = _net_formula(result, money * result.coefficient, claimed)
    yield Step(_("实付绩效金额"), formula, f"{result.net_yuan:f}", clauses.performance)


def _certification_formula(result: BasisResult, money: Fraction, claimed: Fraction) -> str:
    people = _("%(count)s 人") % {"count": result.terms.uncertified}
    formula = f"{yuan_text(money)} × {percent_text(result.terms.certification_share)} × {people}"
    if cents(claimed) <= result.gross_yuan:
        return formula
    return _("%(formula)s = %(claimed)s，扣到零为止") % {"formula": formula, "claimed": yuan_text(claimed)}


def _net_formula(result: BasisResult, gross: Fraction, claimed: Fraction) -> str:
    """Return gross − certification; exact where the two rounded amounts would miss the net by a cent."""
    if result.gross_yuan - result.certification_yuan == result.net_yuan:
        return f"{result.gross_yuan:f} − {result.certification_yuan:f}"
    words = {"gross": exact_text(gross), "taken": exact_text(min(gross, claimed))}
    return _("%(gross)s − %(taken)s，四舍五入到分") % words
