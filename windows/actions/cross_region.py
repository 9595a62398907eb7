"""Cross-region cases (跨域通办): received, pushed, papers sent, re-checked, concluded, shipped, signed for.

Source: facts.md §§ 5.20, 6 (push 1 working day, papers 2, re-check 1, ship 1); 004 二(二)1(1).
"""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

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
from windows.enums import CrossRegion
from windows.enums.service import CrossDirection, CrossMode, CrossState
from windows.models import Case, CrossRegionCase

REGISTER = "cross"
# Which time each step writes, and which tracking number it needs.
STAMPS: Final = {
    CrossState.PUSHED: ("pushed_at", ""),
    CrossState.PAPERS_SENT: ("papers_sent_at", "papers_tracking"),
    CrossState.CHECKED: ("checked_at", ""),
    CrossState.CONCLUDED: ("concluded_at", ""),
    CrossState.SHIPPED: ("shipped_at", "result_tracking"),
    CrossState.SIGNED: ("signed_at", ""),
    CrossState.RETURNED: ("returned_at", "return_reason"),
}


@dataclass(frozen=True, slots=True)
class CrossEntry:
    """A case between two halls. Shape: item, window, case are rows or None."""

    direction: str
    kind: str
    mode: str
    other_hall: str
    person_name: str
    phone: str = ""
    identity_checked: bool = False
    item: Any = None
    window: Any = None
    case: Case | None = None
    note: str = ""


@transaction.atomic
def receive_cross(
    *, by: Any, at: datetime, contract: Contract, entry: CrossEntry, key: str
) -> CrossRegionCase:
    """Receive a cross-region case. The same key gives the same row. Raises: ServiceRefused, KeyReused."""
    body = {name: str(value) for name, value in asdict(entry).items() if name != "phone"}
    claim = claim_key(by=by, key=key, body={"cross": contract.pk, **body}, at=at)
    if claim.answer:
        return CrossRegionCase.objects.get(pk=claim.answer["id"])
    known = (
        entry.direction in CrossDirection.values
        and entry.mode in CrossMode.values
        and entry.kind in CrossRegion.values
        and entry.kind
    )
    if not known:
        raise ServiceRefused(_("请选择方向、通办范围和模式。"))
    if not entry.identity_checked:
        raise ServiceRefused(_("收件前须核验申请人身份，核验后勾选“身份已核验”。"))
    uid = uuid.uuid4()
    row = CrossRegionCase.objects.create(
        uid=uid, contract=contract, number=number_for(REGISTER, contract, timezone.localdate(at)),
        direction=entry.direction, kind=entry.kind, mode=entry.mode,
        other_hall=needed(entry.other_hall, _("请填写对方大厅。"), 100), identity_checked=True,
        person_name=needed(entry.person_name, _("请填写申请人。"), 100), item=entry.item, window=entry.window,
        venue=entry.window.venue if entry.window else None, case=entry.case,
        department=entry.item.department if entry.item else None, received_at=at, recorded_at=at, recorded_by=by,
        note=clean_text(entry.note).strip()[:300], **phone_columns(CrossRegionCase, entry.phone, uid),
    )  # fmt: skip
    opened(by=by, at=at, row=row, register=REGISTER, text=row.other_hall)
    claim.settle({"id": row.pk})
    return row


@transaction.atomic
def step_cross(*, by: Any, at: datetime, record: CrossRegionCase, to: str, said: str = "") -> CrossRegionCase:
    """Take the next step; sending papers or results needs the tracking number, returning a reason.

    Raises: ServiceRefused.
    """
    row = lock_record(CrossRegionCase, record)
    if to not in STAMPS:
        raise ServiceRefused(_("没有这一步，请刷新页面。"))
    stamp, named = STAMPS[CrossState(to)]
    columns: dict[str, Any] = {stamp: at}
    if named:
        message = _("请写明退回的原因。") if named == "return_reason" else _("请填写寄件单号。")
        columns[named] = needed(said, message, 300 if named == "return_reason" else 40)
    text = clean_text(said).strip()[:500]
    return step(by=by, at=at, row=row, register=REGISTER, action=to, to=to, text=text, **columns)
