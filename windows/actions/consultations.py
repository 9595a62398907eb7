"""Consultations: written down by whoever answered first, answered or handed to a department, never lost.

Source: 002 § 四(一)(3)(8) (首问负责), § 五(一) 表1 3.51; 003 § 三(二)1; facts.md § 5.18.
"""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, record_event
from windows.actions.services import (
    ServiceRefused,
    lock_record,
    needed,
    number_for,
    opened,
    phone_columns,
    step,
)
from windows.enums.service import ConsultChannel, ConsultState
from windows.models import Consultation, PhoneCheck
from windows.queries.clock import working_days_on

REGISTER = "consultation"
ANSWER_DAYS = 5
MOST_RINGS = 60


@dataclass(frozen=True, slots=True)
class ConsultEntry:
    """A question, with its answer where it was given at once. Shape: item, window are rows or None."""

    channel: str
    question: str
    answer: str = ""
    person_name: str = ""
    phone: str = ""
    item: Any = None
    window: Any = None
    note: str = ""


@transaction.atomic
def record_consultation(
    *, by: Any, at: datetime, contract: Contract, entry: ConsultEntry, key: str
) -> Consultation:
    """Write a consultation down; whoever does is its first responder. The same key gives the same row.

    Raises: ServiceRefused, KeyReused.
    """
    body = {name: str(value) for name, value in asdict(entry).items() if name != "phone"}
    claim = claim_key(by=by, key=key, body={"consultation": contract.pk, **body}, at=at)
    if claim.answer:
        return Consultation.objects.get(pk=claim.answer["id"])
    if entry.channel not in ConsultChannel.values:
        raise ServiceRefused(_("请选择来源。"))
    uid = uuid.uuid4()
    row = Consultation.objects.create(
        uid=uid, contract=contract, number=number_for(REGISTER, contract, timezone.localdate(at)),
        channel=entry.channel, question=needed(entry.question, _("请写明咨询内容。")), first_responder=by,
        person_name=clean_text(entry.person_name).strip()[:100], item=entry.item, window=entry.window,
        venue=entry.window.venue if entry.window else None,
        department=entry.item.department if entry.item else None, recorded_at=at, recorded_by=by,
        note=clean_text(entry.note).strip()[:300], **phone_columns(Consultation, entry.phone, uid),
    )  # fmt: skip
    opened(by=by, at=at, row=row, register=REGISTER, text=row.question)
    if clean_text(entry.answer).strip():
        _answer(by=by, at=at, row=row, text=entry.answer)
    claim.settle({"id": row.pk})
    return row


@transaction.atomic
def forward(
    *, by: Any, at: datetime, consultation: Consultation, department: Any, text: str = ""
) -> Consultation:
    """Hand a question to a department; the first responder stays answerable. Raises: ServiceRefused."""
    row = lock_record(Consultation, consultation)
    if department is None:
        raise ServiceRefused(_("请选择答复的部门。"))
    said = clean_text(text).strip()[:500]
    return step(
        by=by, at=at, row=row, register=REGISTER, action="forward", to=ConsultState.FORWARDED, text=said,
        department=department, forwarded_at=at, due_on=working_days_on(timezone.localdate(at), ANSWER_DAYS),
    )  # fmt: skip


@transaction.atomic
def answer_consultation(*, by: Any, at: datetime, consultation: Consultation, text: str) -> Consultation:
    """Answer a question. Raises: ServiceRefused."""
    return _answer(by=by, at=at, row=lock_record(Consultation, consultation), text=text)


def _answer(*, by: Any, at: datetime, row: Consultation, text: str) -> Consultation:
    said = needed(text, _("请写明答复内容。"), 1000)
    return step(
        by=by, at=at, row=row, register=REGISTER, action="answer", to=ConsultState.ANSWERED, text=said,
        answer=said, answered_at=at, answered_by=by,
    )  # fmt: skip


@transaction.atomic
def check_phone_line(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    line: str,
    called_at: datetime,
    rings: int,
    answered: bool,
    window: Any = None,
    note: str = "",
) -> PhoneCheck:
    """Write down a spot check of a public telephone. Raises: ServiceRefused."""
    if called_at > at:
        raise ServiceRefused(_("拨打时间还没有到，请核对。"))
    if not 0 <= rings <= MOST_RINGS:
        raise ServiceRefused(_("响铃次数应在 0 至 %(most)d 之间。") % {"most": MOST_RINGS})
    row = PhoneCheck.objects.create(
        contract=contract, window=window, line=needed(line, _("请填写被查的电话。"), 40), called_at=called_at,
        rings=rings, answered=answered, checked_by=by, recorded_at=at, note=clean_text(note).strip()[:200],
    )  # fmt: skip
    after = {"line": row.line, "answered": answered, "rings": rings}
    record_event("consultation.phone_check", by=by, obj=row, contract=contract, after=after)
    return row
