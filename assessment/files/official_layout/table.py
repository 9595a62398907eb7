"""A purchaser's scoring table as it stands in the sheet: eight headings, criteria rows, merged 分值 cells, the rest.

Nothing is judged here beyond where things stand; `preview` says what each line means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessment.files.official_layout.texts import closed, flowing
from hall_ops.lib.file_problems import FileProblem, FileRefused, refuse
from hall_ops.lib.sheets import Cell, Sheet, Workbook, column_letter
from hall_ops.lib.text_hygiene import header_key, refused_mark

HEADER_ROWS = 30
COLUMNS = {
    "section": "服务内容",
    "item": "考核项目",
    "text": "考核细则",
    "cap": "分值",
    "rule": "评分细则",
    "deducted": "扣分",
    "score": "考核得分",
    "notes": "考核问题项记录",
}
READ = ("section", "item", "text", "cap", "rule")
KEYS = {header_key(title): key for key, title in COLUMNS.items()}
TOTALS = re.compile(r"(合计|总计|总分)(\(?分\)?)?[:：]?")
SIGNATURE = re.compile(r"(批准|审核|审批|考核人|考核组|被考核|负责人|签字|签名|盖章|日期|考核日期|复核)")
NOTE = re.compile(r"(注|备注|说明)\d*[:：.、]")
TITLE_LEAD = re.compile(r"^(附?表|附件)\s*\d*\s*[:：、]\s*")
MONTH = re.compile(r"[(（][^()（）]*年[^()（）]*月[^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class RawLine:
    """One criterion row as printed; `area` is the place of its 分值 cell in `OfficialTable.areas`."""

    row: int
    section: str
    item: str
    text: str
    rule: str
    area: int
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CapArea:
    """The extent of one 分值 cell: the row where its value stands, and the value as printed."""

    row: int
    text: str
    merged: bool


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """The table in one sheet; `total` is the 合计 as printed, `stray` are rows nobody can place."""

    sheet: str
    title: str
    header_row: int
    lines: tuple[RawLine, ...]
    areas: tuple[CapArea, ...]
    total: str
    total_row: int | None
    notes: tuple[str, ...]
    rows_seen: int


def official_sheet(book: Workbook) -> Sheet | None:
    """Return the visible sheet that has the official headings, if there is one."""
    found = [sheet for sheet in book.sheets if not sheet.hidden and find_header(sheet) is not None]
    if len(found) > 1:
        names = "、".join(sheet.name for sheet in found)
        raise refuse(_("有几张工作表都是考核表：%(names)s") % {"names": names}, _("请只保留要导入的一张"))
    return found[0] if found else None


def find_header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return the heading row and the column of each heading, where the five that are read stand in one row."""
    for number, row in enumerate(sheet.rows[:HEADER_ROWS], start=1):
        places: dict[str, int] = {}
        for cell in row:
            key = KEYS.get(header_key(cell.text))
            if key is not None and key not in places:
                places[key] = cell.column
        if {"section", "text", "cap", "rule"} <= places.keys():
            return number, places
    return None


def read_table(sheet: Sheet) -> OfficialTable:
    """Read the official table of a sheet.

    Raises: FileRefused naming a missing or doubled heading, a formula or an error in a column that is read.
    """
    found = find_header(sheet)
    if found is None:
        titles = "、".join(COLUMNS.values())
        reason = _("前 %(rows)s 行内没有找到官方考核表的表头") % {"rows": HEADER_ROWS}
        raise refuse(reason, _("表头应有：%(titles)s") % {"titles": titles}, sheet=sheet.name)
    header, places = found
    _check_cells(sheet, header, places)
    return _Reader(sheet, header, places).read()


