"""The item list as a file → plain rows: what stands where is checked here, what it means to the catalogue is not.

Shape of what is kept between upload and taking (ItemDraft.content): {"items": [{"row", "values"}],
"situations": {item's place: {"row", "questions": [[question, [option]]]}} or None, "papers": {item's place:
[{"row", …}]} or None, "places": {column: letter}}. Values are JSON's own; money is text. A column that the file does
not have is not in `values`, so that it changes nothing.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hall_ops.lib.file_problems import FileProblem, FileRefused, refuse
from hall_ops.lib.sheets import FORM_LIMITS, FileKind, Row, Sheet, Table, Workbook, read_workbook, table_from
from hall_ops.lib.text_hygiene import compare_key
from windows.files.item_columns import (
    CHANNELS,
    ITEM_COLUMNS,
    ITEMS,
    PAPER_COLUMNS,
    PAPERS,
    SITUATION_COLUMNS,
    SITUATIONS,
    WORDS,
)
from windows.rules.item_phrases import NotRead, read_steps

BY_KEY = {column.key: column for column in ITEM_COLUMNS}
PARTING = str.maketrans(dict.fromkeys("、，,；;/ \n", "\n"))


def read_items(name: str, data: bytes) -> dict[str, Any]:
    """Read the file that somebody sent. Raises: FileRefused with every fault that the file itself shows."""
    book = read_workbook(name, data, FORM_LIMITS)
    sheet = _items_sheet(book)
    table = table_from(sheet, ITEM_COLUMNS)
    problems = list(_doubled(table, sheet.name))
    items = []
    for row in table.rows:
        values, wrong = _values(table, row, sheet.name)
        problems += wrong
        items.append({"row": row.number, "values": values})
    keys = _keys(items)
    parts = {}
    for title, columns, gather in (
        (SITUATIONS, SITUATION_COLUMNS, _situations),
        (PAPERS, PAPER_COLUMNS, _papers),
    ):
        part = _part_sheet(book, title)
        found = table_from(part, columns) if part else None
        parts[title] = gather(found, keys, problems) if found else None
    if problems:
        raise FileRefused(problems)
    places = {"sheet": sheet.name, **table.letters}
    return {"items": items, "situations": parts[SITUATIONS], "papers": parts[PAPERS], "places": places}


def _items_sheet(book: Workbook) -> Sheet:
    named = any(sheet.name.strip() == ITEMS and sheet.rows for sheet in book.sheets)
    return book.pick(ITEMS if named and book.kind is FileKind.XLSX else None)


def _part_sheet(book: Workbook, title: str) -> Sheet | None:
    """A sheet that holds more than its headings; headings alone say nothing."""
    for sheet in book.sheets:
        if book.kind is FileKind.XLSX and sheet.name.strip() == title:
            filled = [row for row in sheet.rows if any(cell.text.strip() for cell in row)]
            return sheet if len(filled) > 1 else None
    return None


def _values(table: Table, row: Row, sheet: str) -> tuple[dict[str, Any], list[FileProblem]]:
    """One row as JSON values, of the columns that the file has."""
    values: dict[str, Any] = {}
    problems = []
    for key, cell in row.values.items():
        if key not in table.letters:
            continue
        value: Any = cell.value
        if key in WORDS:
            value = None if value is None else WORDS[key][str(value)]
        elif key == "channels":
            parts = str(value or "").translate(PARTING).split("\n")
            value = [CHANNELS.get(part, "") for part in parts if part]
            if "" in value:
                reason = _("有不认识的办理渠道")
                remedy = _("可填：%(known)s") % {"known": "、".join(CHANNELS)}
                problems.append(table.problem(row, BY_KEY[key], reason, remedy, sheet=sheet))
        elif key == "special_steps":
            try:
                value = [[step.name, step.days] for step in read_steps(str(value or ""))]
            except NotRead as wrong:
                problems.append(table.problem(row, BY_KEY[key], wrong.reason, wrong.remedy, sheet=sheet))
        values[key] = _blank(key) if value is None else f"{value:f}" if isinstance(value, Decimal) else value
    return values, problems


def _blank(key: str) -> Any:
    """What an empty cell means."""
    return {
        "zero_visit": False,
        "in_hall": True,
        "counted": True,
        "fee_yuan": "0",
        "result_kind": "none",
    }.get(key, "")


def _doubled(table: Table, sheet: str) -> Iterator[FileProblem]:
    """Codes that stand on two rows."""
    for key in ("short_code", "national_code"):
        seen: dict[str, int] = {}
        for row in table.rows:
            code = compare_key(row.values[key].text)
            if code and code in seen:
                reason = _("与第 %(row)s 行重复") % {"row": seen[code]}
                yield table.problem(row, BY_KEY[key], reason, _("一个事项只占一行"), sheet=sheet)
            seen.setdefault(code, row.number)


def _keys(items: list[dict[str, Any]]) -> dict[str, list[int]]:
    """How the other sheets may name an item: its short code, its national code, its name. Shape: key → places."""
    keys: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        names = {
            compare_key(str(item["values"].get(key) or "")) for key in ("short_code", "national_code", "name")
        }
        for name in names - {""}:
            keys.setdefault(name, []).append(place)
    return keys


def _item_of(table: Table, row: Row, keys: dict[str, list[int]], sheet: str) -> int | FileProblem:
    cell = row.values["item"]
    found = keys.get(compare_key(cell.text), [])
    if len(found) == 1:
        return found[0]
    column = SITUATION_COLUMNS[0]
    if found:
        return table.problem(row, column, _("是几个事项的名称"), _("请改填简码或实施编码"), sheet=sheet)
    return table.problem(
        row,
        column,
        _("不在“%(sheet)s”表里") % {"sheet": ITEMS},
        _("请填事项表里的简码、实施编码或名称"),
        sheet=sheet,
    )


def _situations(table: Table, keys: dict[str, list[int]], problems: list[FileProblem]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in table.rows:
        place = _item_of(table, row, keys, SITUATIONS)
        if isinstance(place, FileProblem):
            problems.append(place)
            continue
        asked = found.setdefault(str(place), {"row": row.number, "questions": []})["questions"]
        question, option = str(row.values["question"].value), str(row.values["option"].value)
        known = next((each for each in asked if each[0] == question), None)
        if known is None:
            asked.append([question, [option]])
        else:
            known[1].append(option)
    return found


def _papers(table: Table, keys: dict[str, list[int]], problems: list[FileProblem]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in table.rows:
        place = _item_of(table, row, keys, PAPERS)
        if isinstance(place, FileProblem):
            problems.append(place)
            continue
        values = {key: cell.value for key, cell in row.values.items() if key != "item"}
        paper = {
            "row": row.number,
            "name": values["name"],
            "form": WORDS["form"][str(values["form"])],
            "copies": values["copies"] or 1,
            "necessity": WORDS["necessity"][str(values["necessity"])],
            **{key: str(values[key] or "") for key in ("licence", "note", "when")},
        }
        found.setdefault(str(place), []).append(paper)
    return found


def problem_at(
    content: dict[str, Any], row: int, key: str, reason: str, remedy: str, value: str = ""
) -> FileProblem:
    """A fault that the catalogue finds in a row of the items' sheet, at its place in the file."""
    column = BY_KEY.get(key)
    places = content["places"]
    return FileProblem(
        reason, remedy, places["sheet"], row, places.get(key, ""), column.title if column else "", value
    )


def nothing_to_take() -> FileRefused:
    return refuse(_("与现有目录完全相同，没有可导入的内容"), _("请核对是不是旧文件"))
