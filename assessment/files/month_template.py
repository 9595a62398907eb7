"""The month's template to fill: what is on the card already, then every criterion with its short name."""

import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from assessment.enums import Level
from assessment.files.entries import CODES_SHEET, COLUMNS, SHEET, EntryRow
from assessment.rules import Levels, Rubric
from assessment.rules.phrases import rule_phrase
from hall_ops.lib.sheet_writing import OPTIONS

LAST_ROW = 2000
CODES_HEAD = ("条款编号", "简称", "分组", "性质", "计分规则", "更正")


def month_template(rubric: Rubric, existing: Iterable[EntryRow] = ()) -> bytes:
    """Return the template as a workbook; the code column is text throughout, so that 3.10 stays 3.10."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {**OPTIONS, "constant_memory": False})
    styles = {
        "text": book.add_format({"num_format": "@", "valign": "top"}),
        "head": book.add_format({"num_format": "@", "bold": True, "bg_color": "#E8EEF4", "bottom": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        "number": book.add_format({"num_format": "General", "valign": "top"}),
    }
    _add_entries(book, styles, rubric, list(existing))
    _add_codes(book, styles, rubric)
    book.close()
    return out.getvalue()


def _add_entries(book: Any, styles: dict[str, Any], rubric: Rubric, existing: list[EntryRow]) -> None:
    page = book.add_worksheet(SHEET)
    kinds = {"date": styles["date"], "integer": styles["number"], "decimal": styles["number"]}
    for place, column in enumerate(COLUMNS):
        page.set_column(place, place, column.width, kinds.get(column.kind, styles["text"]))
        page.write_string(0, place, column.title, styles["head"])
    page.freeze_panes(1, 3)
    places = {column.key: number for number, column in enumerate(COLUMNS)}
    names = [level.label for level in _levels(rubric)]
    if names:
        rule = {"validate": "list", "source": names, "error_title": SHEET}
        page.data_validation(1, places["level"], LAST_ROW, places["level"], rule)
    whole = {"validate": "integer", "criteria": ">=", "value": 0}
    page.data_validation(1, places["count"], LAST_ROW, places["count"], whole)
    codes = {"validate": "list", "source": f"={CODES_SHEET}!$A$2:$A${len(rubric.criteria) + 1}"}
    page.data_validation(1, places["criterion"], LAST_ROW, places["criterion"], codes)
    rows = [_cells(rubric, row) for row in existing]
    rows += [{"criterion": criterion.code, "name": criterion.name} for criterion in rubric.criteria]
    for number, cells in enumerate(rows, start=1):
        for key, value in cells.items():
            _write(page, number, places[key], value, styles)


def _levels(rubric: Rubric) -> list[Level]:
    """The levels that any criterion of this rubric knows."""
    known = {lv.level for c in rubric.criteria if isinstance(c.measure, Levels) for lv in c.measure.levels}
    return [level for level in Level if level.value in known]


def _cells(rubric: Rubric, row: EntryRow) -> dict[str, object]:
    entry = row.entry
    level = Level(entry.level).label if entry.level in Level.values else entry.level
    return {
        "number": row.number, "criterion": entry.criterion, "name": rubric.criterion(entry.criterion).name,
        "count": entry.count, "level": level, "points": entry.points, "value": entry.value,
        "numerator": entry.numerator, "denominator": entry.denominator, "excluded": entry.excluded or None,
        "exemption": entry.exemption, "occurred_on": row.occurred_on, "subject": row.subject, "note": entry.note,
        "version": row.version,
    }  # fmt: skip


def _write(page: Any, row: int, place: int, value: object, styles: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, int | Decimal):
        page.write_number(row, place, value, styles["number"])
    elif isinstance(value, date):
        page.write_datetime(row, place, value, styles["date"])
    else:
        page.write_string(row, place, str(value), styles["text"])


def _add_codes(book: Any, styles: dict[str, Any], rubric: Rubric) -> None:
    """Every criterion with its name and rule, to look things up."""
    page = book.add_worksheet(CODES_SHEET)
    for place, (title, width) in enumerate(zip(CODES_HEAD, (10, 28, 22, 8, 44, 40), strict=True)):
        page.set_column(place, place, width, styles["text"])
        page.write_string(0, place, title, styles["head"])
    page.freeze_panes(1, 2)
    for number, criterion in enumerate(rubric.criteria, start=1):
        group = rubric.group(criterion.group)
        cells = (
            criterion.code, criterion.name, f"{group.code} {group.name}", str(criterion.effect.label),
            rule_phrase(criterion), criterion.correction,
        )  # fmt: skip
        for place, text in enumerate(cells):
            page.write_string(number, place, text, styles["text"])
