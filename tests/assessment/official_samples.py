"""Tables as a purchaser might send them: eight headings, merged cells, title and signature rows, in our own words."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

HEADINGS = ("服务内容", "考核项目", "考核细则", "分值", "评分细则", "扣分", "考核得分", "考核问题项记录")
# Five columns a row; an empty section, item or 分值 carries on from above.
Row = Sequence[object]
SMALL: Sequence[Row] = (
    ("1. 现场\n管理（１０ 分）", "人力 保障", "1. 值守人员不到位的；", 10, "每次扣 ２ 分"),
    ("", "", "2. 未按规定\n交接班的；", "", "每人次扣1分"),
    ("", "会议", "3. 未开晨会；", "", "扣 1 分"),
    ("2. 窗口服务 (15分)", "规范", "1. 着装不整齐的；", 10, "每次扣 1 分"),
    ("", "", "2. 未使用文明用语，引起争执的；", "", "每次扣 1.5 分"),
    ("", "改善", "1. 未提出改进建议；", 5, "每项扣 1 分"),
    ("", "", "2. 未落实改进建议；", "", "每半天扣 1 分"),
    ("3. 加减分项（5分）", "加分项", "1. 获得荣誉的。", 5, "国家级加5分，省级加3分，市级加2分"),
    ("", "减分项", "2. 被通报批评的。", "", "每项减 5 分"),
)
NOTES = ("批准：", "审核：", "考核人：", "注：扣分以各项分值为上限。")


def official_file(
    rows: Sequence[Row] = SMALL,
    *,
    merged: bool = True,
    total: object = 30,
    headings: Sequence[str] = HEADINGS,
    extra: Mapping[str, object] | None = None,
    above: Sequence[str] = (
        "附表1：示范大厅月度考核表",
        "(2023 年__月)",
        "被考核单位：",
        "考核日期：2023 年 月 日",
    ),
) -> bytes:
    """A workbook in the official layout; `extra` puts values into cells by their A1 names, last of all."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("表1")
    for place, text in enumerate(above):
        page.write_string(place, 0, text)
    head = len(above)
    page.write_row(head, 0, headings)
    for column in range(5):
        for first, last in spans(rows, column) if merged and column in (0, 1, 3) else singles(rows):
            value = rows[first][column]
            if last > first:
                page.merge_range(head + 1 + first, column, head + 1 + last, column, value)
            elif value != "":
                page.write(head + 1 + first, column, value)
    end = head + 1 + len(rows)
    page.write_row(end, 0, ("合计", "", "/", total))
    for place, text in enumerate(NOTES, start=end + 1):
        page.write_string(place, 0, text)
    for name, value in (extra or {}).items():
        put(page, name, value)
    book.close()
    return out.getvalue()


def put(page: Any, name: str, value: object) -> None:
    if isinstance(value, str) and value.startswith("="):
        page.write_formula(name, value, None, 1)
    else:
        page.write(name, value)


def spans(rows: Sequence[Row], column: int) -> list[tuple[int, int]]:
    """From each filled cell down to the row above the next one; a section or an item ends with its section."""
    starts = [place for place, row in enumerate(rows) if row[column] != "" or (column == 1 and row[0] != "")]
    return list(zip(starts, [start - 1 for start in starts[1:]] + [len(rows) - 1], strict=True))


def singles(rows: Sequence[Row]) -> list[tuple[int, int]]:
    return [(place, place) for place in range(len(rows))]
