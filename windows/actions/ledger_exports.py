"""Asking for a ledger as a file; keeping the file until its one download.

The number, the watermark and the day to give it back are the register's (windows.actions.carriers). The file lies in
the default storage under the carrier's own key, which nobody is told.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from records.actions import claim_key
from records.actions.jobs import start_job
from records.models import Job
from windows.enums import CarrierKind, CarrierState, RequestState
from windows.models import Carrier, ExportRequest

KIND = "ledger_export"
FOLDER = "exports"


class ExportRefused(DomainError):
    """An export that nobody has allowed."""

    status = 409


@transaction.atomic
def start_export(
    *, by: Any, at: datetime, contract: Contract, ledger: str, title: str, query: str, purpose: str,
    request: ExportRequest | None, key: str,
) -> Job:  # fmt: skip
    """Have a ledger written into a file. Shape: the same form again gets the job that the first one started.

    Raises: ExportRefused, TooManyJobs, KeyReused.
    """
    may_export(by=by, at=at, contract=contract, ledger=ledger, request=request)
    body = {"ledger": ledger, "query": query, "purpose": purpose, "request": request.pk if request else None}
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer is not None:
        return Job.objects.get(pk=claim.answer["job"])
    params = {**body, "carrier": secrets.token_hex(16)}
    job = start_job(
        by=by, at=at, contract=contract, kind=KIND, title=_("导出%(title)s") % {"title": title}, params=params
    )
    claim.settle({"job": job.pk})
    return job


def may_export(
    *, by: Any, at: datetime, contract: Contract, ledger: str, request: ExportRequest | None
) -> None:
    """Raises: ExportRefused for who neither exports by right nor has an approval of their own for this ledger."""
    if request is None:
        if not holds(by, Permission.LEDGER_EXPORT, contract):
            raise ExportRefused(_("批量导出须先提出申请，经采购人考核人员同意。请到“导出申请”提出。"))
        return
    mine = (request.contract_id, request.asked_by_id, request.ledger) == (contract.pk, by.pk, ledger)
    if not mine:
        raise ExportRefused(_("这份导出申请不是您提出的，或不是为这份台账提出的。"))
    if request.state != RequestState.APPROVED or request.valid_until is None or request.valid_until < at:
        raise ExportRefused(_("这份导出申请没有获得同意，或有效期已过。请重新申请。"))


def file_name(carrier: Carrier) -> str:
    return f"{FOLDER}/{carrier.key}.{suffix(carrier)}"


def suffix(carrier: Carrier) -> str:
    return "zip" if carrier.kind == CarrierKind.ZIP else "xlsx"


def keep_file(carrier: Carrier, path: Path) -> None:
    """Put the written file where its download finds it; one of an earlier try is replaced."""
    delete_files([carrier])
    with path.open("rb") as body:
        default_storage.save(file_name(carrier), File(body))


def delete_files(carriers: Iterable[Carrier]) -> None:
    """The files of downloads that are over; the register keeps the rest."""
    for carrier in carriers:
        default_storage.delete(file_name(carrier))


def delete_files_of_nobody() -> int:
    """Delete every file that no carrier waits with: expired, taken, failed, or of a try that broke off."""
    if not default_storage.exists(FOLDER):
        return 0
    waiting = Carrier.objects.filter(state__in=[CarrierState.MAKING, CarrierState.MADE])
    kept = {file_name(carrier).rpartition("/")[2] for carrier in waiting.only("key", "kind")}
    _folders, names = default_storage.listdir(FOLDER)
    gone = [name for name in names if name not in kept]
    for name in gone:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(gone)
