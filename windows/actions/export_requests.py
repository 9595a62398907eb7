"""Asking for an export and deciding about it: two people, the second the purchaser's. Source: security.md section 6."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.masks import scrub
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, record_event
from windows.actions.carriers import department_of
from windows.enums import RequestState
from windows.models import ExportRequest

VALID_FOR = timedelta(days=3)


class RequestRefused(DomainError):
    """A request, or a decision about one, that does not fit."""


@transaction.atomic
def ask_for_export(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    key: str,
    ledger: str,
    title: str,
    purpose: str,
    query: str = "",
    filters: Sequence[tuple[str, str]] = (),
) -> ExportRequest:
    """Ask for one export of a ledger. Shape: `key` the form's own; query and filters as in ExportRequest.

    Raises: RequestRefused.
    """
    if not holds(by, Permission.EXPORT_REQUEST, contract):
        raise RequestRefused(_("这一步须由有相应身份的人员完成。"))
    body = {"contract": contract.pk, "ledger": ledger, "query": query, "purpose": purpose}
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return ExportRequest.objects.get(pk=claim.answer["id"])
    if scrub(query) != query:
        raise RequestRefused(_("查询条件里有证件号码或电话。请去掉这个条件后再申请导出。"))
    purpose = scrub(clean_text(purpose).strip())
    if not purpose:
        raise RequestRefused(_("请写明导出的用途。"))
    asked = ExportRequest.objects.create(
        contract=contract, department=department_of(by, contract), ledger=ledger, title=title, query=query,
        filters=[[label, scrub(value)] for label, value in filters], purpose=purpose, asked_by=by, asked_at=at,
    )  # fmt: skip
    after = {"ledger": ledger, "purpose": purpose}
    record_event("export.ask", by=by, obj=asked, contract=contract, after=after)
    claim.settle({"id": asked.pk})
    return asked


@transaction.atomic
def approve_export(*, by: Any, at: datetime, request: ExportRequest, reason: str = "") -> ExportRequest:
    """Agree: one export within three days. Raises: RequestRefused."""
    locked = _to_decide(by, request)
    locked.state = RequestState.APPROVED
    locked.decided_by, locked.decided_at, locked.valid_until = by, at, at + VALID_FOR
    locked.reason = clean_text(reason).strip()
    locked.save(update_fields=["state", "decided_by", "decided_at", "valid_until", "reason"])
    after = {"valid_until": locked.valid_until}
    record_event("export.approve", by=by, obj=locked, contract=locked.contract, after=after)
    return locked


@transaction.atomic
def refuse_export(*, by: Any, at: datetime, request: ExportRequest, reason: str) -> ExportRequest:
    """Disagree, with the reason. Raises: RequestRefused."""
    locked = _to_decide(by, request)
    reason = clean_text(reason).strip()
    if not reason:
        raise RequestRefused(_("请写明不同意的理由。"))
    locked.state = RequestState.REFUSED
    locked.decided_by, locked.decided_at, locked.reason = by, at, reason
    locked.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    record_event("export.refuse", by=by, obj=locked, contract=locked.contract, after={"reason": reason})
    return locked


@transaction.atomic
def withdraw_export(*, by: Any, request: ExportRequest) -> ExportRequest:
    """Take one's own request back before it was decided. Raises: RequestRefused."""
    locked = _lock(request)
    if locked.asked_by_id != by.pk:
        raise RequestRefused(_("只有申请人本人可以撤回。"))
    _expect_open(locked)
    locked.state = RequestState.WITHDRAWN
    locked.save(update_fields=["state"])
    record_event("export.withdraw", by=by, obj=locked, contract=locked.contract)
    return locked


def _to_decide(by: Any, request: ExportRequest) -> ExportRequest:
    locked = _lock(request)
    if not holds(by, Permission.EXPORT_APPROVE, locked.contract):
        raise RequestRefused(_("这一步须由有相应身份的人员完成。"))
    if locked.asked_by_id == by.pk:
        raise RequestRefused(_("这份申请由您提出，须由另一位人员审批。"))
    _expect_open(locked)
    return locked


def _lock(request: ExportRequest) -> ExportRequest:
    found = ExportRequest.objects.select_for_update(of=("self",)).select_related("contract")
    return found.get(pk=request.pk)


def _expect_open(request: ExportRequest) -> None:
    if request.state != RequestState.ASKED:
        raise RequestRefused(
            _("这份申请现在是“%(state)s”，不能再改。") % {"state": request.get_state_display()}
        )
