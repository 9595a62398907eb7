"""Taking a case's fee at the window, taking it back by a counter-entry, counting a day's till.

Nothing is edited: a wrong charge is voided the same day, a right one refunded, each as a row of its own, and neither
by who took it. Source: facts.md § 5.22.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, next_number, record_event
from windows.enums import CaseState
from windows.enums.fees import FeeChannel, FeeKind
from windows.models import Case, Fee, FeeCount
from windows.queries.fees import booked_of
from windows.queries.sessions import open_session
from windows.rules.fees import CENT, FeeFault, charge_of, check_refund, left_of

OVER = (CaseState.VOID, CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN)


class FeeRefused(DomainError):
    """A fee that cannot be taken, taken back or counted."""


@dataclass(frozen=True, slots=True)
class FeeEntry:
    """What is taken for a case. Units: yuan."""

    channel: str
    receipt_number: str
    quantity: int = 1
    reduced_yuan: Decimal = Decimal(0)
    why_reduced: str = ""


@transaction.atomic
def take_fee(*, by: Any, at: datetime, case: Case, entry: FeeEntry, key: str) -> Fee:
    """Take the fee that the case's own version of the item names; once. The same key gives the same row.

    Raises: FeeRefused, KeyReused.
    """
    body = {name: str(value) for name, value in asdict(entry).items()}
    claim = claim_key(by=by, key=key, body={"fee": case.pk, **body}, at=at)
    if claim.answer:
        return Fee.objects.get(pk=claim.answer["id"])
    locked = (
        Case.objects.select_for_update(of=("self",)).select_related("contract", "version").get(pk=case.pk)
    )
    _may_take(locked)
    row = _charge(by=by, at=at, case=locked, entry=entry)
    claim.settle({"id": row.pk})
    return row


def _may_take(case: Case) -> None:
    if case.state in OVER:
        raise FeeRefused(
            _("办件 %(number)s 已是“%(state)s”，不能收费。")
            % {"number": case.number, "state": case.get_state_display()}
        )
    live = next((fee for fee in _charges(case) if fee.amount_yuan == 0 or _left(fee) > 0), None)
    if live is not None:
        raise FeeRefused(
            _("这个办件已收费 %(yuan)s 元（%(number)s）。收错的请先冲销，再重新收费。")
            % {"yuan": f"{live.amount_yuan:.2f}", "number": live.number}
        )


def _charges(case: Case) -> list[Fee]:
    return list(Fee.objects.filter(case=case, kind=FeeKind.CHARGE).prefetch_related("counter_entries"))


def _left(fee: Fee) -> Decimal:
    return left_of(fee.amount_yuan, [each.amount_yuan for each in fee.counter_entries.all()])


def _charge(*, by: Any, at: datetime, case: Case, entry: FeeEntry) -> Fee:
    why, receipt = clean_text(entry.why_reduced).strip()[:200], clean_text(entry.receipt_number).strip()[:40]
    try:
        charge = charge_of(case.version.fee_yuan, entry.quantity, entry.reduced_yuan, why)
    except FeeFault as fault:
        raise FeeRefused(str(fault)) from fault
    if entry.channel not in FeeChannel.values:
        raise FeeRefused(_("请选择支付方式。"))
    if charge.amount_yuan and not receipt:
        raise FeeRefused(_("请填写票据号。"))
    taken = Fee.objects.filter(contract=case.contract, kind=FeeKind.CHARGE, receipt_number=receipt).first()
    if receipt and taken is not None:
        raise FeeRefused(
            _("票据号 %(receipt)s 已用在 %(number)s 上，请核对票据。")
            % {"receipt": receipt, "number": taken.number}
        )
    row = Fee.objects.create(
        **_place(by, case), number=_number(case.contract, at), kind=FeeKind.CHARGE,
        title=case.version.fee_note or case.version.name, unit=_("件"), quantity=entry.quantity,
        unit_yuan=case.version.fee_yuan, due_yuan=charge.due_yuan, reduced_yuan=charge.reduced_yuan,
        why_reduced=why if charge.reduced_yuan else "", amount_yuan=charge.amount_yuan, channel=entry.channel,
        receipt_number=receipt, day=timezone.localdate(at), taken_at=at, taken_by=by,
    )  # fmt: skip
    _told("fee.take", by, row)
    return row


def _place(by: Any, case: Case) -> dict[str, Any]:
    session = open_session(by, case.contract)
    window = session.window if session else None
    return {
        "contract": case.contract,
        "venue_id": window.venue_id if window else case.venue_id,
        "case": case,
        "department_id": case.department_id,
        "item_id": case.item_id,
        "window": window,
    }


def _number(contract: Contract, at: datetime) -> str:
    year = timezone.localdate(at).year
    return f"SF-{year}-{next_number(f'fee:{contract.pk}:{year}'):06}"


def _told(action: str, by: Any, row: Fee) -> None:
    after = {"number": row.number, "amount_yuan": f"{row.amount_yuan:.2f}", "channel": row.channel}
    if row.reason:
        after["reason"] = row.reason
    record_event(action, by=by, obj=row, contract=row.contract, after=after)


@transaction.atomic
def reverse_fee(
    *, by: Any, at: datetime, fee: Fee, reason: str, key: str, refund_yuan: Decimal | None = None
) -> Fee:
    """Take a charge back: whole, the same day (冲销), or as a refund of so much (退费). The same key, the same row.

    Raises: FeeRefused, KeyReused.
    """
    body = {"reverse": fee.pk, "refund": str(refund_yuan), "reason": reason}
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return Fee.objects.get(pk=claim.answer["id"])
    Case.objects.select_for_update(of=("self",)).get(pk=fee.case_id)
    charge = Fee.objects.select_related("contract", "case__contract").get(pk=fee.pk)
    amount = _amount_back(by, at, charge, refund_yuan)
    why = clean_text(reason).strip()[:200]
    if not why:
        raise FeeRefused(_("请写明原因。"))
    row = Fee.objects.create(
        **_place(by, charge.case), number=_number(charge.contract, at),
        kind=FeeKind.VOID if refund_yuan is None else FeeKind.REFUND, title=charge.title, unit=charge.unit,
        quantity=1, unit_yuan=amount, due_yuan=-amount, amount_yuan=-amount, channel=charge.channel,
        receipt_number=charge.receipt_number, reverses=charge, reason=why, day=timezone.localdate(at), taken_at=at,
        taken_by=by,
    )  # fmt: skip
    _told("fee.reverse", by, row)
    claim.settle({"id": row.pk})
    return row


def _amount_back(by: Any, at: datetime, charge: Fee, refund_yuan: Decimal | None) -> Decimal:
    if charge.kind != FeeKind.CHARGE:
        raise FeeRefused(_("只能冲销或退一笔收费。"))
    if charge.taken_by_id == by.pk:
        raise FeeRefused(_("冲销和退费须由收费人以外的人员办理。"))
    left = _left(charge)
    if left <= 0:
        raise FeeRefused(_("%(number)s 已全部冲销或退还。") % {"number": charge.number})
    if refund_yuan is not None:
        try:
            return check_refund(left, refund_yuan)
        except FeeFault as fault:
            raise FeeRefused(str(fault)) from fault
    if charge.day != timezone.localdate(at):
        raise FeeRefused(_("冲销只限当天的收费，以前的请办退费。"))
    if left != charge.amount_yuan:
        raise FeeRefused(_("%(number)s 已退过一部分，请办退费。") % {"number": charge.number})
    return left


@transaction.atomic
def count_day(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    day: date,
    channel: str,
    counted_yuan: Decimal,
    note: str = "",
) -> FeeCount:
    """Write down what the till or the bank's list showed for a day; a difference needs words. Raises: FeeRefused."""
    if channel not in FeeChannel.values:
        raise FeeRefused(_("请选择支付方式。"))
    if day > timezone.localdate(at):
        raise FeeRefused(_("这一天还没有到，不能对账。"))
    if counted_yuan != counted_yuan.quantize(CENT):
        raise FeeRefused(_("金额最多两位小数。"))
    entries, booked = booked_of(contract, day, channel)
    said = clean_text(note).strip()[:200]
    if counted_yuan != booked and not said:
        raise FeeRefused(
            _("%(channel)s账面 %(booked)s 元，实点 %(counted)s 元，差 %(gap)s 元，请写明差额的原因。")
            % {
                "channel": FeeChannel(channel).label, "booked": f"{booked:.2f}", "counted": f"{counted_yuan:.2f}",
                "gap": f"{counted_yuan - booked:+.2f}",
            }
        )  # fmt: skip
    row = FeeCount.objects.create(
        contract=contract, day=day, channel=channel, entries=entries, booked_yuan=booked, counted_yuan=counted_yuan,
        note=said, counted_at=at, counted_by=by,
    )  # fmt: skip
    after = {
        "day": f"{day}",
        "channel": channel,
        "booked_yuan": f"{booked:.2f}",
        "counted_yuan": f"{counted_yuan:.2f}",
    }
    record_event("fee.count", by=by, obj=row, contract=contract, after=after)
    return row
