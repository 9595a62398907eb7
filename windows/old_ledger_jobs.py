"""Old ledgers in the background: read and checked as a whole; then imported in one transaction.

Progress counts rows that are really done. Called off or broken, nothing of the file is left, and it can be taken again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from tablib import Dataset

from contracts.models import Contract
from hall_ops.lib.file_problems import FileProblem, FileRefused, refuse
from hall_ops.lib.masks import mask_number
from hall_ops.lib.sheets import LEDGER_LIMITS, Row, Table, read_workbook, table_from
from records.runner import JobRun, repeatable
from windows.actions.old_ledgers import (
    forget_file,
    forget_old_files,
    note_broken_off,
    note_checked,
    note_imported,
    note_refused,
    read_file,
    too_many_rows,
)
from windows.actions.tallies import count_closed_days, mark_days
from windows.models import OldLedger
from windows.resources.base import faults_in
from windows.resources.old_cases import OldCaseResource
from windows.resources.old_columns import PERSONAL, old_columns

ROW = "row"


@repeatable
def check_old_ledger(run: JobRun) -> None:
    """Read the file, check every row against catalogue and cases, write down what taking it would do."""
    made, contract = _made(run)
    run.lead_to(page_of(contract, made))
    with _unless_broken(made):
        try:
            sheet, table, data = _read(made)
            run.progress(0, len(table.rows))
            counts = _laid_beside(run, contract, made, sheet, table, data, dry_run=True)
        except FileRefused as refused:
            titles = frozenset(column.title for column in old_columns() if column.key in PERSONAL)
            note_refused(made=made, refused=refused, personal=titles, mask=mask_number)
            run.progress(run.done, None, _("有 %(n)d 处问题，没有导入任何一行。") % {"n": refused.total})
            return
    note_checked(made=made, rows=len(table.rows), unknown=table.unknown_columns, **counts)
    run.progress(
        len(table.rows),
        len(table.rows),
        _("核对通过：新增 %(added)d，更新 %(changed)d，相同 %(same)d。") % counts,
    )


@repeatable
def import_old_ledger(run: JobRun) -> None:
    """Import a checked file in one transaction, then count the days that it touched."""
    made, contract = _made(run)
    run.lead_to(page_of(contract, made))
    now, today = timezone.now(), timezone.localdate()
    with _unless_broken(made):
        sheet, table, data = _read(made)
        run.progress(0, len(table.rows))
        with transaction.atomic():
            locked = (
                OldLedger.objects.select_for_update(of=("self",)).select_related("contract").get(pk=made.pk)
            )
            touched: set[Any] = set()
            counts = _laid_beside(run, contract, locked, sheet, table, data, dry_run=False, touched=touched)
            mark_days(contract=contract, days=touched, today=today)
            note_imported(by=run.job.owner, at=now, made=locked, **counts)
    forget_file(made)
    run.progress(
        len(table.rows), len(table.rows), _("已导入，正在汇总 %(n)d 天的数字……") % {"n": len(touched)}
    )
    count_closed_days(at=now, contract=contract, today=today)
    run.progress(run.done, None, _("已导入：新增 %(added)d，更新 %(changed)d，相同 %(same)d。") % counts)


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


def _read(made: OldLedger) -> tuple[str, Table, Dataset]:
    """The first sheet as a table, and its rows as django-import-export takes them. Raises: FileRefused."""
    workbook = read_workbook(made.file_name, read_file(made), LEDGER_LIMITS)
    shown = [sheet for sheet in workbook.sheets if any(sheet.rows)]
    if len(shown) != 1:
        reason = _("有 %(n)d 个有内容的工作表") % {"n": len(shown)}
        raise refuse(reason, _("请只保留要导入的一个工作表"))
    table = table_from(shown[0], old_columns())
    reason = too_many_rows(len(table.rows))
    if reason:
        raise refuse(reason, _("请分成几个文件，在窗口下班后导入"))
    keys = [column.key for column in old_columns()]
    data = Dataset(headers=[ROW, *keys])
    for row in table.rows:
        data.append([row.number, *[row.values[key].value for key in keys]])
    return shown[0].name, table, data


def _laid_beside(
    run: JobRun, contract: Contract, made: OldLedger, sheet: str, table: Table, data: Dataset, *, dry_run: bool,
    touched: set[Any] | None = None,
) -> dict[str, int]:  # fmt: skip
    """Import, or only find out. Shape: added, changed, same. Raises: FileRefused with every fault."""
    resource = OldCaseResource(contract=contract, ledger=made, by=run.job.owner, at=timezone.now(), run=run)
    result = resource.import_data(data, dry_run=dry_run, use_transactions=False, raise_errors=False)
    for error in [
        *result.base_errors,
        *(error for _number, errors in result.row_errors() for error in errors),
    ]:
        raise error.error
    problems = [_problem(sheet, table, table.rows[place], fault) for place, fault in faults_in(result)]
    if problems:
        raise FileRefused(problems)
    if touched is not None:
        touched |= resource.touched
    totals = result.totals
    return {"added": totals["new"], "changed": totals["update"], "same": totals["skip"]}


def _problem(sheet: str, table: Table, row: Row, fault: Any) -> FileProblem:
    column = next((each for each in old_columns() if each.key == fault.field), None)
    if column is None:
        return FileProblem(fault.reason, fault.remedy, sheet=sheet, row=row.number)
    return table.problem(row, column, fault.reason, fault.remedy, sheet=sheet)


def forget_imports() -> str:
    """Each night: give up files that waited for a week."""
    return _("清除旧台账文件 %(count)d 个") % {"count": forget_old_files(at=timezone.now())}
