"""Workbooks as plain values: reading behind the gate and the cage; the door to all else about sheets.

`read_workbook` gives sheets of typed cells; `table_from` turns a sheet into checked rows under known
headings; `write_table` and `write_csv` go the other way.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, overload

from django.utils.translation import gettext as _

from hall_ops.lib.cage import CageFailure, run_caged
from hall_ops.lib.csv_text import as_meant, decode_csv, parse_csv, write_csv
from hall_ops.lib.file_problems import FileProblem, FileRefused, column_letter, refuse
from hall_ops.lib.import_gate import (
    FORM_LIMITS,
    LEDGER_LIMITS,
    OFFICIAL_LIMITS,
    FileKind,
    ImportLimits,
    admit,
    refused_by_cage,
)
from hall_ops.lib.sheet_model import Cell, CellKind, CellValue, Merge, Sheet, Workbook
from hall_ops.lib.sheet_tables import Column, Row, Table, open_table, table_from
from hall_ops.lib.sheet_writing import write_table

__all__ = [
    "FORM_LIMITS", "LEDGER_LIMITS", "OFFICIAL_LIMITS", "Cell", "CellKind", "CellValue", "Column",
    "FileKind", "FileProblem", "FileRefused", "ImportLimits", "Merge", "Row", "Sheet", "Table", "Workbook",
    "column_letter", "open_table", "read_workbook", "table_from", "write_csv", "write_table",
]  # fmt: skip

READER = "hall_ops.lib.sheet_reader:read"
MOST_ROWS_MADE = 2000  # of more rows, cells are made when they are asked for


def read_workbook(name: str, data: bytes, limits: ImportLimits) -> Workbook:
    """Read a file that someone sent: gate first, then the cage.

    Raises: FileRefused.
    """
    kind = admit(name, data, limits)
    if kind is FileKind.CSV:
        return _read_csv(data, limits)
    try:
        answer, blob = run_caged(READER, {}, data)
    except CageFailure as failure:
        raise refused_by_cage(failure) from failure
    lines = iter(blob.split(b"\n"))
    sheets = tuple(_sheet(found, lines, limits) for found in answer["sheets"])
    return Workbook(sheets, kind, sum(found["rows"] for found in answer["sheets"]))


class _Rows(Sequence[tuple[Cell, ...]]):
    """The rows of a large sheet, made when they are asked for: as the reader's lines they take a tenth of the room."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._made: tuple[int, tuple[Cell, ...]] = (-1, ())

    def add(self, row: int, line: bytes) -> None:
        self._lines.extend(b"" for _gap in range(row - len(self._lines) - 1))
        self._lines.append(line)

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> tuple[Cell, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[tuple[Cell, ...], ...]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        if self._made[0] != place:
            line = self._lines[place]
            self._made = (place, _row(*json.loads(line)) if line else ())
        return self._made[1]


def _sheet(found: dict[str, Any], lines: Iterator[bytes], limits: ImportLimits) -> Sheet:
    rows = _Rows()
    cells = 0
    for _count in range(found["rows"]):
        line = next(lines)
        row, packed = json.loads(line)
        rows.add(row, line)
        cells += packed[-1][0]
        if cells > limits.max_cells:
            raise refuse(
                _("有内容的区域超过 %(most)s 个单元格") % {"most": limits.max_cells},
                _("请删去远处多余的单元格，或分成几个文件上传"),
                sheet=found["name"],
                row=row,
            )
    return Sheet(
        name=found["name"],
        rows=rows if len(rows) > MOST_ROWS_MADE else tuple(rows),
        merges=tuple(Merge(*bounds) for bounds in found["merges"]),
        hidden=found["hidden"],
        hidden_rows=frozenset(found["hidden_rows"]),
    )


def _row(row: int, packed: list[tuple[int, CellKind, str, int]]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column, kind, text, formula in packed:
        for gap in range(len(cells) + 1, column):
            cells.append(Cell(row, gap))
        cells.append(Cell(row, column, kind, text, _value(kind, text), bool(formula)))
    return tuple(cells)


def _value(kind: CellKind, text: str) -> CellValue:
    if kind == "text" or kind == "error":
        return text
    if kind == "number":
        return Decimal(text)
    if kind == "date":
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    if kind == "time":
        hours, minutes, seconds = (int(part) for part in text.partition(".")[0].split(":"))
        if hours < 24:
            return time(hours, minutes, seconds)
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if kind == "bool":
        return text == "TRUE"
    return None


def _read_csv(data: bytes, limits: ImportLimits) -> Workbook:
    """A CSV file as one sheet of texts; a row is counted by the line it begins on."""
    rows: list[tuple[Cell, ...]] = []
    seen = cells = 0
    for line, record in parse_csv(decode_csv(data), max_chars=limits.max_cell_chars):
        if not any(record):
            continue
        seen += 1
        rows.extend(() for _gap in range(line - len(rows) - 1))
        rows.append(
            tuple(
                Cell(line, column, "text", text, text) if text else Cell(line, column)
                for column, text in enumerate(map(as_meant, record), start=1)
            )
        )
        cells += len(record)
        _check_csv_bounds(line, len(record), cells, limits)
    return Workbook((Sheet("CSV", tuple(rows)),), FileKind.CSV, seen)


def _check_csv_bounds(line: int, width: int, cells: int, limits: ImportLimits) -> None:
    if line > limits.max_rows:
        raise refuse(
            _("有内容的单元格超过 %(most)s 行") % {"most": limits.max_rows},
            _("请删去多余的行，或分成几个文件上传"),
            row=line,
        )
    if width > limits.max_columns:
        raise refuse(
            _("有内容的单元格超过 %(most)s 列") % {"most": limits.max_columns},
            _("请删去多余的列后再上传"),
            row=line,
        )
    if cells > limits.max_cells:
        raise refuse(
            _("有内容的单元格超过 %(most)s 个") % {"most": limits.max_cells},
            _("请分成几个文件上传"),
            row=line,
        )
