"""A sheet read as a table under known headings: every fault is told, and one fault refuses all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from hall_ops.lib.file_problems import MOST_PROBLEMS_KEPT, FileProblem, FileRefused, column_letter, refuse
from hall_ops.lib.sheet_model import Cell, Merge, Sheet
from hall_ops.lib.sheet_values import Column, ValueRefused, as_seen, checked, is_blank
from hall_ops.lib.text_hygiene import header_key

HEADER_SEARCH_ROWS = 20
MOST_PROBLEMS_AT_ONCE = 20 * MOST_PROBLEMS_KEPT  # while a sheet is read; of these some of every kind are told
TOTAL_WORDS = frozenset(header_key(word) for word in ("合计", "总计", "小计", "累计", "共计", "total", "sum"))


@dataclass(frozen=True)
class Row:
    """One row taken: its number in the sheet, and its checked cells by column key; a refused cell is not among them."""

    number: int
    values: dict[str, Cell]


@dataclass(frozen=True)
class Table:
    """The rows of a sheet under known headings; every cell's `value` is what its column asks for."""

    rows: list[Row]
    unknown_columns: tuple[str, ...]
    header_row: int
    letters: dict[str, str]

    def problem(self, row: Row, column: Column, reason: str, remedy: str, *, sheet: str = "") -> FileProblem:
        """A fault that a rule found in a row of this table, with its place filled in."""
        cell = row.values.get(column.key)
        return FileProblem(
            reason,
            remedy,
            sheet=sheet,
            row=row.number,
            column=self.letters.get(column.key, ""),
            header=column.title,
            value=cell.text if cell else "",
        )


class _Problems:
    """Keeps the first faults of every kind and counts all."""

    def __init__(self, sheet: str) -> None:
        self.sheet, self.total = sheet, 0
        self.kept: list[FileProblem] = []
        self.kinds: Counter[tuple[str, str]] = Counter()

    def add(self, problem: FileProblem) -> None:
        self.total += 1
        kind = (problem.column, problem.reason)
        self.kinds[kind] += 1
        if self.kinds[kind] <= MOST_PROBLEMS_KEPT and len(self.kept) < MOST_PROBLEMS_AT_ONCE:
            self.kept.append(replace(problem, sheet=self.sheet))

    def stop(self) -> None:
        if self.total:
            raise FileRefused(self.kept, total=self.total)


def table_from(sheet: Sheet, headers: Sequence[Column], *, header_row: int | None = None) -> Table:
    """Read a sheet under these headings.

    Shape: without `header_row` the heading row is the one of the first 20 that knows most headings.
    Raises: FileRefused with every fault: row, column, heading, value, reason, remedy.
    """
    found, rows = open_table(sheet, headers, header_row=header_row)
    return replace(found, rows=list(rows))


def open_table(
    sheet: Sheet, headers: Sequence[Column], *, header_row: int | None = None
) -> tuple[Table, Iterator[Row]]:
    """The same for a sheet of many rows: the headings at once, the rows one by one. Shape: the table has no rows.

    Raises: FileRefused at once, or with every fault of the rows at their end.
    """
    if sheet.hidden:
        raise refuse(_("工作表是隐藏的"), _("请取消隐藏，核对内容后再上传"), sheet=sheet.name)
    problems = _Problems(sheet.name)
    head = header_row if header_row is not None else _find_header(sheet, headers)
    places, unknown = _match_headers(sheet, head, headers, problems)
    problems.stop()
    last = _last_row(sheet, head, set(places.values()))
    if last == head:
        problems.add(FileProblem(_("表头下面没有数据"), _("请填写数据后再上传"), row=head))
    _check_merges(sheet, head, last, places, problems)
    letters = {key: column_letter(number) for key, number in places.items()}
    rows = _rows(sheet, range(head + 1, last + 1), headers, places, problems)
    return Table([], unknown, head, letters), _all_or_none(rows, problems)


def _all_or_none(rows: Iterator[Row], problems: _Problems) -> Iterator[Row]:
    yield from rows
    problems.stop()


def _find_header(sheet: Sheet, headers: Sequence[Column]) -> int:
    known = {header_key(title) for column in headers for title in (column.title, *column.aliases)}
    best, best_count = 0, 0
    for number, row in enumerate(sheet.rows[:HEADER_SEARCH_ROWS], start=1):
        count = len({header_key(cell.text) for cell in row} & known)
        if count > best_count:
            best, best_count = number, count
    if not best:
        titles = _("、").join(column.title for column in headers if column.required)
        raise refuse(_("没有找到表头"), _("表头应有：%(titles)s") % {"titles": titles}, sheet=sheet.name)
    return best


