"""Unresolved matters (办不成事): opened, handed to a department, answered, closed by somebody else, called back.

Source: facts.md § 6 (contact the same day, 5 and 10 working days); 000 § 三.6(4); 004 二(二)2.
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
from windows.enums.service import MatterCause, MatterResult, MatterSource, MatterState
from windows.models import Case, RefusalLook, UnresolvedMatter
from windows.queries.clock import working_days_on
from windows.queries.policy import policy_of

REGISTER = "matter"


@dataclass(frozen=True, slots=True)
class MatterEntry:
    """What somebody could not get done. Shape: item, department, window are rows or None; owner is a user."""

    text: str
    owner: Any
    source: str = MatterSource.WINDOW
    person_name: str = ""
    phone: str = ""
    item: Any = None
    department: Any = None
    window: Any = None
    is_hard: bool = False
    note: str = ""


@transaction.atomic
def open_matter(
    *, by: Any, at: datetime, contract: Contract, entry: MatterEntry, key: str, case: Case | None = None
) -> UnresolvedMatter:
    """Open a matter; the days run from today. The same key again gives the one the first made.

    Raises: ServiceRefused, KeyReused.
    """
    body = {"matter": contract.pk, **{name: str(value) for name, value in asdict(entry).items()}}
    body["phone"] = bool(entry.phone)
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return UnresolvedMatter.objects.get(pk=claim.answer["id"])
    row = open_row(by=by, at=at, contract=contract, entry=entry, case=case)
    claim.settle({"id": row.pk})
    return row


def open_row(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    entry: MatterEntry,
    case: Case | None = None,
    refusal: RefusalLook | None = None,
) -> UnresolvedMatter:
    """The matter itself, inside the caller's transaction. Raises: ServiceRefused."""
    if entry.source not in MatterSource.values:
        raise ServiceRefused(_("请选择来源。"))
    policy, day, uid = policy_of(contract), timezone.localdate(at), uuid.uuid4()
    days = policy.matter_hard_days if entry.is_hard else policy.matter_days
    row = UnresolvedMatter.objects.create(
        uid=uid, contract=contract, number=number_for(REGISTER, contract, day), source=entry.source, case=case,
        refusal=refusal,
        text=needed(entry.text, _("请写明反映的事情。")), person_name=clean_text(entry.person_name).strip()[:100],
        item=entry.item, department=entry.department, window=entry.window,
        venue=entry.window.venue if entry.window else None, is_hard=entry.is_hard, owner=entry.owner,
        due_on=working_days_on(day, days), contact_by=working_days_on(day, 0), recorded_at=at, recorded_by=by,
        note=clean_text(entry.note).strip()[:300], **phone_columns(UnresolvedMatter, entry.phone, uid),
    )  # fmt: skip
    opened(by=by, at=at, row=row, register=REGISTER, text=row.text)
    return row


@transaction.atomic
def contact(*, by: Any, at: datetime, matter: UnresolvedMatter, text: str) -> UnresolvedMatter:
    """Write down that somebody spoke with the person. Raises: ServiceRefused."""
    row = lock_record(UnresolvedMatter, matter)
    said = needed(text, _("请写明联系的情况。"))
    first: dict[str, Any] = {} if row.contacted_at else {"contacted_at": at}
    return step(by=by, at=at, row=row, register=REGISTER, action="contact", text=said, **first)


@transaction.atomic
def hand_over(
    *, by: Any, at: datetime, matter: UnresolvedMatter, department: Any, text: str
) -> UnresolvedMatter:
    """Hand a matter to a department; the due date stays. Raises: ServiceRefused."""
    row = lock_record(UnresolvedMatter, matter)
    if department is None:
        raise ServiceRefused(_("请选择交办的部门。"))
    said = needed(text, _("请写明交办的要求。"))
    return step(
        by=by, at=at, row=row, register=REGISTER, action="hand", to=MatterState.HANDED, text=said,
        department=department, handed_at=at,
    )  # fmt: skip


@transaction.atomic
def answer(
    *, by: Any, at: datetime, matter: UnresolvedMatter, cause: str, result: str, text: str
) -> UnresolvedMatter:
    """Answer a matter with its cause and what came of it. Raises: ServiceRefused."""
    row = lock_record(UnresolvedMatter, matter)
    if cause not in MatterCause.values:
        raise ServiceRefused(_("请选择未办成的原因。"))
    if result not in MatterResult.values:
        raise ServiceRefused(_("请选择结果。"))
    said = needed(text, _("请写明答复的内容。"), 1000)
    return step(
        by=by, at=at, row=row, register=REGISTER, action="answer", to=MatterState.ANSWERED, text=said,
        cause=cause, result=result, answer=said, answered_at=at, answered_by=by,
    )  # fmt: skip


@transaction.atomic
def reopen(*, by: Any, at: datetime, matter: UnresolvedMatter, text: str) -> UnresolvedMatter:
    """Take an answer or a hand-over back: the person is not content. Raises: ServiceRefused."""
    row = lock_record(UnresolvedMatter, matter)
    said = needed(text, _("请写明退回的原因。"))
    return step(by=by, at=at, row=row, register=REGISTER, action="reopen", to=MatterState.OPEN, text=said)


@transaction.atomic
def call_back(
    *, by: Any, at: datetime, matter: UnresolvedMatter, satisfied: bool, text: str = ""
) -> UnresolvedMatter:
    """Ask the person whether it is settled. Raises: ServiceRefused before there is an answer."""
    row = lock_record(UnresolvedMatter, matter)
    if row.answered_at is None:
        raise ServiceRefused(_("还没有答复，不能回访。"))
    said = clean_text(text).strip()[:500]
    return step(
        by=by, at=at, row=row, register=REGISTER, action="call_back", text=said, called_back_at=at,
        satisfied=satisfied,
    )  # fmt: skip


@transaction.atomic
def drop(*, by: Any, at: datetime, matter: UnresolvedMatter, why: str) -> UnresolvedMatter:
    """End a matter whose reason is gone, with the reason. Raises: ServiceRefused."""
    row = lock_record(UnresolvedMatter, matter)
    said = needed(why, _("请写明撤销的原因。"), 300)
    return step(
        by=by, at=at, row=row, register=REGISTER, action="drop", to=MatterState.DROPPED, text=said,
        dropped_why=said, closed_at=at, closed_by=by,
    )  # fmt: skip


@transaction.atomic
def close(*, by: Any, at: datetime, matter: UnresolvedMatter, text: str = "") -> UnresolvedMatter:
    """Close an answered matter (销号); not by its owner. Raises: ServiceRefused."""
    row = lock_record(UnresolvedMatter, matter)
    if row.owner_id == by.pk:
        raise ServiceRefused(_("销号须由经办人以外的人员核对后办理。"))
    said = clean_text(text).strip()[:500]
    return step(
        by=by, at=at, row=row, register=REGISTER, action="close", to=MatterState.CLOSED, text=said,
        closed_at=at, closed_by=by,
    )  # fmt: skip
