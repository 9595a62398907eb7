"""Old ledgers on their way in: taken from the browser, checked by a job, then taken whole or given up.

The file waits sealed in the storage, for it is full of personal data, and goes with the end of its way.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.file_problems import FileProblem, FileRefused
from hall_ops.lib.import_gate import LEDGER_LIMITS, admit
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event
from records.actions.jobs import start_job
from windows.actions.old_ledger_files import FOLDER, forget_file, keep_file
from windows.enums import ImportState
from windows.models import OldLedger

CHECK, IMPORT = "ledger_check", "ledger_import"
KEPT_FOR = timedelta(days=7)
WAITING = (
    ImportState.CHECKING,
    ImportState.READY,
    ImportState.REFUSED,
    ImportState.IMPORTING,
    ImportState.FAILED,
)


class OldLedgerRefused(DomainError):
    """A file that was taken before, or a step that its state does not allow."""


@transaction.atomic
def upload_old_ledger(*, by: Any, at: datetime, contract: Contract, name: str, data: bytes) -> OldLedger:
    """Take a file in and have it checked. Raises: FileRefused at the gate; OldLedgerRefused for one taken before."""
    admit(name, data, LEDGER_LIMITS)
    if not contract.venues.exists():
        raise OldLedgerRefused(_("合同还没有登记大厅，办件没有归属。请先登记场所，再导入。"))
    sha256 = hashlib.sha256(data).hexdigest()
    _not_twice(contract, sha256)
    made = OldLedger.objects.create(
        contract=contract, file_name=clean_text(name)[-120:], sha256=sha256, size=len(data), uploaded_by=by,
        uploaded_at=at,
    )  # fmt: skip
    keep_file(made, data)
    _start(by=by, at=at, made=made, kind=CHECK, title=_("核对旧台账 %(name)s"))
    after = {"file": made.file_name, "sha256": sha256}
    record_event("ledger.import_upload", by=by, obj=made, contract=contract, after=after)
    return made


def _not_twice(contract: Contract, sha256: str) -> None:
    done = OldLedger.objects.filter(contract=contract, sha256=sha256, state=ImportState.DONE).first()
    if done is not None and done.imported_at is not None:
        told = {
            "at": f"{timezone.localtime(done.imported_at):%Y-%m-%d %H:%M}",
            "who": done.imported_by,
            "n": done.rows,
        }
        raise OldLedgerRefused(
            _("这个文件已于 %(at)s 由 %(who)s 导入（%(n)d 行），再导入不会有任何变化。") % told
        )


def _start(*, by: Any, at: datetime, made: OldLedger, kind: str, title: str) -> None:
    job = start_job(
        by=by, at=at, contract=made.contract, kind=kind, title=(title % {"name": made.file_name})[:120],
        params={"old_ledger": made.pk},
    )  # fmt: skip
    OldLedger.objects.filter(pk=made.pk).update(job=job.pk)
    made.job = job.pk


@transaction.atomic
def take_old_ledger(*, by: Any, at: datetime, made: OldLedger) -> OldLedger:
    """Have a checked file imported. Raises: OldLedgerRefused when it is not ready."""
    locked = _lock(made)
    if locked.state != ImportState.READY:
        raise _not_now(locked, _("“%(name)s”现在是“%(state)s”，不能导入。"))
    _not_twice(locked.contract, locked.sha256)
    locked.state = ImportState.IMPORTING
    locked.save(update_fields=["state"])
    _start(by=by, at=at, made=locked, kind=IMPORT, title=_("导入旧台账 %(name)s"))
    return locked


@transaction.atomic
def drop_old_ledger(*, by: Any, at: datetime, made: OldLedger) -> OldLedger:
    """Give a file up. Raises: OldLedgerRefused for one that is being imported, or was."""
    locked = _lock(made)
    if locked.state in (ImportState.IMPORTING, ImportState.DONE, ImportState.DROPPED):
        raise _not_now(locked, _("“%(name)s”现在是“%(state)s”，不能放弃。"))
    locked.state = ImportState.DROPPED
    locked.problems = []
    locked.save(update_fields=["state", "problems"])
    forget_file(locked)
    record_event(
        "ledger.import_drop", by=by, obj=locked, contract=locked.contract, after={"file": locked.file_name}
    )
    return locked


# -- what the jobs write down ---------------------------------------------------------------------------------------
@transaction.atomic
def note_checked(
    *, made: OldLedger, rows: int, added: int, changed: int, same: int, unknown: Sequence[str]
) -> None:
    """The file may be taken as it is; nothing to do is also an answer."""
    locked = _lock(made)
    if locked.state != ImportState.CHECKING:
        return
    locked.state = ImportState.READY
    locked.rows, locked.added, locked.changed, locked.same = rows, added, changed, same
    locked.unknown_columns, locked.problems, locked.problem_count = list(unknown)[:60], [], 0
    locked.save()


@transaction.atomic
def note_refused(*, made: OldLedger, refused: FileRefused, personal: frozenset[str], mask: Any) -> None:
    """Every fault with its place; what is personal is masked before it is kept."""
    locked = _lock(made)
    locked.state = ImportState.REFUSED
    locked.problem_count = refused.total
    locked.problems = [_told(problem, personal, mask) for problem in refused.problems]
    locked.save(update_fields=["state", "problem_count", "problems"])
    forget_file(locked)


def _told(problem: FileProblem, personal: frozenset[str], mask: Any) -> dict[str, Any]:
    value = mask(problem.value) if problem.header in personal else problem.value
    return {
        "sheet": problem.sheet, "row": problem.row, "column": problem.column, "header": problem.header,
        "value": value[:120], "reason": problem.reason, "remedy": problem.remedy, "alike": problem.alike,
    }  # fmt: skip


def note_imported(*, by: Any, at: datetime, made: OldLedger, added: int, changed: int, same: int) -> None:
    """Inside the transaction of the rows."""
    made.state, made.imported_by, made.imported_at = ImportState.DONE, by, at
    made.added, made.changed, made.same = added, changed, same
    made.save(update_fields=["state", "imported_by", "imported_at", "added", "changed", "same"])
    after = {
        "file": made.file_name,
        "sha256": made.sha256,
        "rows": made.rows,
        "added": added,
        "changed": changed,
    }
    record_event("ledger.import", by=by, obj=made, contract=made.contract, after=after)


def note_broken_off(*, made: OldLedger) -> None:
    """Nothing of it was taken; it may be taken again."""
    OldLedger.objects.filter(pk=made.pk, state=ImportState.IMPORTING).update(state=ImportState.READY)
    OldLedger.objects.filter(pk=made.pk, state=ImportState.CHECKING).update(state=ImportState.FAILED)


def _not_now(made: OldLedger, text: str) -> OldLedgerRefused:
    return OldLedgerRefused(text % {"name": made.file_name, "state": made.get_state_display()})


def _lock(made: OldLedger) -> OldLedger:
    return OldLedger.objects.select_for_update(of=("self",)).select_related("contract").get(pk=made.pk)


def keeps_others_waiting() -> bool:
    """Does writing in one transaction keep everybody else from saving? On SQLite, where only one writes at a time."""
    return connection.vendor == "sqlite"


# -- the file while it waits ----------------------------------------------------------------------------------------
def forget_old_files(*, at: datetime) -> int:
    """Give up what waited for a week, and delete files that nobody waits for. Shape: how many files."""
    late = OldLedger.objects.filter(
        Q(state__in=[ImportState.READY, ImportState.FAILED, ImportState.CHECKING]),
        uploaded_at__lt=at - KEPT_FOR,
    )
    late.update(state=ImportState.DROPPED)
    if not default_storage.exists(FOLDER):
        return 0
    waiting = OldLedger.objects.filter(state__in=WAITING)
    kept = {uid.hex for uid in waiting.values_list("uid", flat=True)}
    gone = [name for name in default_storage.listdir(FOLDER)[1] if name.partition(".")[0] not in kept]
    for name in gone:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(gone)
