"""A month's entries as CSV or Excel: all is read, or every fault is told with row, column and what is allowed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from assessment.enums import Level
from assessment.rules import Entry, EntryProblem, Rubric, check_entry
from hall_ops.lib.file_problems import FileProblem, FileRefused
from hall_ops.lib.sheets import (
    FORM_LIMITS,
    Cell,
    Column,
    FileKind,
    Row,
    Sheet,
    Table,
    Workbook,
    read_workbook,
    table_from,
)
from hall_ops.lib.text_hygiene import compare_key, header_key

SHEET, CODES_SHEET = "考核记录", "条款表"
COLUMNS = (
    Column("number", "编号", aliases=("number",), kind="integer", required=False, width=7),
    Column(
        "criterion", "条款编号", aliases=("criterion", "条款", "code"), kind="code", max_length=20, width=10
    ),
    Column("name", "简称", aliases=("name", "条款简称"), required=False, max_length=120, width=26),
    Column("count", "次数", aliases=("count", "数量"), kind="integer", required=False, width=7),
    Column("level", "级别", aliases=("level", "等级"), required=False, max_length=20, width=9),
    Column("points", "分值", aliases=("points", "评定分值"), kind="decimal", required=False, width=8),
    Column("value", "测量值", aliases=("value",), kind="decimal", places=4, required=False, width=9),
    Column("numerator", "分子", aliases=("numerator",), kind="integer", required=False, width=7),
    Column("denominator", "分母", aliases=("denominator",), kind="integer", required=False, width=7),
    Column("excluded", "剔除数", aliases=("excluded",), kind="integer", required=False, width=8),
    Column("exemption", "免扣依据", aliases=("exemption",), required=False, max_length=120, width=14),
    Column("occurred_on", "日期", aliases=("date", "occurred_on"), kind="date", required=False, width=12),
    Column("subject", "地点或人员", aliases=("subject",), required=False, max_length=80, width=16),
    Column(
        "note", "说明", aliases=("note", "备注"), required=False, max_length=500, multiline=True, width=40
    ),
    Column("version", "版本", aliases=("version",), kind="integer", required=False, width=6),
)
BY_KEY = {column.key: column for column in COLUMNS}
LEVELS = {compare_key(text): level.value for level in Level for text in (level.value, str(level.label))}
# A row of the month's template in which nothing but these is filled in was not used.
PREFILLED = frozenset({"criterion", "name"})


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One row of a file: its number in the sheet, the entry's own number where it has one, what it says.

    Shape: `version` is the entry's when the template was downloaded; a row that changes an entry must name it.
    """

    row_number: int
    number: int | None
    entry: Entry
    occurred_on: date | None = None
    subject: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class EntryFile:
    """A whole file. Control totals: `rows_seen` = rows taken + rows of the template left `unused`."""

    rows: tuple[EntryRow, ...]
    rows_seen: int
    unused: int = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries alone, for scoring."""
        return tuple(row.entry for row in self.rows)


def read_entries(name: str, data: bytes, rubric: Rubric) -> EntryFile:
    """Read a file of entries against a rubric.

    Raises: FileRefused with every fault.
    """
    sheet = _sheet(read_workbook(name, data, FORM_LIMITS))
    if _is_only_headings(sheet):
        return EntryFile((), 0)
    table, problems, more = _table(sheet)
    faulty = {problem.row for problem in problems}
    used = [row for row in table.rows if row.number not in faulty and not _is_unused(row)]
    rows = [_entry_row(row) for row in used]
    problems += _doubled_numbers(rows, used, table, sheet.name)
    for row, read in zip(used, rows, strict=True):
        problems += _problems(rubric, row, read, table, sheet.name)
    if problems:
        problems.sort(key=lambda problem: problem.row or 0)
        raise FileRefused(problems, total=len(problems) + more)
    return EntryFile(tuple(rows), len(table.rows), len(table.rows) - len(used))


def _sheet(book: Workbook) -> Sheet:
    """Return the sheet of the entries: by its name in our template, else the only one that is filled."""
    named = any(sheet.name.strip() == SHEET and sheet.rows for sheet in book.sheets)
    return book.pick(SHEET if named and book.kind is FileKind.XLSX else None)


def _is_only_headings(sheet: Sheet) -> bool:
    """A month in which nothing was found: the headings, and nothing below them."""
    filled = [row for row in sheet.rows if any(cell.text.strip() for cell in row)]
    known = {header_key(title) for title in ("条款编号", *BY_KEY["criterion"].aliases)}
    return len(filled) == 1 and any(header_key(cell.text) in known for cell in filled[0])


def _table(sheet: Sheet) -> tuple[Table, list[FileProblem], int]:
    """Return the rows, the faults of single cells, and how many more of these were only counted.

    Cells at fault are read as blank once more, so that the other rows are judged in the same round.
    """
    columns = (*COLUMNS[:3], _count_column(sheet), *COLUMNS[4:])
    try:
        return table_from(sheet, columns), [], 0
    except FileRefused as refused:
        places = {(problem.row, problem.column) for problem in refused.problems}
        if any(row is None or not letter for row, letter in places):
            raise
        rows = tuple(
            tuple(Cell(c.row, c.column) if (c.row, c.letter) in places else c for c in row)
            for row in sheet.rows
        )
        try:
            table = table_from(
                replace(sheet, rows=rows), [replace(column, required=False) for column in columns]
            )
        except FileRefused:
            raise refused from None
        return table, list(refused.problems), refused.total - len(refused.problems)


def _count_column(sheet: Sheet) -> Column:
    """The heading 次数 must stand in the file; whether a row may leave it empty is judged with the row."""
    known = {header_key(title) for title in (BY_KEY["count"].title, *BY_KEY["count"].aliases)}
    present = any(header_key(cell.text) in known for row in sheet.rows[:20] for cell in row)
    column = BY_KEY["count"]
    return column if present else Column(column.key, column.title, column.aliases, column.kind)


def _is_unused(row: Row) -> bool:
    filled = {key for key, cell in row.values.items() if cell.value is not None}
    return filled == PREFILLED


def _entry_row(row: Row) -> EntryRow:
    def number(key: str) -> int | None:
        value = row.values[key].value
        return value if isinstance(value, int) else None

    def decimal(key: str) -> Decimal | None:
        value = row.values[key].value
        return value if isinstance(value, Decimal) else None

    def text(key: str) -> str:
        value = row.values[key].value
        return value if isinstance(value, str) else ""

    count, occurred_on = number("count"), row.values["occurred_on"].value
    entry = Entry(
        criterion=text("criterion"), count=1 if count is None else count,
        level=LEVELS.get(compare_key(text("level")), text("level")) or None,
        points=decimal("points"), value=decimal("value"), numerator=number("numerator"),
        denominator=number("denominator"), excluded=number("excluded") or 0, exemption=text("exemption"),
        note=text("note"),
    )  # fmt: skip
    day = occurred_on if isinstance(occurred_on, date) else None
    return EntryRow(row.number, number("number"), entry, day, text("subject"), number("version"))


def _problems(rubric: Rubric, row: Row, read: EntryRow, table: Table, sheet: str) -> Iterator[FileProblem]:
    """Yield what is wrong with one row."""
    if row.values["count"].value is None:
        remedy = _("请填写 0 或正整数")
        yield table.problem(row, BY_KEY["count"], _("值不能为空"), remedy, sheet=sheet)
        return
    for problem in check_entry(rubric, read.entry):
        yield _told(problem, row, table, sheet)
    name = row.values["name"].value
    if isinstance(name, str) and rubric.has(read.entry.criterion):
        criterion = rubric.criterion(read.entry.criterion)
        if compare_key(name) != compare_key(criterion.name):
            words = {"code": criterion.code, "name": criterion.name}
            reason = _("与条款编号不符：%(code)s 是“%(name)s”") % words
            remedy = _("请核对编号与简称；编号列须为文本，3.10 与 3.1 是两个条款")
            yield table.problem(row, BY_KEY["name"], reason, remedy, sheet=sheet)


def _told(problem: EntryProblem, row: Row, table: Table, sheet: str) -> FileProblem:
    """Return a fault of an entry at its place in the file."""
    column = BY_KEY[problem.field]
    remedy = _("应为：%(allowed)s") % {"allowed": problem.allowed}
    told = table.problem(row, column, problem.reason, remedy, sheet=sheet)
    if not told.value and problem.value:
        return FileProblem(
            told.reason, told.remedy, sheet, row.number, told.column, told.header, problem.value
        )
    return told


def _doubled_numbers(
    rows: Sequence[EntryRow], used: Sequence[Row], table: Table, sheet: str
) -> Iterator[FileProblem]:
    """Yield entries' own numbers that stand twice, or that no entry can have."""
    seen: dict[int, int] = {}
    for row, read in zip(used, rows, strict=True):
        if read.number is None:
            continue
        if read.number < 1:
            remedy = _("编号由系统给出，新记录请留空")
            yield table.problem(row, BY_KEY["number"], _("不是已有记录的编号"), remedy, sheet=sheet)
        elif read.number in seen:
            reason = _("与第 %(row)s 行的编号重复") % {"row": seen[read.number]}
            yield table.problem(row, BY_KEY["number"], reason, _("新记录请把编号留空"), sheet=sheet)
        else:
            seen[read.number] = read.row_number
