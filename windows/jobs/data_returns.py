"""Long work at the end of a contract: the package for the purchaser, and the erasing afterwards."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.csv_text import write_csv_file
from hall_ops.lib.errors import DomainError
from hall_ops.lib.personal_data import PersonalField
from hall_ops.lib.sealing import SealError, open_sealed
from records.actions.personal_data import contract_fields
from records.models import StoredFile
from records.runner import JobCancelled, JobRun, repeatable
from windows.actions.carriers import fail_carrier, finish_carrier, register_carrier
from windows.actions.contract_end import erase_and_close
from windows.actions.data_returns import take_package
from windows.actions.ledger_exports import keep_file
from windows.enums import CarrierKind, CarrierState
from windows.models import Carrier, DataReturn

A_CHUNK = 2000
UNREADABLE = "（无法解密）"


@repeatable
def write_package(run: JobRun) -> None:
    """Everything the contract keeps of people, readable, for the purchaser alone: numbered, downloaded once."""
    by, at = run.job.owner, timezone.now()
    contract = Contract.objects.get(pk=run.job.contract_id or 0)
    row = DataReturn.objects.get(pk=run.params["data_return"], contract=contract)
    carrier = register_carrier(
        by=by, at=at, contract=contract, key=run.params["carrier"], kind=CarrierKind.ZIP, ledger="data_package",
        title=_("合同终止数据包"), filters=[(_("数据归还"), row.number)], columns=[],
        purpose=_("合同终止，个人信息归还采购人"),
    )  # fmt: skip
    take_package(row=row, carrier=carrier)
    if carrier.state == CarrierState.MAKING:
        try:
            _written(run, contract, carrier)
        except (JobCancelled, DomainError, OSError) as problem:
            why = _("已取消") if isinstance(problem, JobCancelled) else str(problem)
            fail_carrier(carrier=carrier, problem=why)
            raise
    run.lead_to(reverse("windows:ledger-export-file", args=[contract.slug, carrier.pk]))


def _written(run: JobRun, contract: Contract, carrier: Carrier) -> None:
    path = run.folder / "package.zip"
    rows = write_zip(path, contract, carrier.watermark, run)
    keep_file(carrier, path)
    finish_carrier(
        at=timezone.now(), carrier=carrier, sha256=_sha256(path), size=path.stat().st_size, rows=rows
    )
    run.progress(rows, rows, _("共 %(n)s 行。文件自生成起保留 24 小时，可下载一次。") % {"n": f"{rows:,}"})


def write_zip(path: Path, contract: Contract, mark: str, run: JobRun) -> int:
    """A table a file, the scanned files, and a list of all with their hashes. Shape: how many rows."""
    total, listed = 0, []
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for model, entries in tables().items():
            name = f"{model.split('.')[1]}.csv"
            own = run.folder / name
            columns = plain_columns(model, entries)
            rows = write_csv_file(
                own, [title for _name, title in columns], _rows(run, contract, model, entries)
            )
            listed.append((name, _title(model), rows, _sha256(own)))
            package.write(own, name)
            own.unlink()
            total += rows
        for stored in _files(contract):
            name = f"files/{stored.pk}.{stored.kind}"
            with default_storage.open(str(stored.file.name), "rb") as body:
                package.writestr(name, body.read())
            listed.append((name, stored.name, 1, stored.sha256))
        own = run.folder / "list.csv"
        heads = [_("文件"), _("内容"), _("行数"), "SHA-256", mark]
        write_csv_file(own, heads, ((*line, "") for line in listed))
        package.write(own, "清单.csv")
    return total


def tables() -> dict[str, list[PersonalField]]:
    """What is kept of people by table, in the catalogue's order."""
    found: dict[str, list[PersonalField]] = {}
    for entry in contract_fields():
        found.setdefault(entry.model, []).append(entry)
    return found


def plain_columns(model: str, entries: list[PersonalField]) -> list[tuple[str, str]]:
    """Every column a reader can use. Shape: (attribute, title); fingerprints and other bytes are left out."""
    sealed = {entry.field: entry.title or entry.name for entry in entries if entry.is_sealed}
    found = []
    for field in apps.get_model(model)._meta.concrete_fields:
        if field.name in sealed:
            found.append((field.name, str(sealed[field.name])))
        elif field.get_internal_type() != "BinaryField":
            found.append((field.attname, str(field.verbose_name)))
    return found


def _rows(
    run: JobRun, contract: Contract, model: str, entries: list[PersonalField]
) -> Iterator[list[object]]:
    by_field = {entry.field: entry for entry in entries if entry.is_sealed}
    columns = [name for name, _title in plain_columns(model, entries)]
    rows = apps.get_model(model)._base_manager.filter(**{entries[0].contract: contract.pk}).order_by("pk")
    above = {entry.uid.rpartition("__")[0] for entry in by_field.values()} - {""}
    for row in rows.select_related(*above).iterator(chunk_size=A_CHUNK):
        run.cancelled()
        run.progress(run.done + 1)
        yield [_value(row, name, by_field.get(name)) for name in columns]


def _value(row: Any, name: str, entry: PersonalField | None) -> object:
    value = getattr(row, name)
    if entry is None or value is None:
        return value
    uid = row
    for part in entry.uid.split("__"):
        uid = getattr(uid, part)
    try:
        return open_sealed(bytes(value), label=entry.seal_label, uid=uid)
    except SealError:
        return UNREADABLE


def _files(contract: Contract) -> Iterator[StoredFile]:
    for entry in contract_fields():
        if entry.is_file:
            rows = apps.get_model(entry.model)._base_manager.filter(**{entry.contract: contract.pk})
            ids = rows.exclude(**{entry.field: None}).values(f"{entry.field}_id")
            yield from StoredFile.objects.filter(pk__in=ids, erasure=None).order_by("pk")


def _sha256(path: Path) -> str:
    with path.open("rb") as body:
        return hashlib.file_digest(body, "sha256").hexdigest()


def _title(model: str) -> str:
    return str(apps.get_model(model)._meta.verbose_name)


@repeatable
def erase_contract_data(run: JobRun) -> None:
    """Erase what the system keeps of a contract whose return both sides confirmed."""
    row = DataReturn.objects.select_related("contract").get(
        pk=run.params["data_return"], contract_id=run.job.contract_id or 0
    )
    closed = erase_and_close(by=run.job.owner, row=row)
    count = sum(closed.erased.values())
    run.progress(count, count, _("清除 %(n)s 项，保留 %(held)s 项。") % {"n": count, "held": closed.held})
    run.lead_to(reverse("windows:data-return", args=[row.contract.slug]))
