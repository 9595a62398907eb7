"""Sheets become checked rows, or are refused whole; odd but honest files come through unchanged."""

import re
from datetime import date
from decimal import Decimal

import pytest

from hall_ops.lib.import_gate import FORM_LIMITS, LEDGER_LIMITS, OFFICIAL_LIMITS
from hall_ops.lib.sheets import (
    MOST_ROWS_MADE,
    Column,
    FileRefused,
    Merge,
    Table,
    read_workbook,
    table_from,
    write_table,
)
from tests.lib.bad_files import TEXT, Bad
from tests.lib.bad_values import STRUCTURES, VALUES
from tests.lib.workbook_parts import (
    GOOD_ROW,
    HEADERS,
    MAIN,
    form,
    good_but,
    parts,
    rows_xml,
    workbook,
    zipped,
)

COLUMNS = [
    Column("number", "工号", kind="code", max_length=10),
    Column("name", "姓名", aliases=("人员姓名",), max_length=20),
    Column("count", "次数", kind="integer", minimum=0),
    Column("points", "扣分", kind="decimal"),
    Column("day", "日期", kind="date"),
    Column("level", "级别", kind="choice", choices=("国家级", "省级", "市级"), required=False),
]
GOOD = {
    "number": "007",
    "name": "张三",
    "count": 2,
    "points": Decimal("1.5"),
    "day": date(2023, 3, 15),
    "level": "国家级",
}


def taken(data: bytes, name: str = "导入.xlsx") -> Table:
    return table_from(read_workbook(name, data, FORM_LIMITS).pick(), COLUMNS)


def values(table: Table, row: int = 0) -> dict[str, object]:
    return {key: cell.value for key, cell in table.rows[row].values.items()}


@pytest.mark.parametrize("bad", [*STRUCTURES, *VALUES], ids=lambda bad: bad.label)
def test_bad_sheet_is_refused_with_place_reason_and_remedy(bad: Bad) -> None:
    data = bad.make()

    with pytest.raises(FileRefused) as refused:
        taken(data, bad.name)

    sentence = str(refused.value)
    for words in bad.says:
        assert words in sentence
    assert all(problem.remedy for problem in refused.value.problems)


def test_good_row_is_taken_with_typed_values() -> None:
    table = taken(workbook())

    assert values(table) == GOOD
    assert (table.header_row, table.rows[0].number, table.letters["points"]) == (1, 2, "D")