def _check_cells(sheet: Sheet, header: int, places: dict[str, int]) -> None:
    """Refuse doubled headings, and formulas, errors, hidden rows and unstorable marks where we read."""
    problems = []
    for cell in sheet.rows[header - 1]:
        key = KEYS.get(header_key(cell.text))
        if key is not None and places[key] != cell.column:
            reason = _("表头重复：%(first)s 列已有“%(title)s”")
            words = {"first": column_letter(places[key]), "title": COLUMNS[key]}
            problems.append(_problem(sheet, cell, COLUMNS[key], reason % words, _("请只保留一列")))
    titles = {places[key]: COLUMNS[key] for key in READ if key in places}
    for row in sheet.rows[header:]:
        for column, title in titles.items():
            if column <= len(row):
                problems += _cell_problems(sheet, row[column - 1], title, row, places)
    hidden = [number for number in sorted(sheet.hidden_rows) if header < number <= len(sheet.rows)]
    for number in hidden:
        reason, remedy = _("这一行是隐藏的（或被筛选掉）"), _("请取消隐藏和筛选，核对后再上传")
        problems.append(FileProblem(reason, remedy, sheet.name, number))
    if problems:
        raise FileRefused(problems)


def _cell_problems(
    sheet: Sheet, cell: Cell, title: str, row: tuple[Cell, ...], places: dict[str, int]
) -> Iterator[FileProblem]:
    if cell.formula and not _is_total(row, places):
        remedy = _("请复制后用“选择性粘贴—数值”粘贴成固定的值")
        yield _problem(sheet, cell, title, _("是公式"), remedy)
    elif cell.kind == "error" and not _is_total(row, places):
        yield _problem(sheet, cell, title, _("是错误值"), _("请改成正确的内容"))
    mark = refused_mark(cell.text, multiline=True)
    if mark:
        yield _problem(sheet, cell, title, mark, _("请删去这个看不见的字符"))


def _problem(sheet: Sheet, cell: Cell, title: str, reason: str, remedy: str) -> FileProblem:
    return FileProblem(reason, remedy, sheet.name, cell.row, cell.letter, title, cell.text)


def _is_total(row: tuple[Cell, ...], places: dict[str, int]) -> bool:
    """Whether a row is the 合计 row: the word stands left of the 分值 column."""
    words = [closed(cell.text) for cell in row[: places["cap"] - 1] if cell.text.strip()]
    return bool(words) and TOTALS.fullmatch(words[0]) is not None


