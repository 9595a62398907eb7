"""Old ledgers in the background: read and checked as a whole; then imported in one transaction.

Progress counts rows that are really done. Called off or broken, nothing of the file is left, and it can be taken again.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from tablib import Dataset

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.file_problems import FileProblem, FileRefused, refuse, told_once
from hall_ops.lib.masks import mask_number
from hall_ops.lib.sheets import LEDGER_LIMITS, Row, open_table, read_workbook
from records.runner import JobCancelled, JobRun, repeatable
from windows.actions.old_ledger_files import (
    Kept,
    forget_file,
    forget_original,
    keep_rows,
    read_file,
    read_rows,
)
from windows.actions.old_ledgers import (
    forget_old_files,
    keeps_others_waiting,
    note_broken_off,
    note_checked,
    note_imported,
    note_refused,
)
from windows.actions.rating_tallies import count_rating_days, mark_rating_days
from windows.actions.tallies import count_closed_days, mark_days
from windows.models import OldLedger
from windows.resources.base import BLOCK, faults_in
from windows.resources.old_cases import OldCaseResource
from windows.resources.old_columns import PERSONAL, old_columns
from windows.resources.old_writing import Spool, Written, write_blocks

ROW = "row"


# A fault of the first column may only follow from a cell of the others that could not be read.
FOLLOWS = {
    "item": {"item_code", "department"},
    "id_number": {"id_kind"},
    "state": {"decided", "issued"},
    "decided": {"issued", "state"},
}


@dataclass(slots=True)
class Reading:
    """What reading a file found wrong with it. Shape: `cells` names by row the columns that could not be read."""

    refused: FileRefused | None = None
    cells: dict[int, set[str]] = field(default_factory=dict)

    def hides(self, row: int, key: str) -> bool:
        """Is this fault told already, or a mere consequence of what is told?"""
        unread = self.cells.get(row)
        return unread is not None and not unread.isdisjoint({key} | FOLLOWS.get(key, set()))


class NumberTaken(DomainError):
    """Somebody registered a number of the file while it was being judged."""


@repeatable
def check_old_ledger(run: JobRun) -> None:
    """Read the file, check every row against catalogue and cases, write down what taking it would do."""
    made, contract = _made(run)
    run.lead_to(page_of(contract, made))
    with _unless_broken(made):
        try:
            found = Reading()
            rows, unknown = _read_and_keep(run, made, found)
            run.progress(0, rows, _("正在与目录和办件核对……"))
            resource = _resource(run, contract, run.progress)
            counts = _laid_beside(resource, read_rows(made), found, dry_run=True)
        except FileRefused as refused:
            titles = frozenset(column.title for column in old_columns() if column.key in PERSONAL)
            note_refused(made=made, refused=refused, personal=titles, mask=mask_number)
            run.progress(run.done, None, _("有 %(n)d 处问题，没有导入任何一行。") % {"n": refused.total})
            return
    note_checked(made=made, rows=rows, unknown=unknown, **counts)
    forget_original(made)
    run.progress(rows, rows, _("核对通过：新增 %(added)d，更新 %(changed)d，相同 %(same)d。") % counts)


@repeatable
def import_old_ledger(run: JobRun) -> None:
    """Judge a checked file once more, write it in one transaction, then count the days that it touched.

    Judging and writing are two steps, each of all rows.
    """
    made, contract = _made(run)
    run.lead_to(page_of(contract, made))
    now, today, rows = timezone.now(), timezone.localdate(), made.rows
    with _unless_broken(made), _called_off_clean(run):
        run.progress(0, rows, _("第一步（共两步）：再核对一遍"))
        spool = Spool(run.folder)
        resource = _resource(run, contract, run.progress, spool)
        counts = _laid_beside(resource, read_rows(made), Reading(), dry_run=False)
        run.progress(0, rows, _writing())
        _write(run, made, resource, spool, counts, now, today)
    forget_file(made)
    days = len(resource.touched)
    run.progress(rows, rows, _("已导入，正在汇总 %(n)d 天的数字……") % {"n": days})
    count_closed_days(at=now, contract=contract, today=today)
    count_rating_days(at=now, contract=contract)
    run.progress(run.done, None, _("已导入：新增 %(added)d，更新 %(changed)d，相同 %(same)d。") % counts)


def _writing() -> str:
    if keeps_others_waiting():
        return _("第二步（共两步）：写入，可能需要几分钟，其他人这时暂时不能保存")
    return _("第二步（共两步）：写入，可能需要几分钟")


@contextmanager
def _called_off_clean(run: JobRun) -> Iterator[None]:
    """Who calls an import off reads that nothing of it is left."""
    try:
        yield
    except JobCancelled:
        run.progress(0)
        raise JobCancelled(_("已按要求取消，一行都没有导入。文件还在，可以再导入。")) from None


def _write(
    run: JobRun, made: OldLedger, resource: OldCaseResource, spool: Spool, counts: dict[str, int], now: Any, today: Any
) -> None:  # fmt: skip
    """All of it or nothing. Raises: NumberTaken, ChangedMeanwhile."""

    def tell(done: int) -> None:
        run.cancelled()
        run.progress(done)

    try:
        with transaction.atomic():
            rows = OldLedger.objects.select_for_update(of=("self",)).select_related("contract")
            locked = rows.get(pk=made.pk)
            to = Written(locked, resource.venue, run.job.owner, now, tell)
            write_blocks(spool, sorted(resource.serials), to)
            mark_days(contract=locked.contract, days=resource.touched, today=today)
            mark_rating_days(contract=locked.contract, days=resource.touched, today=today)
            note_imported(by=run.job.owner, at=now, made=locked, **counts)
    except IntegrityError as error:
        told = _("导入期间有人登记了文件里的编号，一行都没有导入。请再导入一次。")
        raise NumberTaken(told) from error


def page_of(contract: Contract, made: OldLedger) -> str:
    return reverse("windows:old-ledger-detail", args=[contract.slug, made.pk])


def _made(run: JobRun) -> tuple[OldLedger, Contract]:
    made = OldLedger.objects.select_related("contract__purchaser").get(
        pk=run.params["old_ledger"], contract_id=run.job.contract_id or 0
    )
    return made, made.contract


@contextmanager
def _unless_broken(made: OldLedger) -> Iterator[None]:
    """Whatever stops the work, the file is free for the next try."""
    try:
        yield
    except BaseException:
        note_broken_off(made=made)
        raise


def _read_and_keep(run: JobRun, made: OldLedger, found: Reading) -> tuple[int, Sequence[str]]:
    """Read the file once; its rows wait from now on as they were read. Shape: how many; unknown headings.

    What is wrong with single cells goes to `found`: the rows are laid beside the catalogue all the same, so that all
    faults are told at once. Raises: FileRefused for a file whose rows cannot be told apart.
    """
    run.progress(0, None, _("正在读取文件……"))
    workbook = read_workbook(made.file_name, read_file(made), LEDGER_LIMITS)
    shown = [sheet for sheet in workbook.sheets if any(sheet.rows)]
    if len(shown) != 1:
        reason = _("有 %(n)d 个有内容的工作表") % {"n": len(shown)}
        raise refuse(reason, _("请只保留要导入的一个工作表"))
    table, rows = open_table(shown[0], old_columns())
    keys = [column.key for column in old_columns()]
    count = keep_rows(made, shown[0].name, table.letters, [ROW, *keys], _blocks(run, rows, keys, found))
    if not count and found.refused:
        raise found.refused
    return count, table.unknown_columns


def _blocks(
    run: JobRun, rows: Iterator[Row], keys: Sequence[str], found: Reading
) -> Iterator[list[list[Any]]]:
    rows = _until_refused(rows, found)
    while block := list(islice(rows, BLOCK)):
        run.cancelled()
        yield [[row.number, *[_value(row, key, found) for key in keys]] for row in block]


def _until_refused(rows: Iterator[Row], found: Reading) -> Iterator[Row]:
    try:
        yield from rows
    except FileRefused as refused:
        found.refused = refused


def _value(row: Row, key: str, found: Reading) -> Any:
    cell = row.values.get(key)
    if cell is None:
        found.cells.setdefault(row.number, set()).add(key)
    return cell and cell.value


def _resource(
    run: JobRun, contract: Contract, tell: Callable[[int], None], spool: Spool | None = None
) -> OldCaseResource:
    """Shape: `tell` is called with the number of rows judged so far, over all blocks."""
    judged = 0

    def judge(_place: int) -> None:
        nonlocal judged
        run.cancelled()
        judged += 1
        tell(judged)

    return OldCaseResource(contract=contract, by=run.job.owner, at=timezone.now(), tell=judge, spool=spool)


def _laid_beside(resource: OldCaseResource, kept: Kept, found: Reading, *, dry_run: bool) -> dict[str, int]:
    """Judge every row, block by block; what it makes is spooled, or nothing is but said what it would be.

    Shape: added, changed, same. Raises: FileRefused with every fault, those of the reading included.
    """
    totals: Counter[str] = Counter()
    problems = list(found.refused.problems) if found.refused else []
    total = found.refused.total if found.refused else 0
    for block in kept.blocks:
        data = _dataset(kept.keys, block)
        result = resource.import_data(data, dry_run=dry_run, use_transactions=False, raise_errors=False)
        for error in result.base_errors:
            raise error.error
        for _number, errors in result.row_errors():
            raise errors[0].error
        for place, fault in faults_in(result):
            row = dict(zip(kept.keys, block[place], strict=True))
            if not found.hides(row[ROW], fault.field):
                problems.append(_problem(kept, row, fault))
                total += 1
        totals.update(result.totals)
    if problems:
        lines = sorted(told_once(problems), key=lambda problem: (problem.row or 0, problem.column))
        raise FileRefused(lines, total=total)
    return {"added": totals["new"], "changed": totals["update"], "same": totals["skip"]}


def _dataset(keys: Sequence[str], block: Sequence[list[Any]]) -> Dataset:
    """Rows as django-import-export takes them; moments that were kept as text are moments again."""
    kinds = {column.key: column.kind for column in old_columns()}
    moments = [place for place, key in enumerate(keys) if kinds.get(key) == "moment"]
    for row in block:
        for place in moments:
            if isinstance(row[place], str):
                row[place] = datetime.fromisoformat(row[place])
    return Dataset(*block, headers=list(keys))


def _problem(kept: Kept, row: dict[str, Any], fault: Any) -> FileProblem:
    column = next((each for each in old_columns() if each.key == fault.field), None)
    if column is None:
        return FileProblem(fault.reason, fault.remedy, sheet=kept.sheet, row=row[ROW])
    value = row[column.key]
    return FileProblem(
        fault.reason, fault.remedy, sheet=kept.sheet, row=row[ROW], column=kept.letters.get(column.key, ""),
        header=column.title, value="" if value is None else str(value),
    )  # fmt: skip


def forget_imports() -> str:
    """Each night: give up files that waited for a week."""
    return _("清除旧台账文件 %(count)d 个") % {"count": forget_old_files(at=timezone.now())}
