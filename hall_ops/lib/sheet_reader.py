"""Reads a workbook inside the cage: calamine for texts and dates, expat for raw numbers and formulas.

Called by name through `hall_ops.lib.cage`; imports no Django. Faults are told by raising.
"""

import datetime
import io
import json
import zipfile
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineWorkbook

from hall_ops.lib.sheet_list import chunks, listed_sheets, member_at
from hall_ops.lib.sheet_xml import MAIN, MAIN_STRICT, area_bounds, cell_position, feed, new_parser

NAMES = ("row", "c", "v", "f", "mergeCell")
LOCAL = {f"{space} {name}": name for space in (MAIN, MAIN_STRICT) for name in NAMES}
FIRST_SURE_DATE = Decimal(61)  # before 1900-03-01 the two calendars of Excel disagree
LAST_DATE = Decimal("2958466")
EXACT_DIGITS = 15

GREATEST_POWER = 307
MOST_FORMULA_AREAS = 1000

Grid = list[list[Any]]
RawCell = tuple[int, str, str, int]  # column, type attribute, raw text, whether it holds a formula


def read(arguments: dict[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Every sheet of a workbook; `hall_ops.lib.sheets` gives it its shape.

    Shape: one answer per sheet, then one line of JSON per row that carries anything, the sheets in order:
    [row, [[column, kind, text, formula], …]].
    """
    lines: list[bytes] = []
    sheets = []
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        workbook = CalamineWorkbook.from_object(io.BytesIO(payload))
        for name, path, hidden in listed_sheets(archive):
            if workbook.sheet_names.count(name) != 1:
                raise ValueError("the two readers disagree on the sheets")
            before = len(lines)
            grid: Grid = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            collector = _Collector(grid, lines)
            with archive.open(member_at(archive, path)) as stream:
                feed(collector.parser, chunks(stream))
            collector.end_row()
            sheets.append({
                "name": name, "hidden": hidden, "rows": len(lines) - before,
                "merges": collector.merges, "hidden_rows": collector.hidden_rows,
            })  # fmt: skip
    return {"sheets": sheets}, b"\n".join(lines)


def _cell(cell: RawCell, line: list[Any]) -> list[Any]:
    """One cell for the journey home: column, kind, text, formula."""
    column, kind, raw, formula = cell
    parsed = line[column - 1] if column <= len(line) else ""
    if kind in ("s", "str", "inlineStr"):
        if not isinstance(parsed, str):
            raise ValueError("the two readers disagree on a text")
        return [column, "text" if parsed else "empty", parsed, formula]
    raw = raw.strip()
    if kind == "b":
        return [column, "bool", "TRUE" if raw == "1" else "FALSE", formula]
    if kind == "e":
        return [column, "error", raw, formula]
    if not raw:
        return [column, "empty", "", formula]
    return [column, *_number_or_date(kind, raw, parsed), formula]


def _number_or_date(kind: str, raw: str, parsed: Any) -> tuple[str, str]:
    if kind == "d":
        return ("text", raw) if isinstance(parsed, str) else _date_text(parsed)
    number = _exact(raw)
    if number is None:
        return "error", raw
    text = format(number, "f")
    if isinstance(parsed, datetime.datetime | datetime.date):
        return _date_text(parsed) if FIRST_SURE_DATE <= number < LAST_DATE else ("number", text)
    if isinstance(parsed, datetime.time | datetime.timedelta) and number >= 0:
        return _date_text(parsed)
    return "number", text


def _exact(raw: str) -> Decimal | None:
    """The number a cell holds, in its shortest exact form; None when it is none.

    Excel writes 17 digits of a binary fraction; the shortest decimal that reads back the same is meant.
    """
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > GREATEST_POWER:
        return None
    if len(number.as_tuple().digits) > EXACT_DIGITS and number != number.to_integral_value():
        number = Decimal(repr(float(raw)))
    if not number:
        return Decimal(0)
    if number == number.to_integral_value():
        return number.to_integral_value()
    return number.normalize()


def _date_text(parsed: Any) -> tuple[str, str]:
    """ISO text of a date, or of a time of day or length of time."""
    if isinstance(parsed, datetime.timedelta):
        seconds = round(parsed.total_seconds())
        return "time", f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(parsed, datetime.time):
        return "time", parsed.isoformat(timespec="seconds")
    if isinstance(parsed, datetime.datetime):
        return "date", parsed.isoformat(sep=" ", timespec="seconds")
    return "date", parsed.isoformat()


class _Collector:
    """Turns the cells of one sheet that carry a value or a formula into lines, a row at a time."""

    def __init__(self, grid: Grid, lines: list[bytes]) -> None:
        self.grid, self.lines = grid, lines
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: list[int] = []
        self.parser: expat.XMLParserType = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.CharacterDataHandler = self._text
        self._row = self._column = 0
        self._type, self._formula, self._in_value, self._inline = "n", 0, False, False
        self._pieces: list[str] = []
        self._areas: list[tuple[int, int, int, int]] = []
        self._cells: list[RawCell] = []

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = LOCAL.get(tag)
        if local == "c":
            self._end_cell()
            reference = attributes.get("r")
            self._column = self._column + 1 if reference is None else cell_position(reference)[1]
            self._type = attributes.get("t", "n")
        elif local == "v":
            self._in_value = True
        elif local == "f":
            self._start_formula(attributes)
        elif local == "row":
            self._start_row(attributes)
        else:
            self._start_other(local, attributes)

    def _start_other(self, local: str | None, attributes: dict[str, str]) -> None:
        """What follows the cells (lists of choices, headers of the print) is no part of the last one's value."""
        self._in_value = False
        if local == "mergeCell":
            self.merges.append(area_bounds(attributes.get("ref", "")))
        elif self._type == "inlineStr":
            self._inline = True

    def _start_formula(self, attributes: dict[str, str]) -> None:
        """A formula over an area stands in its first cell only; the others look like plain values."""
        self._formula, self._in_value = 1, False
        if attributes.get("t") in ("array", "dataTable") and ":" in attributes.get("ref", ""):
            self._areas = [area for area in self._areas if area[2] >= self._row]
            self._areas.append(area_bounds(attributes["ref"]))
            if len(self._areas) > MOST_FORMULA_AREAS:
                raise ValueError("too many formulas over areas")

    def _in_formula_area(self) -> int:
        row, column = self._row, self._column
        return int(
            any(top <= row <= low and left <= column <= right for top, left, low, right in self._areas)
        )

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.end_row()
        number = attributes.get("r")
        self._row = self._row + 1 if number is None else int(number)
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
            self.hidden_rows.append(self._row)

    def _text(self, text: str) -> None:
        if self._in_value:
            self._pieces.append(text)

    def _end_cell(self) -> None:
        if self._pieces or self._formula or self._inline:
            formula = self._formula or (self._in_formula_area() if self._areas else 0)
            self._cells.append((self._column, self._type, "".join(self._pieces), formula))
            self._pieces.clear()
        self._type, self._formula, self._in_value, self._inline = "n", 0, False, False

    def end_row(self) -> None:
        """Write the finished row, if it carries anything."""
        self._end_cell()
        if self._cells:
            line = self.grid[self._row - 1] if self._row <= len(self.grid) else []
            cells = [_cell(cell, line) for cell in self._cells]
            text = json.dumps([self._row, cells], ensure_ascii=False, separators=(",", ":"))
            self.lines.append(text.encode("utf-8", "surrogatepass"))
            self._cells = []
        self._column = 0
