"""Long work on ledgers: writing one into a file, counting closed days, deleting files whose time is over.

A job's parameters name the ledger; the rows are fetched as its owner. What the owner may not see is not
in the file either: rights are asked again when the job runs.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.sheet_writing import SheetTable, write_sheet_file
from records.runner import JobCancelled, JobRun, repeatable
from windows.actions.carriers import fail_carrier, finish_carrier, register_carrier
from windows.actions.ledger_exports import delete_files_of_nobody, keep_file
from windows.actions.rating_tallies import count_rating_days
from windows.actions.tallies import count_closed_days
from windows.enums import CarrierKind, CarrierState
from windows.forms.asked_ledgers import Asked, asked, counted, ledger_named
from windows.models import Carrier, Case, ExportRequest, Rating
from windows.reports.ledger_tables import rows_for_file


@repeatable
def export_ledger(run: JobRun) -> None:
    """Register the carrier, write the file, keep it for one download."""
    by, params, today = run.job.owner, run.params, timezone.localdate()
    contract = Contract.objects.select_related("purchaser").get(pk=run.job.contract_id)
    ledger = ledger_named(params["ledger"], by, contract)
    found = asked(ledger, by, contract, QueryDict(params["query"]), today)
    carrier = _registered(run, contract, found)
    if carrier.state == CarrierState.MAKING:
        run.progress(0, counted(found, by, contract, today).count)
        try:
            _written(run, carrier, found)
        except (JobCancelled, DomainError, OSError) as problem:
            why = _("已取消") if isinstance(problem, JobCancelled) else str(problem)
            fail_carrier(carrier=carrier, problem=why)
            if isinstance(problem, JobCancelled):
                raise JobCancelled(
                    _("已按要求取消，没有生成文件。可以再导出，批准的申请没有用掉。")
                ) from None
            raise
    run.lead_to(reverse("windows:ledger-export-file", args=[contract.slug, carrier.pk]))


def _registered(run: JobRun, contract: Contract, found: Asked) -> Carrier:
    params = run.params
    request = ExportRequest.objects.get(pk=params["request"]) if params.get("request") else None
    return register_carrier(
        by=run.job.owner, at=timezone.now(), contract=contract, key=params["carrier"], kind=CarrierKind.EXCEL,
        ledger=found.ledger.key, title=str(found.ledger.title), filters=found.filters.labels,
        columns=[str(column.title) for column in found.columns], purpose=params["purpose"], request=request,
    )  # fmt: skip


def _written(run: JobRun, carrier: Carrier, found: Asked) -> None:
    path = run.folder / "ledger.xlsx"
    rows = write_ledger(path, found, carrier.watermark, run)
    keep_file(carrier, path)
    finish_carrier(
        at=timezone.now(), carrier=carrier, sha256=_sha256(path), size=path.stat().st_size, rows=rows
    )
    run.progress(rows, rows, _("共 %(n)s 行。文件自生成起保留 24 小时，可下载一次。") % {"n": f"{rows:,}"})


def write_ledger(path: Path, found: Asked, mark: str, run: Any) -> int:
    """Write all rows, telling how far it is after each chunk. Shape: how many rows."""
    written = 0

    def rows() -> Iterator[list[object]]:
        nonlocal written
        for chunk in rows_for_file(
            found.ledger, found.columns, found.rows, found.order, timezone.localdate()
        ):
            run.cancelled()
            yield from chunk
            written += len(chunk)
            run.progress(written)

    columns = [column.sheet for column in found.columns]
    title = str(found.ledger.title)
    write_sheet_file(path, SheetTable(title, columns, rows(), title, mark=mark))
    return written


def _sha256(path: Path) -> str:
    with path.open("rb") as body:
        return hashlib.file_digest(body, "sha256").hexdigest()


# -- what the schedule runs -----------------------------------------------------------------------------------------
def count_days() -> str:
    """Count the days that closed and those that something late has touched, of each contract with cases or ratings."""
    now, done = timezone.now(), 0
    cases, ratings = (model.objects.filter(contract=OuterRef("pk")) for model in (Case, Rating))
    busy = Contract.objects.filter(Exists(cases) | Exists(ratings))
    for contract in busy.select_related("purchaser"):
        done += count_closed_days(at=now, contract=contract, today=timezone.localdate(now))
        count_rating_days(at=now, contract=contract)
    return _("汇总 %(count)d 天") % {"count": done}


def delete_export_files() -> str:
    """Delete what lies in the folder and waits for no download."""
    return _("删除导出文件 %(count)d 个") % {"count": delete_files_of_nobody()}