class _Reader:
    """Walks the rows below the headings once, keeping what carries on: section, item, 分值 cell."""

    def __init__(self, sheet: Sheet, header: int, places: dict[str, int]) -> None:
        self.sheet, self.header, self.places = sheet, header, places
        self.lines: list[RawLine] = []
        self.areas: list[CapArea] = []
        self.notes: list[str] = []
        self.total = ""
        self.total_row: int | None = None
        self._section = self._item = ""
        self._area_of: dict[int, int] = {}
        self.seen = 0

    def read(self) -> OfficialTable:
        """Return the table."""
        for number in range(self._first_row(), len(self.sheet.rows) + 1):
            row = self.sheet.rows[number - 1]
            if any(cell.text.strip() for cell in row):
                self.seen += 1
                self._take(number, row)
        if not self.lines:
            raise refuse(
                _("表头下面没有考核细则"), _("请核对工作表的内容"), sheet=self.sheet.name, row=self.header
            )
        return OfficialTable(
            self.sheet.name, self._title(), self.header, tuple(self.lines), tuple(self.areas),
            self.total, self.total_row, tuple(self.notes), self.seen,
        )  # fmt: skip

    def _first_row(self) -> int:
        """The first row below the headings, which may be merged over several rows."""
        merges = [self.sheet.merge_at(self.header, column) for column in self.places.values()]
        return max([self.header, *(merge.last_row for merge in merges if merge)]) + 1

    def _title(self) -> str:
        """The table's title: the first text above the headings that names a table, else the first text."""
        texts = [cell.text for row in self.sheet.rows[: self.header - 1] for cell in row if cell.text.strip()]
        named = [text for text in texts if "考核" in text and not SIGNATURE.match(closed(text))]
        chosen = (named or texts or [self.sheet.name])[0]
        plain = MONTH.sub("", closed(chosen.strip().splitlines()[0]))
        return TITLE_LEAD.sub("", plain).strip()[:120]

    def _take(self, number: int, row: tuple[Cell, ...]) -> None:
        if self._is_heading_again(row):
            return
        if self.total_row is None and _is_total(row, self.places):
            cell = self._own(number, "cap")
            self.total, self.total_row = ("" if cell.formula else cell.text), number
            return
        first = next(closed(cell.text) for cell in row if cell.text.strip())
        text, rule = self._own(number, "text").text, self._shown(number, "rule")
        if self._is_tail(first, row, rule):
            self.notes.append(flowing(" ".join(cell.text for cell in row if cell.text.strip())))
        else:
            self._take_line(number, text, rule)

    def _is_heading_again(self, row: tuple[Cell, ...]) -> bool:
        """The headings are printed again on each page."""
        known = [KEYS.get(header_key(cell.text)) for cell in row if cell.text.strip()]
        return len(known) >= 4 and None not in known

    def _is_tail(self, first: str, row: tuple[Cell, ...], rule: str) -> bool:
        """Signatures and notes stand in one cell, or in a row without a rule."""
        if NOTE.match(first) or (SIGNATURE.match(first) and not rule.strip()):
            return True
        return self.total_row is not None and not (
            rule.strip() and self._own(row[0].row, "text").text.strip()
        )

    def _take_line(self, number: int, text: str, rule: str) -> None:
        merge = self.sheet.merge_at(number, self.places["text"])
        covered = merge is not None and merge.first_row < number
        if covered and not self._own(number, "rule").text.strip():
            return
        changed = self._carry_on(number)
        if not text.strip() and not rule.strip():
            self.notes.append(
                flowing(" ".join(cell.text for cell in self.sheet.rows[number - 1] if cell.text.strip()))
            )
            return
        faults, doubts = [], []
        if covered:
            text = self._shown(number, "text")
            faults.append(_("一条考核细则对应了多行评分细则，请拆成各自的细则"))
        if self.total_row is not None:
            faults.append(_("这一行在合计行之后，不知道是否属于考核表"))
        area, doubt = self._area(number, changed)
        doubts += [doubt] if doubt else []
        self.lines.append(
            RawLine(
                number,
                self._section,
                self._item,
                flowing(text),
                flowing(rule),
                area,
                tuple(faults),
                tuple(doubts),
            )
        )

    def _carry_on(self, number: int) -> bool:
        """Take over section and item of a row; blank ones mean those above. Returns whether the section changed."""
        section = closed(self._shown(number, "section")) or self._section
        item = closed(self._shown(number, "item"))
        changed = section != self._section
        self._section, self._item = section, item or ("" if changed else self._item)
        return changed

    def _area(self, number: int, changed: bool) -> tuple[int, str]:
        """Return the 分值 cell a row belongs to, and the doubt about a second value inside it."""
        merge = self.sheet.merge_at(number, self.places["cap"])
        own = self._own(number, "cap").text.strip()
        if merge is not None and merge.first_row in self._area_of:
            place = self._area_of[merge.first_row]
            stray = own and number != merge.first_row and own != self.areas[place].text
            return place, _stray_value(own, self.areas[place].text) if stray else ""
        shown = self._shown(number, "cap").strip()
        if not shown and self.areas and not changed:
            place = len(self.areas) - 1
        else:
            self.areas.append(CapArea(number, shown, merge is not None and merge.last_row > number))
            place = len(self.areas) - 1
        if merge is not None:
            self._area_of[merge.first_row] = place
        return place, ""

    def _own(self, row: int, key: str) -> Cell:
        return self.sheet.cell(row, self.places[key])

    def _shown(self, row: int, key: str) -> str:
        """What one sees at a place: in a merged area, the text of its first cell."""
        return self.sheet.spread(row, self.places[key]).text if key in self.places else ""


def _stray_value(own: str, cap: str) -> str:
    reason = _("合并的分值单元格内另有“%(own)s”，按合并范围取 %(cap)s 分")
    return reason % {"own": own, "cap": cap}
