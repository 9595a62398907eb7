import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from assessment.files.entries import EntryRow, read_entries
from assessment.files.month_template import month_template
from assessment.rules import Entry, score_card
from hall_ops.lib.file_problems import FileRefused
from tests.assessment.rule_samples import haikou

HAIKOU = haikou()


def csv(*lines: str, head: str = "criterion,count,level,points,note", encoding: str = "utf-8") -> bytes:
    return "\n".join([head, *lines, ""]).encode(encoding)


def workbook(change: str, value: object, data: bytes | None = None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data or month_template(HAIKOU)))
    book["考核记录"][change] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refused(data: bytes, name: str = "记录.csv") -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_entries(name, data, HAIKOU)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_every_encoding_with_either_language(encoding: str) -> None:
    english = csv("3.10,3,,,迟到", "7.10,1,provincial,,", encoding=encoding)
    chinese = csv("3.10,3,,,迟到", "7.10,1,省级,,", head="条款编号,次数,级别,分值,说明", encoding=encoding)

    for data in (english, chinese):
        read = read_entries("记录.csv", data, HAIKOU)
        assert read.entries == (Entry("3.10", 3, note="迟到"), Entry("7.10", 1, level="provincial"))
        assert (read.rows_seen, [row.row_number for row in read.rows]) == (2, [2, 3])


def test_a_code_with_a_zero_at_its_end_stays_text() -> None:
    read = read_entries("记录.csv", csv("3.10,1,,,", "3.1,1,,,"), HAIKOU)

    assert [entry.criterion for entry in read.entries] == ["3.10", "3.1"]


def test_a_month_without_findings_is_full_marks() -> None:
    read = read_entries("记录.csv", csv(), HAIKOU)

    assert score_card(HAIKOU, read.entries).total == 100


@pytest.mark.parametrize(
    ("line", "column", "header", "value", "allowed"),
    [
        ("3.99,1,,,", "A", "条款编号", "3.99", "3.54"),
        ("3.1,-1,,,", "B", "次数", "-1", "0 至"),
        ("3.1,1.5,,,", "B", "次数", "1.5", "整数"),
        ("3.1,TRUE,,,", "B", "次数", "TRUE", "数字"),
        ("3.1,三次,,,", "B", "次数", "三次", "数字"),
        ("3.1,,,,有说明", "B", "次数", "", "正整数"),
        ("7.10,1,,,", "C", "级别", "", "国家级"),
        ("7.10,1,世界级,,", "C", "级别", "世界级", "国家级"),
        ("3.1,1,national,,", "C", "级别", "national", "留空"),
        ("3.1,1,,5,", "D", "分值", "5", "留空"),
        ("3.1,1,,五,", "D", "分值", "五", "数字"),
        (",1,,,", "A", "条款编号", "", "条款编号"),
    ],
)
def test_a_wrong_row_is_refused_with_place_value_and_what_is_allowed(
    line: str, column: str, header: str, value: str, allowed: str
) -> None:
    problem = refused(csv("3.1,1,,,", line)).problems[0]

    assert (problem.row, problem.column, problem.header, problem.value) == (3, column, header, value)
    assert allowed in problem.remedy


def test_every_fault_of_a_file_is_told_in_order() -> None:
    found = refused(csv("3.99,1,,,", "3.1,1.5,,,", "3.1,1,,,", "7.10,1,,,", "3.1,三,,,"))

    assert [(problem.row, problem.column) for problem in found.problems] == [
        (2, "A"), (3, "B"), (5, "C"), (6, "B"),
    ]  # fmt: skip
    assert found.total == 4


def test_a_doubled_heading_is_refused() -> None:
    found = refused(csv("3.1,1,1", head="criterion,count,次数"))

    assert "重复" in str(found)


@pytest.mark.parametrize("head", ["条款,说明", "次数,说明"])
def test_a_missing_heading_is_named(head: str) -> None:
    assert "缺少表头" in str(refused(csv("3.1,迟到", head=head)))


def test_a_name_that_does_not_match_its_code_is_refused() -> None:
    head = "条款编号,简称,次数"
    good = read_entries("记录.csv", csv("3.10,未提前到岗准备,1", head=head), HAIKOU)
    found = refused(csv("3.1,未提前到岗准备,1", head=head))

    assert len(good.rows) == 1
    assert (found.problems[0].column, found.problems[0].row) == ("B", 2)
    assert HAIKOU.criterion("3.1").name in str(found)


def test_the_template_read_back_unfilled_has_no_entries_and_loses_no_row() -> None:
    read = read_entries("模板.xlsx", month_template(HAIKOU), HAIKOU)

    assert (read.rows, read.rows_seen, read.unused) == ((), 105, 105)


def test_what_stands_on_the_card_comes_back_from_the_template_equal() -> None:
    rows = (
        EntryRow(2, 7, Entry("3.10", 2, note="=1+1"), date(2023, 3, 6), "2 号窗口"),
        EntryRow(3, 8, Entry("7.10", 1, level="national")),
    )

    read = read_entries("模板.xlsx", month_template(HAIKOU, rows), HAIKOU)

    assert read.rows == rows
    assert read.rows_seen == len(read.rows) + read.unused


def test_template_formats_codes_as_text_and_lists_every_criterion() -> None:
    book = openpyxl.load_workbook(io.BytesIO(month_template(HAIKOU)))
    page, codes = book["考核记录"], book["条款表"]

    assert (page["B2"].value, page["B2"].number_format, page.column_dimensions["B"].width > 0) == (
        "1.1",
        "@",
        True,
    )
    assert "3.10" in [cell.value for cell in codes["A"]]
    assert len(list(codes["A"])) == 106
    assert any("国家级" in (rule.formula1 or "") for rule in page.data_validations.dataValidation)


def test_a_numeric_code_in_excel_is_refused_with_the_remedy() -> None:
    problem = refused(workbook("B2", 3.1), "记录.xlsx").problems[0]

    assert (problem.row, problem.column, problem.header) == (2, "B", "条款编号")
    assert "文本" in problem.remedy


def test_a_true_in_the_count_is_refused() -> None:
    problem = refused(workbook("D2", True), "记录.xlsx").problems[0]

    assert (problem.row, problem.column) == (2, "D")


def test_a_number_that_stands_twice_is_refused() -> None:
    found = refused(csv("1,3.1,1", "1,3.2,1", head="编号,条款编号,次数"))

    assert (found.problems[0].row, found.problems[0].column) == (3, "A")


def test_judged_points_are_read_exactly() -> None:
    read = read_entries("记录.csv", csv("3.1,1,,1,"), HAIKOU)

    assert read.entries[0].points == Decimal(1)
