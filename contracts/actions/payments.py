"""Payment plans made from the profile or entered by hand, and what happens to each instalment."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contracts.enums import PaymentStepKind
from contracts.models import Contract, PaymentInstalment, PaymentPlan, PaymentStep, ServiceYear
from contracts.profile_schema.agreement import Payment
from contracts.queries import decision_choices, exceptional_days, holds
from contracts.queries.agreed import agreed_payment, deducts_wages
from contracts.queries.decisions import hash_of
from contracts.queries.payments import application_of, due_of, payable_of, steps_of
from contracts.rules.payment_parts import PlanYear
from contracts.rules.payments import Entered, Instalment, PlanRefused, entered_plan, payment_plan
from hall_ops.lib.deadlines import CALENDAR
from hall_ops.lib.errors import DomainError
from hall_ops.lib.months import months_later
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import plain, record_event

BY_HAND = "by_contract"
ZERO = Decimal(0)


class PaymentRefused(DomainError):
    """A plan or a step that does not fit."""


# -- plans ----------------------------------------------------------------------------------------------------------
def make_plans(*, payment: Payment, contract: Contract, at: datetime, by: Any = None) -> int:
    """Make the plan of every service year that has none, and date what could not be dated before.

    Shape: how many plans were made; `by` None is the system. Plans entered by hand (001) and years under way are left
    as they are; run again, nothing changes.
    """
    made = 0
    for year in ServiceYear.objects.filter(contract=contract).select_related("plan"):
        if payment.kind == BY_HAND:
            continue
        plan = getattr(year, "plan", None)
        if plan is None:
            plan = PaymentPlan.objects.create(service_year=year, made_at=at)
            _write(year, payment_plan(payment, _plan_year(year, plan)))
            made += 1
        else:
            _redate(year, payment_plan(payment, _plan_year(year, plan)), by)
    return made


def _plan_year(year: ServiceYear, plan: PaymentPlan) -> PlanYear:
    contract = year.contract
    first = min(year.starts_on, contract.signed_on or year.starts_on)
    return PlanYear(
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        price_yuan=year.price_yuan,
        signed_on=contract.signed_on if year.number == 1 else None,
        served_from=plan.served_from,
        served_to=plan.served_to,
        day_type=decision_choices(contract).get("day_type", CALENDAR),
        calendar=exceptional_days(first, months_later(year.ends_on, 4)),
    )


def _write(year: ServiceYear, plan: Sequence[Instalment]) -> None:
    PaymentInstalment.objects.bulk_create(
        PaymentInstalment(
            contract_id=year.contract_id,
            service_year=year,
            number=each.number,
            kind=each.kind,
            label=each.label,
            covers_from=each.period[0],
            covers_to=each.period[1],
            amount_yuan=each.amount_yuan,
            due_on=each.due_on,
            due_rule=each.due_rule,
            clause=each.clause,
            arithmetic=[plain(asdict(step)) for step in each.steps],
            waits_for=[month.isoformat() for month in each.waits_for],
        )
        for each in plan
    )


def _redate(year: ServiceYear, plan: Sequence[Instalment], by: Any) -> None:
    """A signing date or a calendar that came later moves due days of what has no step yet; amounts stay."""
    rows = {row.number: row for row in PaymentInstalment.objects.filter(service_year=year, steps=None)}
    before, after = {}, {}
    for each in plan:
        row = rows.get(each.number)
        if row is not None and (row.due_on, row.due_rule) != (each.due_on, each.due_rule):
            PaymentInstalment.objects.filter(pk=row.pk).update(due_on=each.due_on, due_rule=each.due_rule)
            before[row.label], after[row.label] = row.due_on, each.due_on
    if after:
        record_event(
            "payment.redate",
            by=by,
            obj=year,
            contract=year.contract,
            before={"due_days": before},
            after={"due_days": after},
        )


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """What a person enters about a year's payments. Shape: `rows` only where the contract itself agrees them (001)."""

    served_from: date | None = None
    served_to: date | None = None
    prepaid_wages: Decimal = ZERO
    rows: tuple[Entered, ...] = ()


@transaction.atomic
def enter_plan(*, by: Any, at: datetime, service_year: ServiceYear, entry: PlanEntry) -> PaymentPlan:
    """Make a year's plan anew from the days really served, or from what the contract agrees. Raises: PaymentRefused."""
    year = (
        ServiceYear.objects.select_for_update(of=("self",)).select_related("contract").get(pk=service_year.pk)
    )
    contract = year.contract
    payment = agreed_payment(contract)
    if not holds(by, Permission.PAYMENT_RECORD, contract) or payment is None:
        raise PaymentRefused(_("编制付款计划须由考核人完成。"))
    if PaymentStep.objects.filter(instalment__service_year=year).exists():
        raise PaymentRefused(_("本年度已有款项申请或支付，计划不能再改。"))
    if entry.prepaid_wages and not deducts_wages(contract):
        raise PaymentRefused(_("本合同没有约定扣除已付工资。"))
    plan, _made = PaymentPlan.objects.get_or_create(service_year=year, defaults={"made_at": at})
    plan.served_from, plan.served_to = entry.served_from, entry.served_to
    plan.prepaid_wages_yuan, plan.entered_by, plan.made_at = entry.prepaid_wages, by, at
    instalments = _entered(payment, year, plan, entry)
    plan.save(update_fields=["served_from", "served_to", "prepaid_wages_yuan", "entered_by", "made_at"])
    before = list(PaymentInstalment.objects.filter(service_year=year).values_list("amount_yuan", flat=True))
    PaymentInstalment.objects.filter(service_year=year).delete()
    _write(year, instalments)
    record_event(
        "payment.plan",
        by=by,
        obj=plan,
        contract=contract,
        before={"amounts": before},
        after={
            "amounts": [each.amount_yuan for each in instalments],
            **asdict(entry) | {"rows": len(entry.rows)},
        },
    )
    return plan