RICH = '<c r="B2" t="inlineStr"><is><r><t>张</t></r><r><t>三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></is></c>'
DIRTY = ("\ufeff工\u3000号", "姓\n名", " 次 数 ", "扣\u200b分", "日期\u00a0", "级别")
BARE = rows_xml([HEADERS, GOOD_ROW])
BAD_FONT = str(parts()["xl/styles.xml"]).replace(
    "<cellXfs", '<fonts><font><family val="99"/></font></fonts><cellXfs'
)
PLAIN_DAY = parts(rows_xml([HEADERS, (*GOOD_ROW[:4], "2023-03-15", GOOD_ROW[5])]))
ODD_BUT_FINE = {
    "C01-dimension-too-small": lambda: workbook('<dimension ref="A1"/>' + BARE),
    "C02-no-dimension": lambda: workbook(BARE),
    "C03-cells-without-references": lambda: workbook(re.sub(r' r="[A-Z]*\d+"', "", BARE)),
    "C03-rows-without-numbers": lambda: workbook(re.sub(r'<row r="\d+"', "<row", BARE)),
    "C07-title-row": lambda: workbook(rows_xml([("月度登记表",), HEADERS, GOOD_ROW])),
    "C07-merged-title": lambda: workbook(
        rows_xml(
            [("月度登记表",), HEADERS, GOOD_ROW], after='<mergeCells><mergeCell ref="A1:F1"/></mergeCells>'
        )
    ),
    "C08-dirty-headers": lambda: workbook(rows_xml([DIRTY, GOOD_ROW])),
    "C08-alias": lambda: workbook(BARE.replace("姓名", "人员姓名")),
    "C11-reordered": lambda: workbook(rows_xml([HEADERS[::-1], GOOD_ROW[::-1]])),
    "C12-empty-rows-below": lambda: form(GOOD_ROW, (), (), attributes={4: 's="1"'}),
    "C15-strict": lambda: workbook(strict=True),
    "C16-bad-font-family": lambda: zipped(parts() | {"xl/styles.xml": BAD_FONT}),
    "C17-no-styles": lambda: zipped(
        {name: part for name, part in PLAIN_DAY.items() if name != "xl/styles.xml"}
    ),
    "C18-dangling-drawing": lambda: workbook(BARE + '<drawing xmlns:r="x" r:id="rId77"/>'),
    "C18-wps-images": lambda: zipped(
        parts() | {"xl/cellimages.xml": "<cellImages/>", "docProps/custom.xml": "<a/>"}
    ),
    "C19-printer-settings": lambda: zipped(parts() | {"xl/printerSettings/printerSettings1.bin": b"\0\1"}),
    "D01-pinyin-guide": lambda: good_but(1, ("xml", RICH)),
    "D09-full-width-digits": lambda: good_but(2, "２"),
    "D09-full-width-code": lambda: good_but(0, "００７"),
    "D09-number-as-text": lambda: good_but(3, "1.50"),
    "D10-binary-tail": lambda: good_but(3, ("raw", "1.5000000000000000")),
    "D06-iso-text-date": lambda: good_but(4, "2023-03-15"),
    "D06-typed-iso-date": lambda: good_but(4, ("xml", '<c r="E2" t="d"><v>2023-03-15</v></c>')),
    "D20-choice-in-other-width": lambda: good_but(5, " 国家级　"),
    "D-blanks-around-code": lambda: good_but(0, " 007 "),
    "D08-1904": lambda: workbook(BARE.replace("45000", "43538"), properties='<workbookPr date1904="1"/>'),
    "C-formula-outside-the-columns-read": lambda: workbook(
        rows_xml([(*HEADERS, "备用"), (*GOOD_ROW, ("formula", "1+1"))])
    ),
}


@pytest.mark.parametrize("label", ODD_BUT_FINE)
def test_odd_but_honest_file_gives_the_same_row(label: str) -> None:
    assert values(taken(ODD_BUT_FINE[label]())) == GOOD


def test_prefixed_element_names_are_read() -> None:
    members = parts()
    body = re.sub(r"<(/?)(sheetData|row|c|v|is|t)\b", r"<\1x:\2", BARE)
    members["xl/worksheets/sheet1.xml"] = f'<x:worksheet xmlns:x="{MAIN}">{body}</x:worksheet>'

    assert values(taken(zipped(members))) == GOOD


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("gbk"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.rstrip("\n").encode(),
        TEXT.replace("张三", '"张三"').encode(),
        (TEXT + "\n\n,,,,,\n").encode(),
    ],
    ids=["utf-8", "bom", "gbk", "crlf", "cr-only", "no-last-newline", "quoted", "blank-lines-below"],
)
def test_csv_gives_the_same_row(data: bytes) -> None:
    assert values(taken(data, "导入.csv")) == GOOD


def test_csv_in_gb18030_keeps_four_byte_characters() -> None:
    table = taken(TEXT.replace("张三", "张𠮷").encode("gb18030"), "导入.csv")

    assert values(table)["name"] == "张𠮷"


def test_csv_quoted_line_break_counts_lines_as_an_editor_does() -> None:
    data = TEXT.replace("张三", '"张\n三"').encode() + b"008,x,a,1,2023-03-15,\n"

    with pytest.raises(FileRefused, match=r"第 4 行 C 列「次数」：值 a 不是数字"):
        taken(data, "导入.csv")


def test_csv_ragged_row_is_refused_by_the_value_it_lacks() -> None:
    with pytest.raises(FileRefused, match="第 3 行 D 列「扣分」：值不能为空"):
        taken((TEXT + "008,李四,1\n").encode(), "导入.csv")


def test_every_problem_is_counted_and_the_first_200_are_kept() -> None:
    bad = ["007", "张三", "x", "1", "2023-03-15", ""]

    with pytest.raises(FileRefused) as refused:
        taken(form(*[bad] * 5000))

    assert (len(refused.value.problems), refused.value.total) == (200, 5000)


