"""The one writer of Excel files: columns and rows in, bytes out; no cell it writes is ever a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from hall_ops.lib.sheet_values import Column
from hall_ops.lib.watermarks import mark_sheet

EXACT_DIGITS = 15
LONGEST_TEXT = 32_767
LISTED_ROWS = 5000
OPTIONS = {
    "in_memory": True,
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))


def write_table(
    columns: Sequence[Column], rows: Iterable[Sequence[object]], *, title: str = "", sheet: str = ""
) -> bytes:
    """An Excel file with one sheet: a title row if there is a title, the frozen headings, then the rows.

    Shape: rows are sequences in the order of `columns`. A Decimal is written as a number where Excel keeps
    all its digits, else as text; texts stay texts whatever they begin with; text and code columns are
    formatted as text.
    """
    return write_sheets([SheetTable(sheet or title, columns, rows, title)])


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet to be written.

    Shape: `lists` offers the choices of a column in each of its cells; `mark` is the watermark of what leaves, a line
    above all else and on every printed page.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]] = ()
    title: str = ""
    lists: bool = False
    mark: str = ""


def write_sheets(tables: Iterable[SheetTable]) -> bytes:
    """An Excel file with several sheets, each as `write_table` writes one."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    formats = _Formats(book)
    for table in tables:
        _write_sheet(book.add_worksheet(sheet_name(table.name)), table, formats)
    book.close()
    return out.getvalue()


def write_sheet_file(path: Path, table: SheetTable) -> None:
    """An Excel file with one sheet, written to disk row by row: memory stays the same however many rows there are."""
    book = xlsxwriter.Workbook(str(path), OPTIONS | {"in_memory": False, "tmpdir": str(path.parent)})
    _write_sheet(book.add_worksheet(sheet_name(table.name)), table, _Formats(book))
    book.close()


def _write_sheet(page: Any, table: SheetTable, formats: "_Formats") -> None:
    first = mark_sheet(formats.book, page, table.mark) if table.mark else 0
    head = first + 1 if table.title else first
    for number, column in enumerate(table.columns):
        page.set_column(number, number, column.width or _width(column), formats.column(column))
        if table.lists and column.choices:
            offered = {"validate": "list", "source": list(column.choices)}
            page.data_validation(head + 1, number, head + LISTED_ROWS, number, offered)
    if table.title:
        page.write_string(first, 0, table.title, formats.title)
    for number, column in enumerate(table.columns):
        page.write_string(head, number, column.title, formats.header)
    page.freeze_panes(head + 1, 0)
    for offset, row in enumerate(table.rows, start=head + 1):
        for number, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if value is not None and value != "":  # asked here, for millions of cells
                _write(page, offset, number, value, column, formats)


def sheet_name(wanted: str) -> str:
    """A name Excel takes: at most 31 characters, none of []:*?/\\ and no apostrophe."""
    return wanted.translate(FORBIDDEN_IN_NAMES).strip()[:31] or _("数据")


class _Formats:
    """The few formats of a file, made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.header = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "num_format": "@"})
        self.text = book.add_format({"num_format": "@"})
        self.wrapped = book.add_format({"num_format": "@", "text_wrap": True})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.time = book.add_format({"num_format": "hh:mm:ss"})
        self._places: dict[int, Any] = {}

    def places(self, places: int) -> Any:
        """A number with this many decimal places."""
        if places not in self._places:
            shape = "0." + "0" * places if places else "0"
            self._places[places] = self.book.add_format({"num_format": shape})
        return self._places[places]

    def column(self, column: Column) -> Any:
        """How blank cells of a column are formatted, so that what is typed there keeps its kind."""
        return {"date": self.date, "integer": self.places(0), "decimal": self.places(column.places)}.get(
            column.kind, self.text
        )


def _width(column: Column) -> int:
    """Units: characters of Excel's default font; a Chinese character takes two."""
    shown = sum(2 if ord(mark) > 0x2E7F else 1 for mark in column.title) + 2
    return max({"date": 12, "text": 16}.get(column.kind, 10), min(shown, 60))


def _write(page: Any, row: int, number: int, value: object, column: Column, formats: _Formats) -> None:
    if type(value) is str:
        _write_text(page, row, number, value, formats)
    elif isinstance(value, bool):
        page.write_string(row, number, _("是") if value else _("否"), formats.text)
    elif isinstance(value, int | Decimal):
        _write_number(page, row, number, value, column, formats)
    elif isinstance(value, datetime):
        page.write_datetime(row, number, value.replace(tzinfo=None), formats.moment)
    elif isinstance(value, date):
        page.write_datetime(row, number, value, formats.date)
    elif isinstance(value, time):
        page.write_datetime(row, number, value, formats.time)
    else:
        _write_text(page, row, number, str(value), formats)


def _write_text(page: Any, row: int, number: int, text: str, formats: _Formats) -> None:
    if len(text) > LONGEST_TEXT:
        raise ValueError("a cell holds at most 32767 characters")
    page.write_string(row, number, text, formats.wrapped if "\n" in text else formats.text)


def _write_number(
    page: Any, row: int, number: int, value: int | Decimal, column: Column, formats: _Formats
) -> None:
    if type(value) is int and column.kind == "integer" and -(10**EXACT_DIGITS) < value < 10**EXACT_DIGITS:
        page.write_number(row, number, value, formats.places(0))
        return
    exact = Decimal(value)
    digits = exact.normalize().as_tuple()
    if column.kind in ("text", "code") or not exact.is_finite() or len(digits.digits) > EXACT_DIGITS:
        page.write_string(row, number, format(exact, "f"), formats.text)
        return
    exponent = digits.exponent if isinstance(digits.exponent, int) else 0
    shown = column.places if column.kind == "decimal" else 0
    page.write_number(row, number, exact, formats.places(max(shown, -exponent, 0)))