def _entered(
    payment: Payment, year: ServiceYear, plan: PaymentPlan, entry: PlanEntry
) -> tuple[Instalment, ...]:
    try:
        plan_year = _plan_year(year, plan)
    except ValueError as error:
        raise PaymentRefused(_("实际服务的起止应在服务年度之内，起不晚于止。")) from error
    try:
        if payment.kind == BY_HAND:
            return entered_plan(payment, plan_year, entry.rows, entry.prepaid_wages)
        return payment_plan(payment, plan_year)
    except PlanRefused as refused:
        raise PaymentRefused(str(refused)) from refused


# -- steps ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Application:
    """What the contractor applies with. Units: invoiced_yuan."""

    payee: str
    bank: str
    account: str
    invoicer: str
    invoice_number: str
    invoiced_on: date
    invoiced_yuan: Decimal


@transaction.atomic
def apply_for_payment(
    *,
    by: Any,
    at: datetime,
    instalment: PaymentInstalment,
    on: date,
    application: Application,
    reason: str = "",
) -> PaymentStep:
    """Apply for an instalment with its invoice. What is wrong with it is named in the pack, and again here.

    Raises: PaymentRefused when payee, invoicer and party B differ or the invoice falls short (002 § 九(一), § 一.9).
    """
    locked = _locked(instalment)
    if not holds(by, Permission.PAYMENT_APPLY, locked.contract):
        raise PaymentRefused(_("付款申请须由供应商提出。"))
    amount = payable_of(locked)
    if locked.waits_for and due_of(locked) is None:
        raise PaymentRefused(_("本期须等对应月份的考核表全部办结后申请。"))
    facts = application_of(locked, asdict(application), amount, on)
    if facts["problems"]:
        raise PaymentRefused("；".join(facts["problems"]))
    return _step(
        by=by,
        at=at,
        instalment=locked,
        values={
            "kind": PaymentStepKind.APPLIED,
            "on": on,
            "amount_yuan": amount,
            "facts": plain(facts),
            "document_hash": hash_of(plain(facts)),
        },
        reason=reason,
    )


@transaction.atomic
def record_payment(
    *,
    by: Any,
    at: datetime,
    instalment: PaymentInstalment,
    kind: PaymentStepKind,
    on: date,
    today: date,
    amount_yuan: Decimal | None = None,
    reason: str = "",
) -> PaymentStep:
    """Record the day of filing with the treasury, or the day it was paid. A second time needs a reason.

    Raises: PaymentRefused. Source: 002 § 九(三).
    """
    locked = _locked(instalment)
    if not holds(by, Permission.PAYMENT_RECORD, locked.contract):
        raise PaymentRefused(_("登记报送和支付须由考核人完成。"))
    if on > today:
        raise PaymentRefused(_("日期还没有到，请填实际发生的日期。"))
    _check_order(locked, kind, on)
    amount = payable_of(locked) if amount_yuan is None else amount_yuan
    values = {"kind": kind, "on": on, "amount_yuan": amount}
    return _step(by=by, at=at, instalment=locked, values=values, reason=reason)


def _check_order(instalment: PaymentInstalment, kind: PaymentStepKind, on: date) -> None:
    """Applied, filed, paid, in this order. Raises: PaymentRefused."""
    steps = steps_of(instalment)
    order = list(PaymentStepKind)
    earlier = [steps.get(each) for each in order[: order.index(kind)]]
    if earlier[-1] is None:
        words = {"step": order[order.index(kind) - 1].label}
        raise PaymentRefused(_("请先登记“%(step)s”。") % words)
    later = [steps[each] for each in order[order.index(kind) + 1 :] if each in steps]
    if any(step is not None and on < step.on for step in earlier) or any(on > step.on for step in later):
        raise PaymentRefused(_("日期先后不对：申请、报送财政、支付应依次发生。"))


def _locked(instalment: PaymentInstalment) -> PaymentInstalment:
    related = ("contract__contractor", "contract__purchaser", "service_year")
    rows = PaymentInstalment.objects.select_for_update(of=("self",)).select_related(*related)
    return rows.get(pk=instalment.pk)


def _step(
    *, by: Any, at: datetime, instalment: PaymentInstalment, values: dict[str, Any], reason: str
) -> PaymentStep:
    """Add a step, or a corrected one beside the one it replaces."""
    earlier = steps_of(instalment).get(values["kind"])
    reason = clean_text(reason).strip()
    if earlier is not None and not reason:
        raise PaymentRefused(_("这一步已登记过。要更正请写明原因，原记录保留。"))
    try:
        with transaction.atomic():
            step = PaymentStep.objects.create(
                instalment=instalment,
                replaces=earlier,
                reason=reason if earlier else "",
                by=by,
                at=at,
                **values,
            )
    except IntegrityError as error:
        raise PaymentRefused(_("这一步刚刚已由别人登记。请刷新页面。")) from error
    record_event(
        f"payment.{values['kind']}",
        by=by,
        obj=step,
        contract=instalment.contract,
        before={"on": earlier.on, "amount_yuan": earlier.amount_yuan} if earlier else {},
        after={"on": step.on, "amount_yuan": step.amount_yuan, "reason": step.reason},
    )
    return step
