"""Assisted cases (帮办代办): asked for, given to a helper, carried out under a written commission, signed off.

Source: 002 § 四(一)(4), § 五(一) 表1 5.2.3 (offered, not refused); 000 § 三.6(3)(6); facts.md §§ 5.16, 5.17.
"""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.sealing import label_of, sealed_pair
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
from windows.enums import Priority
from windows.enums.service import AssistKind, AssistState
from windows.models import AssistOrder, Case

REGISTER = "assist"
ON_COMMISSION = (AssistKind.PROXY, AssistKind.HOME_VISIT)


@dataclass(frozen=True, slots=True)
class AssistEntry:
    """Who needs what help. Shape: item, window, case, helper are rows or None."""

    kind: str
    wish: str
    person_name: str
    phone: str = ""
    group: str = ""
    company: str = ""
    address: str = ""
    item: Any = None
    window: Any = None
    case: Case | None = None
    helper: Any = None
    scheduled_at: datetime | None = None
    note: str = ""


@transaction.atomic
def request_assist(*, by: Any, at: datetime, contract: Contract, entry: AssistEntry, key: str) -> AssistOrder:
    """Write down that somebody asked for help; with a helper it is given out at once. The same key gives the same row.

    Raises: ServiceRefused, KeyReused.
    """
    body = {name: str(value) for name, value in asdict(entry).items() if name not in {"phone", "address"}}
    claim = claim_key(by=by, key=key, body={"assist": contract.pk, **body}, at=at)
    if claim.answer:
        return AssistOrder.objects.get(pk=claim.answer["id"])
    row = _create(by=by, at=at, contract=contract, entry=entry)
    claim.settle({"id": row.pk})
    return row


def _create(*, by: Any, at: datetime, contract: Contract, entry: AssistEntry) -> AssistOrder:
    if entry.kind not in AssistKind.values or entry.group not in Priority.values:
        raise ServiceRefused(_("请选择服务类型。"))
    uid, address = uuid.uuid4(), clean_text(entry.address).strip()
    if entry.kind == AssistKind.HOME_VISIT and not address:
        raise ServiceRefused(_("上门服务请填写地址。"))
    sealed = sealed_pair(address, label=label_of(AssistOrder, "address"), uid=uid)[0] if address else None
    row = AssistOrder.objects.create(
        uid=uid, contract=contract, number=number_for(REGISTER, contract, timezone.localdate(at)),
        kind=entry.kind, group=entry.group, wish=needed(entry.wish, _("请写明需要办理的事情。"), 300),
        person_name=needed(entry.person_name, _("请填写姓名。"), 100), company=clean_text(entry.company).strip()[:100],
        address_sealed=sealed, item=entry.item, window=entry.window, case=entry.case,
        venue=entry.window.venue if entry.window else None,
        department=entry.item.department if entry.item else None, helper=entry.helper,
        scheduled_at=entry.scheduled_at, recorded_at=at, recorded_by=by, note=clean_text(entry.note).strip()[:300],
        **phone_columns(AssistOrder, entry.phone, uid),
    )  # fmt: skip
    opened(by=by, at=at, row=row, register=REGISTER, text=row.wish)
    if entry.helper is not None:
        step(by=by, at=at, row=row, register=REGISTER, action="assign", to=AssistState.ASSIGNED,
             text=entry.helper.name)  # fmt: skip
    return row


@transaction.atomic
def assign(*, by: Any, at: datetime, order: AssistOrder, helper: Any, text: str = "") -> AssistOrder:
    """Give the order to a helper, or to another one with the reason (转派).

    Raises: ServiceRefused, also where it is this helper's already.
    """
    row = lock_record(AssistOrder, order)
    if helper is None:
        raise ServiceRefused(_("请选择服务人员。"))
    reason = clean_text(text).strip()
    if row.helper_id == helper.pk:
        raise ServiceRefused(_("这一单已经派给%(name)s。转派请选择其他人员。") % {"name": helper.name})
    if row.helper_id and row.helper_id != helper.pk and not reason:
        raise ServiceRefused(_("转派请写明原因。"))
    to = AssistState.ASSIGNED if row.state == AssistState.REQUESTED else ""
    if not to and row.state not in {AssistState.ASSIGNED, AssistState.RUNNING}:
        raise ServiceRefused(_("这一单已经结束，不能再派。"))
    said = f"{helper.name} {reason}".strip()
    return step(by=by, at=at, row=row, register=REGISTER, action="assign", to=to, text=said, helper=helper)


@transaction.atomic
def commission(*, by: Any, at: datetime, order: AssistOrder, on: date, scope: str) -> AssistOrder:
    """Write down the commission the applicant signed (委托书). Raises: ServiceRefused."""
    row = lock_record(AssistOrder, order)
    if on > timezone.localdate(at):
        raise ServiceRefused(_("委托日期还没有到，请核对。"))
    said = needed(scope, _("请写明委托的事项和权限。"), 300)
    return step(
        by=by, at=at, row=row, register=REGISTER, action="commission", text=said, commissioned_on=on,
        commission=said,
    )  # fmt: skip


@transaction.atomic
def start(*, by: Any, at: datetime, order: AssistOrder) -> AssistOrder:
    """Begin. A proxy and a home visit need the commission first. Raises: ServiceRefused."""
    row = lock_record(AssistOrder, order)
    if row.kind in ON_COMMISSION and row.commissioned_on is None:
        raise ServiceRefused(_("代办和上门服务须先登记书面委托。"))
    return step(
        by=by, at=at, row=row, register=REGISTER, action="start", to=AssistState.RUNNING, started_at=at
    )


@transaction.atomic
def progress(*, by: Any, at: datetime, order: AssistOrder, text: str) -> AssistOrder:
    """Write down how far it is. Raises: ServiceRefused."""
    row = lock_record(AssistOrder, order)
    if row.state not in {AssistState.ASSIGNED, AssistState.RUNNING}:
        raise ServiceRefused(_("这一单不在服务中。"))
    return step(
        by=by, at=at, row=row, register=REGISTER, action="progress", text=needed(text, _("请写明进展。"))
    )


@transaction.atomic
def finish(*, by: Any, at: datetime, order: AssistOrder, outcome: str, signed_off_by: str) -> AssistOrder:
    """Finish, with what came of it and who confirmed it (办结单). Raises: ServiceRefused."""
    row = lock_record(AssistOrder, order)
    said = needed(outcome, _("请写明结果。"), 300)
    who = needed(signed_off_by, _("请填写确认人（申请人或委托人）。"), 60)
    return step(
        by=by, at=at, row=row, register=REGISTER, action="finish", to=AssistState.FINISHED, text=said,
        outcome=said, signed_off_by=who, ended_at=at,
    )  # fmt: skip


@transaction.atomic
def end_without(*, by: Any, at: datetime, order: AssistOrder, declined: bool, reason: str) -> AssistOrder:
    """End an order without service: not provided (declined), or called off by the person. Raises: ServiceRefused."""
    row = lock_record(AssistOrder, order)
    said = needed(reason, _("请写明原因。"), 300)
    to = AssistState.DECLINED if declined else AssistState.CANCELLED
    return step(
        by=by, at=at, row=row, register=REGISTER, action="decline" if declined else "cancel", to=to, text=said,
        outcome=said, ended_at=at,
    )  # fmt: skip
