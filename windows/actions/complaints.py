"""Complaints: registered, looked into, handed to a department or sent back, answered, called back, closed by another.

Source: facts.md § 6 (10 working days; hotline 5, and 5 more with approval; a wrong department sends it back within
24 hours with the reason); 002 § 四(二)3(4) (接诉即办).
"""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
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
from windows.enums.complaints import (
    ComplaintCause,
    ComplaintChannel,
    ComplaintFinding,
    ComplaintKind,
    ComplaintState,
)
from windows.models import Case, Complaint
from windows.queries.clock import working_days_on
from windows.queries.policy import policy_of

REGISTER = "complaint"
SEND_BACK_WITHIN = timedelta(hours=24)
UNKEPT = {"phone", "email", "person_name"}


@dataclass(frozen=True, slots=True)
class ComplaintEntry:
    """What somebody complains of. Shape: department, about, item, window, case are rows or None; owner is a user."""

    title: str
    text: str
    owner: Any
    channel: str = ComplaintChannel.COUNTER
    kind: str = ComplaintKind.ON_SITE
    person_name: str = ""
    phone: str = ""
    email: str = ""
    department: Any = None
    about: Any = None
    item: Any = None
    window: Any = None
    case: Case | None = None
    note: str = ""


@transaction.atomic
def open_complaint(
    *, by: Any, at: datetime, contract: Contract, entry: ComplaintEntry, key: str
) -> Complaint:
    """Register a complaint; the days run from today. The same key again gives the one the first made.

    Raises: ServiceRefused, KeyReused.
    """
    body = {name: str(value) for name, value in asdict(entry).items() if name not in UNKEPT}
    claim = claim_key(by=by, key=key, body={"complaint": contract.pk, **body}, at=at)
    if claim.answer:
        return Complaint.objects.get(pk=claim.answer["id"])
    row = _create(by=by, at=at, contract=contract, entry=entry)
    claim.settle({"id": row.pk})
    return row


def _create(*, by: Any, at: datetime, contract: Contract, entry: ComplaintEntry) -> Complaint:
    if entry.channel not in ComplaintChannel.values or entry.kind not in ComplaintKind.values:
        raise ServiceRefused(_("请选择来源和类别。"))
    if entry.about is not None and entry.about == entry.owner:
        raise ServiceRefused(_("被投诉人不能经办自己的投诉，请换一位经办人。"))
    policy, day, uid = policy_of(contract), timezone.localdate(at), uuid.uuid4()
    hotline = entry.channel == ComplaintChannel.HOTLINE
    row = Complaint.objects.create(
        uid=uid, contract=contract, number=number_for(REGISTER, contract, day), channel=entry.channel,
        kind=entry.kind, title=needed(entry.title, _("请写明投诉什么。"), 100),
        text=needed(entry.text, _("请写明投诉的内容。"), 1000), person_name=clean_text(entry.person_name).strip()[:100],
        email_sealed=_sealed_email(entry.email, uid), department=entry.department, about=entry.about,
        item=entry.item, window=entry.window, venue=entry.window.venue if entry.window else None, case=entry.case,
        owner=entry.owner, recorded_at=at, recorded_by=by, note=clean_text(entry.note).strip()[:300],
        due_on=working_days_on(day, policy.complaint_hotline_days if hotline else policy.complaint_days),
        **phone_columns(Complaint, entry.phone, uid),
    )  # fmt: skip
    opened(by=by, at=at, row=row, register=REGISTER, text=row.title)
    return row


def _sealed_email(email: str, uid: uuid.UUID) -> bytes | None:
    text = clean_text(email).strip()
    if not text:
        return None
    try:
        validate_email(text)
    except ValidationError as wrong:
        raise ServiceRefused(_("邮箱地址写得不对，请核对。")) from wrong
    return sealed_pair(text, label=label_of(Complaint, "email"), uid=uid)[0]


@transaction.atomic
def contact(*, by: Any, at: datetime, complaint: Complaint, text: str) -> Complaint:
    """Write down what was said or found while looking into it. Raises: ServiceRefused."""
    row = lock_record(Complaint, complaint)
    said = needed(text, _("请写明联系或调查的情况。"))
    first: dict[str, Any] = {} if row.contacted_at else {"contacted_at": at}
    return step(by=by, at=at, row=row, register=REGISTER, action="contact", text=said, **first)


@transaction.atomic
def hand_over(*, by: Any, at: datetime, complaint: Complaint, department: Any, text: str = "") -> Complaint:
    """Hand a complaint to a department; the due day stays. Raises: ServiceRefused."""
    row = lock_record(Complaint, complaint)
    if department is None:
        raise ServiceRefused(_("请选择转办的部门。"))
    said = clean_text(text).strip()[:500] or department.name
    return step(
        by=by, at=at, row=row, register=REGISTER, action="hand", to=ComplaintState.HANDED, text=said,
        department=department, handed_at=at,
    )  # fmt: skip


