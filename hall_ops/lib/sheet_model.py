"""The nouns of a workbook that has been read: cells, merged areas, sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _

from hall_ops.lib.file_problems import column_letter, refuse
from hall_ops.lib.import_gate import FileKind

CellKind = Literal["empty", "text", "number", "date", "time", "bool", "error"]
CellValue = str | int | Decimal | date | datetime | time | timedelta | bool | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Shape: row and column count from 1; `text` is what a user would see (a number in its shortest exact form, a
    date in ISO form); `value` is str, Decimal, date, datetime, time, timedelta, bool or None by `kind`.
    """

    row: int
    column: int
    kind: CellKind = "empty"
    text: str = ""
    value: CellValue = None
    formula: bool = False

    @property
    def letter(self) -> str:
        """The column's letter."""
        return column_letter(self.column)


@dataclass(frozen=True)
class Merge:
    """A merged area; bounds from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        return f"{column_letter(self.first_column)}{self.first_row}:{column_letter(self.last_column)}{self.last_row}"


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Shape: `rows[r - 1]` is row r, as long as its last cell that carries anything (a blank row is ()).
    """

    name: str
    rows: Sequence[tuple[Cell, ...]] = ()
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """The number of the last column that carries anything."""
        return max((len(row) for row in self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place; an empty one outside the filled area."""
        if 1 <= row <= len(self.rows) and 1 <= column <= len(self.rows[row - 1]):
            return self.rows[row - 1][column - 1]
        return Cell(row, column)

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merged area a place lies in, if any."""
        for merge in self._merges_by_row.get(row, ()):
            if merge.first_column <= column <= merge.last_column:
                return merge
        return None

    def spread(self, row: int, column: int) -> Cell:
        """The cell that shows at a place: in a merged area, its top left cell."""
        merge = self.merge_at(row, column)
        return self.cell(merge.first_row, merge.first_column) if merge else self.cell(row, column)

    @cached_property
    def _merges_by_row(self) -> dict[int, list[Merge]]:
        found: dict[int, list[Merge]] = {}
        for merge in self.merges:
            for row in range(merge.first_row, min(merge.last_row, len(self.rows)) + 1):
                found.setdefault(row, []).append(merge)
        return found


@dataclass(frozen=True)
class Workbook:
    """All sheets of a file; `rows_seen` is the control total: rows that carry anything, over all sheets."""

    sheets: tuple[Sheet, ...]
    kind: FileKind
    rows_seen: int

    def pick(self, name: str | None = None) -> Sheet:
        """The sheet of that name, or the only one that carries anything.

        Raises: FileRefused when there is none, or several, or when it is hidden.
        """
        filled = [sheet for sheet in self.sheets if sheet.rows]
        if name is not None and self.kind is FileKind.XLSX:
            filled = [sheet for sheet in filled if sheet.name.strip() == name]
        if not filled:
            raise refuse(_("没有找到有内容的工作表"), _("请使用系统下载的模板填写"), sheet=name or "")
        hidden = next((sheet for sheet in filled if sheet.hidden), None)
        if hidden:
            raise refuse(_("工作表是隐藏的"), _("请取消隐藏，核对内容后再上传"), sheet=hidden.name)
        if len(filled) > 1:
            raise refuse(
                _("有 %(count)s 张工作表有内容，无法确定读哪一张") % {"count": len(filled)},
                _("请只保留一张有内容的工作表"),
            )
        return filled[0]