def _match_headers(
    sheet: Sheet, head: int, headers: Sequence[Column], problems: _Problems
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each column stands, and the headings nobody asked for."""
    wanted = {header_key(title): column for column in headers for title in (column.title, *column.aliases)}
    places: dict[str, int] = {}
    unknown: list[str] = []
    for cell in sheet.rows[head - 1] if 0 < head <= len(sheet.rows) else ():
        if is_blank(cell):
            continue
        column = wanted.get(header_key(cell.text))
        if column is None:
            unknown.append(cell.text.strip())
        elif column.key in places:
            problems.add(_repeated(cell, column, places[column.key]))
        else:
            places[column.key] = cell.column
            if cell.formula:
                problems.add(_at_heading(cell, column, _("表头是公式"), _("请改成文字")))
    for column in headers:
        if column.required and column.key not in places:
            reason = _("缺少表头“%(title)s”") % {"title": column.title}
            problems.add(FileProblem(reason, _("请使用系统下载的模板填写"), row=head))
    return places, tuple(unknown)


def _repeated(cell: Cell, column: Column, first: int) -> FileProblem:
    reason = _("表头重复：%(first)s 列已有“%(title)s”")
    return _at_heading(
        cell, column, reason % {"first": column_letter(first), "title": column.title}, _("请只保留一列")
    )


def _at_heading(cell: Cell, column: Column, reason: str, remedy: str) -> FileProblem:
    return FileProblem(reason, remedy, row=cell.row, column=cell.letter, header=column.title)


def _last_row(sheet: Sheet, head: int, columns: set[int]) -> int:
    for number in range(len(sheet.rows), head, -1):
        if any(cell.column in columns and not is_blank(cell) for cell in sheet.rows[number - 1]):
            return number
    return head


def _check_merges(sheet: Sheet, head: int, last: int, places: dict[str, int], problems: _Problems) -> None:
    for merge in sheet.merges:
        touched = [number for number in places.values() if merge.first_column <= number <= merge.last_column]
        if touched and merge.first_row <= last and merge.last_row >= head:
            problems.add(
                FileProblem(
                    _("有合并单元格 %(area)s") % {"area": str(merge)},
                    _("请取消合并单元格，在每一行都填写内容"),
                    row=max(merge.first_row, head),
                    column=column_letter(min(touched)),
                )
            )


def _rows(
    sheet: Sheet, numbers: range, headers: Sequence[Column], places: dict[str, int], problems: _Problems
) -> Iterator[Row]:
    present = [(column, places[column.key]) for column in headers if column.key in places]
    absent = [column.key for column in headers if column.key not in places]
    for number in numbers:
        cells = [(column, sheet.cell(number, place)) for column, place in present]
        if number in sheet.hidden_rows:
            problems.add(
                FileProblem(
                    _("这一行是隐藏的（或被筛选掉）"), _("请取消隐藏和筛选，核对后再上传"), row=number
                )
            )
        elif all(is_blank(cell) for _column, cell in cells):
            problems.add(FileProblem(_("数据中间有空行"), _("请删去空行"), row=number))
        elif any(_is_total(cell.text) for _column, cell in cells if cell.kind == "text"):
            problems.add(FileProblem(_("这一行是合计行"), _("请删去合计行，合计由系统计算"), row=number))
        else:
            values = {key: Cell(number, 0) for key in absent}
            values.update(_checked_row(cells, problems))
            yield Row(number, values)


@lru_cache(maxsize=4096)
def _is_total(text: str) -> bool:
    return header_key(text) in TOTAL_WORDS


def _checked_row(cells: list[tuple[Column, Cell]], problems: _Problems) -> dict[str, Cell]:
    values: dict[str, Cell] = {}
    for column, cell in cells:
        try:
            values[column.key] = checked(cell, column)
        except ValueRefused as found:
            problems.add(
                FileProblem(
                    found.reason,
                    found.remedy,
                    row=cell.row,
                    column=cell.letter,
                    header=column.title,
                    value=found.value,
                )
            )
    return values


__all__ = ["Column", "Merge", "Row", "Table", "as_seen", "open_table", "table_from"]
