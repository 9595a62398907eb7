"""Service outside the ordinary, and claims of policy benefits.

Source: 002 § 四(二)2(6) (延时); 003 § 三(一)1 (不间断、特约、延时); 002 § 四(一)(1) (惠企政策兑现).
"""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.identity_numbers import NumberRefused, check_credit_code
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key
from windows.actions.services import (
    ServiceRefused,
    lock_record,
    needed,
    number_for,
    opened,
    phone_columns,
    step,
)
from windows.enums.service import ClaimState, SpecialKind, SpecialState
from windows.models import BenefitClaim, SpecialService
from windows.queries.clock import working_days_on

SPECIAL, CLAIM = "special", "claim"
CLAIM_DAYS = 20


@dataclass(frozen=True, slots=True)
class SpecialEntry:
    """Who is to be served when. Shape: item, window are rows or None."""

    kind: str
    scheduled_at: datetime
    person_name: str
    phone: str = ""
    item: Any = None
    window: Any = None
    note: str = ""


@transaction.atomic
def book_special(
    *, by: Any, at: datetime, contract: Contract, entry: SpecialEntry, key: str
) -> SpecialService:
    """Book a service after hours or by appointment; the same key, the same row. Raises: ServiceRefused, KeyReused."""
    body = {name: str(value) for name, value in asdict(entry).items() if name != "phone"}
    claim = claim_key(by=by, key=key, body={"special": contract.pk, **body}, at=at)
    if claim.answer:
        return SpecialService.objects.get(pk=claim.answer["id"])
    if entry.kind not in SpecialKind.values:
        raise ServiceRefused(_("请选择服务类型。"))
    uid = uuid.uuid4()
    row = SpecialService.objects.create(
        uid=uid, contract=contract, number=number_for(SPECIAL, contract, timezone.localdate(at)),
        kind=entry.kind, scheduled_at=entry.scheduled_at,
        person_name=needed(entry.person_name, _("请填写姓名或单位。"), 100), item=entry.item, window=entry.window,
        venue=entry.window.venue if entry.window else None,
        department=entry.item.department if entry.item else None, recorded_at=at, recorded_by=by,
        note=clean_text(entry.note).strip()[:300], **phone_columns(SpecialService, entry.phone, uid),
    )  # fmt: skip
    opened(by=by, at=at, row=row, register=SPECIAL)
    claim.settle({"id": row.pk})
    return row


@transaction.atomic
def serve_special(
    *,
    by: Any,
    at: datetime,
    service: SpecialService,
    started_at: datetime,
    ended_at: datetime,
    outcome: str = "",
) -> SpecialService:
    """Write down that the service was given, from when to when. Raises: ServiceRefused."""
    row = lock_record(SpecialService, service)
    if not started_at <= ended_at <= at:
        raise ServiceRefused(_("服务的起止时间不对：结束不早于开始，也不能晚于现在。"))
    said = clean_text(outcome).strip()[:300]
    return step(
        by=by, at=at, row=row, register=SPECIAL, action="serve", to=SpecialState.SERVED, text=said,
        started_at=started_at, ended_at=ended_at, clerk=by, outcome=said,
    )  # fmt: skip


@transaction.atomic
def end_special(
    *, by: Any, at: datetime, service: SpecialService, missed: bool, reason: str
) -> SpecialService:
    """The person did not come, or called it off. Raises: ServiceRefused."""
    row = lock_record(SpecialService, service)
    said = needed(reason, _("请写明原因。"), 300)
    to = SpecialState.MISSED if missed else SpecialState.CANCELLED
    action = "miss" if missed else "cancel"
    return step(by=by, at=at, row=row, register=SPECIAL, action=action, to=to, text=said, outcome=said)


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A company's claim. Units: yuan."""

    policy: str
    person_name: str
    amount_yuan: Decimal
    credit_code: str = ""
    phone: str = ""
    department: Any = None
    window: Any = None
    due_on: date | None = None
    note: str = ""


@transaction.atomic
def receive_claim(*, by: Any, at: datetime, contract: Contract, entry: ClaimEntry, key: str) -> BenefitClaim:
    """Receive a claim of a policy's benefit. The same key gives the same row. Raises: ServiceRefused, KeyReused."""
    body = {name: str(value) for name, value in asdict(entry).items() if name != "phone"}
    claim = claim_key(by=by, key=key, body={"claim": contract.pk, **body}, at=at)
    if claim.answer:
        return BenefitClaim.objects.get(pk=claim.answer["id"])
    if entry.amount_yuan <= 0:
        raise ServiceRefused(_("申请金额应大于 0 元。"))
    try:
        code = check_credit_code(entry.credit_code) if entry.credit_code.strip() else ""
    except NumberRefused as refused:
        raise ServiceRefused(str(refused)) from refused
    uid, day = uuid.uuid4(), timezone.localdate(at)
    row = BenefitClaim.objects.create(
        uid=uid, contract=contract, number=number_for(CLAIM, contract, day), credit_code=code,
        policy=needed(entry.policy, _("请填写政策名称。"), 200), amount_yuan=entry.amount_yuan,
        person_name=needed(entry.person_name, _("请填写企业名称。"), 100), department=entry.department,
        window=entry.window, venue=entry.window.venue if entry.window else None,
        due_on=entry.due_on or working_days_on(day, CLAIM_DAYS), recorded_at=at, recorded_by=by,
        note=clean_text(entry.note).strip()[:300], **phone_columns(BenefitClaim, entry.phone, uid),
    )  # fmt: skip
    opened(by=by, at=at, row=row, register=CLAIM, text=row.policy)
    claim.settle({"id": row.pk})
    return row


@transaction.atomic
def review_claim(*, by: Any, at: datetime, record: BenefitClaim, text: str = "") -> BenefitClaim:
    """The department found the claim in order. Raises: ServiceRefused."""
    row, said = lock_record(BenefitClaim, record), clean_text(text).strip()[:500]
    return step(
        by=by,
        at=at,
        row=row,
        register=CLAIM,
        action="review",
        to=ClaimState.REVIEWED,
        text=said,
        reviewed_at=at,
    )


@transaction.atomic
def pay_claim(
    *, by: Any, at: datetime, record: BenefitClaim, paid_on: date, paid_yuan: Decimal
) -> BenefitClaim:
    """The money reached the company. Raises: ServiceRefused."""
    row = lock_record(BenefitClaim, record)
    if paid_on > timezone.localdate(at):
        raise ServiceRefused(_("兑现日期还没有到，请核对。"))
    if not 0 < paid_yuan <= row.amount_yuan:
        raise ServiceRefused(_("兑现金额应大于 0，且不超过申请金额。"))
    return step(
        by=by, at=at, row=row, register=CLAIM, action="pay", to=ClaimState.PAID, text=f"{paid_yuan:.2f}",
        paid_on=paid_on, paid_yuan=paid_yuan,
    )  # fmt: skip


@transaction.atomic
def refuse_claim(*, by: Any, at: datetime, record: BenefitClaim, reason: str) -> BenefitClaim:
    """The claim does not meet the policy. Raises: ServiceRefused."""
    row = lock_record(BenefitClaim, record)
    said = needed(reason, _("请写明不予兑现的原因。"), 300)
    return step(
        by=by, at=at, row=row, register=CLAIM, action="refuse", to=ClaimState.REFUSED, text=said, reason=said,
        refused_at=at,
    )  # fmt: skip
