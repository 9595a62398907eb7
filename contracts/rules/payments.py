"""Payment plans: what falls due in a service year, when, how much, out of which arithmetic.

The instalments of a year add up to its price to the cent: each is rounded half-up once, the last one takes the
rounding. Source: 000 § 四.3, 001 § 3.2 and 3.5, 002 § 一.6 and 一.9, 003 § 六, 004 § 四.3; rules.md section 3.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from contracts.profile_schema.agreement import Payment
from contracts.rules.payment_parts import Part, PlanYear, parts_of
from hall_ops.lib.arithmetic import Step, cents, exact_text, percent_text, yuan_text
from hall_ops.lib.text_hygiene import header_key
from hall_ops.lib.yearly_days import yearly_day

ZERO = Decimal(0)


class PlanRefused(ValueError):
    """A payment plan that cannot be made; str() says why in Chinese."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment of a service year.

    Shape: `kind` is advance, month, instalment, quarter, entered or performance; `period` is the stretch of service
    it pays for, both days included; `due_on` is None while its day hangs on something that has not happened,
    `due_rule` says on what; `waits_for` are the months whose cards must be closed first. The performance
    instalment stands at its full amount until the year is settled. Units: yuan; `share` of the year's price.
    """

    number: int
    kind: str
    label: str
    period: tuple[date, date]
    due_on: date | None
    due_rule: str
    amount_yuan: Decimal
    share: Fraction
    clause: str
    steps: tuple[Step, ...]
    waits_for: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Entered:
    """An instalment agreed in the contract itself (001 § 3.2), typed in by a person. Units: yuan."""

    label: str
    due_on: date
    amount_yuan: Decimal


def payable(year: PlanYear) -> Decimal:
    """Return the price of the days really served; the whole price where that is the whole year.

    Units: yuan. Source: 002 § 一.6 (2023 is paid for the time served), § 九(二) (by days).
    """
    return cents(Fraction(year.price_yuan) * year.days / year.of_days)


def payment_plan(
    payment: Payment, year: PlanYear, closed: Mapping[date, date] | None = None
) -> tuple[Instalment, ...]:
    """Return the instalments of a service year, performance money last.

    Shape: `closed` maps months to the day their card was closed, for plans that pay after an assessment.
    Raises: PlanRefused for a plan entered by hand, or shares that do not make a whole.
    """
    if payment.kind == "by_contract":
        raise PlanRefused(_("付款分期由合同约定，请逐期录入"))
    kept = payment.performance.share if payment.performance else ZERO
    parts = parts_of(payment, year, closed or {})
    whole = sum((part.share for part in parts), Fraction(kept))
    if whole != 1:
        raise PlanRefused(_("各期比例合计为 %(share)s，应为 100%%") % {"share": percent_text(whole)})
    total = payable(year)
    performance = cents(Fraction(total) * Fraction(kept))
    plan = _amounts(parts, year, total - performance)
    if payment.performance:
        plan.append(_performance(payment, year, len(plan) + 1, performance))
    return tuple(plan)


def _amounts(parts: Sequence[Part], year: PlanYear, total: Decimal) -> list[Instalment]:
    """Give each part its amount: half-up from its exact share, the last one what is left."""
    rest, plan = total, list[Instalment]()
    for number, part in enumerate(parts, start=1):
        exact = Fraction(payable(year)) * part.share
        last = number == len(parts)
        amount = rest if last else min(cents(exact), rest)
        step = Step(part.label, _formula(part, year), yuan_text(amount), part.clause)
        steps = [*_part_year(year), step]
        if last and amount != cents(exact):
            formula = f"{yuan_text(total)} − {yuan_text(total - rest)}"
            steps.append(Step(_("最后一期取余数"), formula, yuan_text(amount), part.clause))
        rest -= amount
        plan.append(
            Instalment(
                number, part.kind, part.label, part.period, part.due_on, part.due_rule, amount, part.share,
                part.clause, tuple(steps), part.waits_for,
            )
        )  # fmt: skip
    return plan


def _formula(part: Part, year: PlanYear) -> str:
    formula = " × ".join((yuan_text(payable(year)), *part.factors))
    exact = yuan_text(Fraction(payable(year)) * part.share)
    return formula if "/" in exact else f"{formula} = {exact}"


def _part_year(year: PlanYear) -> tuple[Step, ...]:
    if year.is_whole:
        return ()
    formula = f"{yuan_text(year.price_yuan)} × {year.days} ÷ {year.of_days}"
    return (Step(_("按实际服务天数计价"), formula, yuan_text(payable(year))),)


def _performance(payment: Payment, year: PlanYear, number: int, amount: Decimal) -> Instalment:
    kept = payment.performance
    if kept is None:
        raise ValueError("the contract keeps no performance money")
    formula = f"{yuan_text(payable(year))} × {percent_text(kept.share)}"
    step = Step(_("年度绩效金额（满额）"), formula, yuan_text(amount), kept.clause)
    due = max(yearly_day(kept.settled_by, year.starts_on, year.ends_on), year.first)
    month, day = map(int, kept.settled_by.split("-"))
    rule = _("%(month)s 月 %(day)s 日前按考核结果结清") % {"month": month, "day": day}
    return Instalment(
        number, "performance", _("年度绩效金额"), (year.first, year.last), due, rule, amount,
        Fraction(kept.share), kept.settled_by_clause, (*_part_year(year), step),
    )  # fmt: skip


def settled_plan(
    plan: Sequence[Instalment], net_yuan: Decimal, steps: tuple[Step, ...] = ()
) -> tuple[Instalment, ...]:
    """Return the plan with the performance instalment at what the settled year really pays. Units: yuan."""
    return tuple(
        replace(each, amount_yuan=net_yuan, steps=(*each.steps, *steps))
        if each.kind == "performance"
        else each
        for each in plan
    )


def entered_plan(
    payment: Payment, year: PlanYear, entered: Sequence[Entered], prepaid_wages: Decimal = ZERO
) -> tuple[Instalment, ...]:
    """Return the plan a person typed in, checked: it adds up to the price less the wages already paid.

    Units: yuan. Raises: PlanRefused naming the difference.
    Source: 001 § 3.2 (as the contract says), § 3.5 (wages the purchaser paid are taken off).
    """
    total = payable(year)
    due = total - prepaid_wages
    if prepaid_wages < 0 or due < 0:
        words = {"wages": yuan_text(prepaid_wages), "price": yuan_text(total)}
        raise PlanRefused(_("已付工资 %(wages)s 元应在 0 与价款 %(price)s 元之间") % words)
    if any(each.amount_yuan <= 0 or cents(each.amount_yuan) != each.amount_yuan for each in entered):
        raise PlanRefused(_("每期金额应大于 0，最多两位小数"))
    found = sum((each.amount_yuan for each in entered), ZERO)
    if found != due:
        words = {"found": yuan_text(found), "due": yuan_text(due), "gap": f"{due - found:+.2f}"}
        raise PlanRefused(_("各期合计 %(found)s 元，应付 %(due)s 元，相差 %(gap)s 元") % words)
    formula = f"{yuan_text(total)} − {yuan_text(prepaid_wages)}"
    less = (*_part_year(year), Step(_("价款扣除已付工资"), formula, yuan_text(due), payment.clause))
    return tuple(
        Instalment(
            number, "entered", each.label, (year.first, year.last), each.due_on, _("合同约定的日期"),
            each.amount_yuan, Fraction(each.amount_yuan) / Fraction(total), payment.clause, less,
        )
        for number, each in enumerate(sorted(entered, key=lambda one: one.due_on), start=1)
    )  # fmt: skip


def party_problems(payee: str, invoicer: str, party_b: str) -> tuple[str, ...]:
    """Return why payee, invoicer and party B of the contract are not one and the same; nothing when they are.

    Shape: width, case and blanks in the names do not matter. Source: 002 § 九(一).
    """
    named = ((_("收款方"), payee), (_("出具发票方"), invoicer))
    told = []
    for role, name in named:
        words = {"role": role, "name": name.strip() or _("（空）"), "party": party_b.strip()}
        if header_key(name) != header_key(party_b):
            told.append(_("%(role)s“%(name)s”与合同乙方“%(party)s”不一致") % words)
    return tuple(told)


def invoice_problems(invoiced_yuan: Decimal, due_yuan: Decimal) -> tuple[str, ...]:
    """Return why an invoice does not serve for a payment: it must carry the full amount. Source: 002 § 一.9 (足额)."""
    if invoiced_yuan >= due_yuan:
        return ()
    words = {"found": exact_text(invoiced_yuan), "due": exact_text(due_yuan)}
    return (_("发票金额 %(found)s 元少于应付 %(due)s 元") % words,)