@transaction.atomic
def send_back(*, by: Any, at: datetime, complaint: Complaint, text: str) -> Complaint:
    """The department is not the right one. What came back after a day says so in the log. Raises: ServiceRefused."""
    row = lock_record(Complaint, complaint)
    said = needed(text, _("请写明退回的原因和应由谁办理。"), 400)
    if row.handed_at is not None and at - row.handed_at > SEND_BACK_WITHIN:
        said = _("%(said)s（转办超过 24 小时后退回）") % {"said": said}
    return step(
        by=by, at=at, row=row, register=REGISTER, action="send_back", to=ComplaintState.OPEN, text=said
    )


@transaction.atomic
def extend(*, by: Any, at: datetime, complaint: Complaint, reason: str) -> Complaint:
    """Give more days, once, before the time is over; not by the owner alone. Raises: ServiceRefused."""
    row = lock_record(Complaint, complaint)
    if row.owner_id == by.pk:
        raise ServiceRefused(_("延期须由经办人以外的人员批准。"))
    if row.extended_at is not None:
        raise ServiceRefused(_("这件投诉已经延期过一次，不能再延。"))
    if timezone.localdate(at) > row.due_on:
        raise ServiceRefused(_("答复期限已过，不能再延期。请尽快答复。"))
    said = needed(reason, _("请写明延期的原因。"), 300)
    due_on = working_days_on(row.due_on, policy_of(row.contract).complaint_extend_days)
    return step(
        by=by, at=at, row=row, register=REGISTER, action="extend", text=f"{due_on} {said}", due_on=due_on,
        extended_at=at, extended_by=by, extended_why=said,
    )  # fmt: skip


@transaction.atomic
def answer(
    *, by: Any, at: datetime, complaint: Complaint, finding: str, cause: str, text: str, stirred: bool = False
) -> Complaint:
    """Answer a complaint: what was found, why it came to it, what the person is told. Raises: ServiceRefused."""
    row = lock_record(Complaint, complaint)
    if finding not in ComplaintFinding.values:
        raise ServiceRefused(_("请选择调查结论。"))
    if cause not in ComplaintCause.values:
        raise ServiceRefused(_("请选择投诉原因。"))
    if row.about_id == by.pk:
        raise ServiceRefused(_("被投诉人不能答复自己的投诉。"))
    said = needed(text, _("请写明回复的内容。"), 1000)
    return step(
        by=by, at=at, row=row, register=REGISTER, action="answer", to=ComplaintState.ANSWERED, text=said,
        finding=finding, cause=cause, stirred=stirred, answer=said, answered_at=at, answered_by=by,
    )  # fmt: skip


@transaction.atomic
def reopen(*, by: Any, at: datetime, complaint: Complaint, text: str) -> Complaint:
    """The person is not content, or the answer does not hold; a call-back counts for the next answer only.

    Raises: ServiceRefused.
    """
    row = lock_record(Complaint, complaint)
    said = needed(text, _("请写明退回的原因。"))
    return step(
        by=by, at=at, row=row, register=REGISTER, action="reopen", to=ComplaintState.OPEN, text=said,
        called_back_at=None, satisfied=None,
    )  # fmt: skip


@transaction.atomic
def call_back(*, by: Any, at: datetime, complaint: Complaint, satisfied: bool, text: str = "") -> Complaint:
    """Ask the person whether the answer satisfies. Raises: ServiceRefused before there is one."""
    row = lock_record(Complaint, complaint)
    if row.state != ComplaintState.ANSWERED:
        raise ServiceRefused(_("还没有答复，不能回访。"))
    said = clean_text(text).strip()[:500]
    return step(
        by=by, at=at, row=row, register=REGISTER, action="call_back", text=said, called_back_at=at,
        satisfied=satisfied,
    )  # fmt: skip


@transaction.atomic
def close(*, by: Any, at: datetime, complaint: Complaint, text: str = "") -> Complaint:
    """Close an answered complaint; not by its owner, and not before somebody who left a telephone was called back.

    Raises: ServiceRefused.
    """
    row = lock_record(Complaint, complaint)
    if row.owner_id == by.pk:
        raise ServiceRefused(_("结案须由经办人以外的人员核对后办理。"))
    if row.state == ComplaintState.ANSWERED and row.phone_sealed is not None and row.called_back_at is None:
        raise ServiceRefused(_("投诉人留了电话，请先回访再结案。"))
    said = clean_text(text).strip()[:500]
    return step(
        by=by, at=at, row=row, register=REGISTER, action="close", to=ComplaintState.CLOSED, text=said,
        closed_at=at, closed_by=by,
    )  # fmt: skip
