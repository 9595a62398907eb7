"""The settlement's terms as a contract's profile states them; no number of a tender stands in code.

Source: 002 § 一.9, § 五(二); a sixth contract states its own.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from assessment.enums import Floor, GroupKind
from assessment.rules.payout import DEFAULT_TIERS
from assessment.rules.rubric import Group, Rubric
from assessment.rules.settlement_terms import Clauses, SettlementTerms
from contracts.profile_schema.agreement import Payment, Performance, ServiceYear
from contracts.profile_schema.profile import Profile
from hall_ops.lib.yearly_days import yearly_day


class NoPerformanceMoney(ValueError):
    """The contract keeps no share of its price for the scores to decide; str() says so in Chinese."""


@dataclass(frozen=True, slots=True)
class YearMoney:
    """What a settlement needs beside the profile: prices, and how many people miss the certificate. Units: yuan."""

    price: Decimal
    uncertified: int = 0
    contract_price: Decimal | None = None


def settlement_terms(
    profile: Profile, year: ServiceYear, money: YearMoney, rubric: Rubric | None = None
) -> SettlementTerms:
    """Return the terms of one service year; the tiers are the rubric's, 100/85/70/50/0 where it states none.

    Raises: NoPerformanceMoney.
    """
    performance, deduction = performance_of(profile), profile.payment.certification_deduction
    return SettlementTerms(
        assessed=year.assessed_months(),
        price=money.price,
        share=performance.share,
        tiers=rubric.tiers or DEFAULT_TIERS if rubric else DEFAULT_TIERS,
        certification_share=deduction.share if deduction else Decimal(0),
        uncertified=money.uncertified,
        contract_price=money.contract_price,
        settled_on=settled_on(profile.payment, year),
        clauses=_clauses(profile, year),
    )


def performance_of(profile: Profile) -> Performance:
    """Return the part of the payment that the scores decide. Raises: NoPerformanceMoney."""
    if profile.payment.performance is None:
        words = {"name": profile.name, "clause": profile.payment.clause}
        message = _("合同“%(name)s”没有年度绩效金额（付款条款 %(clause)s），不能按考核分结算")
        raise NoPerformanceMoney(message % words)
    return profile.payment.performance


def settled_on(payment: Payment, year: ServiceYear) -> date | None:
    """Return the day a service year's performance money is settled by: the last such day within the year.

    Shape: where the year holds no such day, the first one after it. Source: 002 § 一.9 (5 December of the year).
    """
    if payment.performance is None:
        return None
    return yearly_day(payment.performance.settled_by, year.starts_on, year.ends_on)


def _clauses(profile: Profile, year: ServiceYear) -> Clauses:
    """The clauses of the profile: those of the open questions, else of the payment."""
    payment = profile.payment
    performance = payment.performance.clause if payment.performance else payment.clause
    deduction = payment.certification_deduction
    asked = {decision.key: decision.clause for decision in profile.decisions}
    return Clauses(
        mean=year.clause,
        basis=asked.get("settlement_basis", performance),
        tiers=asked.get("mean_rounding", performance),
        performance=performance,
        certification=deduction.clause if deduction else "",
    )


def total_range(rubric: Rubric) -> tuple[Decimal | None, Decimal]:
    """Return the least and the most a month of this rubric can come to, under any decision; None: no least."""
    limits = [_most_taken(group) for group in rubric.groups]
    taken = [limit for limit in limits if limit is not None]
    least = None if len(taken) < len(limits) else rubric.base - sum(taken, Decimal(0))
    if rubric.card_cap is not None:
        least = rubric.base - rubric.card_cap if least is None else max(least, rubric.base - rubric.card_cap)
    if rubric.floor != Floor.NONE:
        bottom = rubric.lowest or Decimal(0) if rubric.floor == Floor.NEGATIVE else Decimal(0)
        least = bottom if least is None else max(least, bottom)
    return least, rubric.full


def _most_taken(group: Group) -> Decimal | None:
    return group.demerit_cap if group.kind == GroupKind.ADJUST else group.deduction_limit
