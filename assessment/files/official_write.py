"""The official form as an Excel file: merged cells, borders, A4 print set-up; a rubric carries its template sheets."""

import io
from typing import Any

import xlsxwriter

from assessment.files.official_form import FormCell, FormRow, OfficialForm
from assessment.files.rubric_template import add_template_sheets
from assessment.rules import Rubric
from hall_ops.lib.sheet_writing import OPTIONS, sheet_name

SHEET = "考核表"
WIDTHS = (12, 9, 46, 6, 17, 7, 9, 26)
A4 = 9
LINE_HEIGHT = 14.5


def write_form(form: OfficialForm, *, rubric: Rubric | None = None) -> bytes:
    """Return the form as a workbook; with `rubric` the template sheets follow, with all that the form leaves out.

    No cell is a formula: the sums are ours, and texts stay texts whatever they begin with.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {**OPTIONS, "constant_memory": False})
    _Writer(book, form).write()
    if rubric is not None:
        add_template_sheets(book, rubric)
    book.close()
    return out.getvalue()


class _Writer:
    """Writes one form to one sheet."""

    def __init__(self, book: Any, form: OfficialForm) -> None:
        self.form = form
        self.page = book.add_worksheet(sheet_name(SHEET))
        base = {
            "font_name": "宋体",
            "font_size": 10,
            "text_wrap": True,
            "valign": "vcenter",
            "num_format": "@",
        }
        boxed = {**base, "border": 1}
        self.left = book.add_format(boxed)
        self.middle = book.add_format({**boxed, "align": "center"})
        self.bold = book.add_format({**boxed, "align": "center", "bold": True})
        self.plain = book.add_format(base)
        self.heading = book.add_format({**base, "align": "center", "bold": True, "font_size": 16})
        self.centred = book.add_format({**base, "align": "center"})

    def write(self) -> None:
        """Write title, headings, rows, sums, signatures and notes."""
        self._set_up()
        last = len(WIDTHS) - 1
        form = self.form
        above = [
            (form.title, self.heading, 26), (form.month_label, self.centred, 16),
            (f"被考核单位：{form.contractor}", self.plain, 16), (f"考核日期：{form.assessed_on}", self.plain, 16),
        ]  # fmt: skip
        for row, (text, style, height) in enumerate(above):
            self._merge(row, 0, row, last, text, style)
            self.page.set_row(row, height)
        head = len(above)
        for column, text in enumerate(form.headings):
            self.page.write_string(head, column, text, self.bold)
        self.page.repeat_rows(head)
        self.page.freeze_panes(head + 1, 0)
        for place, line in enumerate(form.rows, start=head + 1):
            self._row(place, line)
        self._below(head + 1 + len(form.rows), last)

    def _set_up(self) -> None:
        for column, width in enumerate(WIDTHS):
            self.page.set_column(column, column, width)
        self.page.set_paper(A4)
        self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        self.page.center_horizontally()
        self.page.set_footer("&C第 &P 页，共 &N 页")

    def _row(self, place: int, row: FormRow) -> None:
        self._cell(place, 0, row.section_cell, self.middle)
        self._cell(place, 1, row.heading_cell, self.middle)
        self.page.write_string(place, 2, row.text, self.left)
        self._cell(place, 3, row.cap_cell, self.middle)
        self.page.write_string(place, 4, row.rule, self.left)
        self.page.write_string(place, 5, row.deducted, self.middle)
        self._cell(place, 6, row.score_cell, self.middle)
        self.page.write_string(place, 7, row.notes, self.left)
        self.page.set_row(
            place, LINE_HEIGHT * max(_lines(row.text, 2), _lines(row.rule, 4), _lines(row.notes, 7))
        )

    def _cell(self, place: int, column: int, cell: FormCell | None, style: Any) -> None:
        """Write a cell where it begins; the rows it covers are left to the merge."""
        if cell is not None:
            self._merge(place, column, place + cell.rows - 1, column, cell.text, style)

    def _merge(self, row: int, column: int, last_row: int, last_column: int, text: str, style: Any) -> None:
        if (row, column) == (last_row, last_column):
            self.page.write_string(row, column, text, style)
        else:
            self.page.merge_range(row, column, last_row, last_column, "", style)
            self.page.write_string(row, column, text, style)

    def _below(self, row: int, last: int) -> None:
        form = self.form
        self._merge(row, 0, row, 1, "合计", self.bold)
        for column, text in ((2, "/"), (3, form.total_cap), (4, ""), (5, ""), (6, form.total_score), (7, "")):
            self.page.write_string(row, column, text, self.bold)
        self.page.set_row(row, 20)
        for place, (label, signed) in enumerate(form.signatures, start=row + 1):
            self._merge(place, 0, place, last, f"{label}{signed}", self.plain)
            self.page.set_row(place, 24)
        for place, note in enumerate(form.notes, start=row + 1 + len(form.signatures)):
            self._merge(place, 0, place, last, note, self.plain)


def _lines(text: str, column: int) -> int:
    """Return how many lines a text takes in a column; a Chinese character is two units wide."""
    most = max(WIDTHS[column] - 1, 1)
    lines = 0
    for part in text.split("\n"):
        width = sum(2 if ord(mark) > 0x2E7F else 1 for mark in part)
        lines += max(1, -(-width // most))
    return max(lines, 1)