def test_one_bad_row_among_500_refuses_all() -> None:
    rows = [GOOD_ROW] * 499

    with pytest.raises(FileRefused) as refused:
        taken(form(*rows, ["007", "张三", -1.5, "1", "2023-03-15", ""]))

    assert refused.value.total == 1
    assert refused.value.problems[0].row == 501


def test_unknown_columns_are_named() -> None:
    assert taken(workbook(rows_xml([(*HEADERS, "备注"), (*GOOD_ROW, "x")]))).unknown_columns == ("备注",)


def test_optional_column_may_be_absent() -> None:
    table = taken(workbook(rows_xml([HEADERS[:-1], GOOD_ROW[:-1]])))

    assert values(table) == GOOD | {"level": None}


def test_official_layout_shows_merged_values_everywhere_and_marks_formulas() -> None:
    rows = [("项目", "分值"), ("环境", 5), (None, ("formula", "SUM(B2)"))]
    data = workbook(rows_xml(rows, after='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'))

    sheet = read_workbook("official.xlsx", data, OFFICIAL_LIMITS).pick()

    assert sheet.merges == (Merge(2, 1, 3, 1),)
    assert (sheet.spread(3, 1).text, sheet.cell(3, 1).kind) == ("环境", "empty")
    assert sheet.cell(3, 2).formula and not sheet.cell(2, 2).formula


def test_number_text_is_what_was_stored_without_a_tail() -> None:
    raw = [
        "62",
        "62.0",
        "0.1",
        "3.1000000000000001",
        "89.995000000000005",
        "1E2",
        "123456789012345678",
        "-0",
        "1E-7",
    ]
    data = workbook(rows_xml([[("raw", text)] for text in raw]))

    sheet = read_workbook("a.xlsx", data, FORM_LIMITS).pick()

    assert [row[0].text for row in sheet.rows] == [
        "62", "62", "0.1", "3.1", "89.995", "100", "123456789012345678", "0", "0.0000001",
    ]  # fmt: skip


def test_thirty_hours_come_as_a_length_of_time() -> None:
    sheet = read_workbook(
        "a.xlsx", workbook('<sheetData><row><c s="3"><v>1.25</v></c></row></sheetData>'), FORM_LIMITS
    ).pick()

    assert (sheet.cell(1, 1).kind, sheet.cell(1, 1).text) == ("time", "30:00:00")


def test_rows_without_cell_references_start_where_the_row_says() -> None:
    data = workbook(
        '<sheetData><row r="5"><c t="inlineStr"><is><t>x</t></is></c><c><v>2</v></c></row></sheetData>'
    )

    sheet = read_workbook("a.xlsx", data, FORM_LIMITS).pick()

    assert (sheet.cell(5, 1).text, sheet.cell(5, 2).text) == ("x", "2")


def test_table_problem_carries_the_place_of_the_row() -> None:
    table = taken(workbook())

    problem = table.problem(table.rows[0], COLUMNS[0], "不在名册上", "请核对工号", sheet="导入")

    assert str(problem) == "「导入」第 2 行 A 列「工号」：值 007 不在名册上。请核对工号。"


def test_a_large_sheet_is_read_as_a_small_one() -> None:
    columns = [Column("name", "名称"), Column("count", "数量", kind="integer")]
    rows = [[f"第{number}行", number] for number in range(MOST_ROWS_MADE + 5)]

    table = taken_with(columns, write_table(columns, rows, sheet="台账"))

    assert [[row.values["name"].value, row.values["count"].value] for row in table.rows] == rows
    assert table.rows[-1].number == len(rows) + 1


def test_a_fault_at_the_end_of_a_large_sheet_has_its_place() -> None:
    columns = [Column("name", "名称"), Column("count", "数量")]
    rows = [["甲", "1"] for _number in range(MOST_ROWS_MADE)] + [["乙", ""]]

    with pytest.raises(FileRefused) as refused:
        taken_with(columns, write_table(columns, rows, sheet="台账"))

    assert [(problem.row, problem.header) for problem in refused.value.problems] == [(len(rows) + 1, "数量")]


def taken_with(columns: list[Column], data: bytes) -> Table:
    return table_from(read_workbook("大表.xlsx", data, LEDGER_LIMITS).pick(), columns)
