"""What is written opens unchanged, typed, and without a single live formula."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from hall_ops.lib.import_gate import FORM_LIMITS
from hall_ops.lib.sheets import Column, read_workbook, table_from, write_csv, write_table
from tests.lib.test_text_hygiene import HARD_NAMES

INJECTIONS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.invalid","x")',
    "http://example.invalid/", "mailto:a@example.invalid", "\t=1", "＝1+1", "<script>alert(1)</script>", "{{7*7}}",
    "'; DROP TABLE x;--", "1e5", "007",
]  # fmt: skip
TEXTS = [Column("text", "文字")]


@pytest.mark.parametrize("name", HARD_NAMES)
def test_hard_name_round_trips_through_excel(name: str) -> None:
    data = write_table(TEXTS, [[name]], title="名册", sheet="名册")

    table = table_from(read_workbook("a.xlsx", data, FORM_LIMITS).pick("名册"), TEXTS)

    assert [row.values["text"].value for row in table.rows] == [name]


@pytest.mark.parametrize("name", HARD_NAMES)
def test_hard_name_round_trips_through_csv(name: str) -> None:
    table = table_from(read_workbook("a.csv", write_csv(TEXTS, [[name]]), FORM_LIMITS).pick(), TEXTS)

    assert [row.values["text"].value for row in table.rows] == [name]


def test_no_text_becomes_a_formula_or_a_link() -> None:
    data = write_table(TEXTS, [[text] for text in INJECTIONS], title="=1+1", sheet="=x")

    page = openpyxl.load_workbook(io.BytesIO(data)).active

    cells = [cell for row in page.iter_rows() for cell in row]
    assert [cell.value for cell in cells[2:]] == INJECTIONS
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if cell.hyperlink]


def test_values_keep_their_types_and_all_their_digits() -> None:
    moment = datetime.fromisoformat("2023-03-01 08:30")
    columns = [
        Column("code", "工号", kind="code"),
        Column("count", "次数", kind="integer"),
        Column("points", "分数", kind="decimal", places=2),
        Column("day", "日期", kind="date"),
        Column("at", "时刻"),
    ]
    row = ["3.10", 12, Decimal("89.90"), date(2023, 3, 1), moment]

    sheet = read_workbook("a.xlsx", write_table(columns, [row, [None] * 5]), FORM_LIMITS).pick()

    assert [cell.value for cell in sheet.rows[1]] == [
        "3.10", Decimal(12), Decimal("89.9"), date(2023, 3, 1), moment,
    ]  # fmt: skip
    assert len(sheet.rows) == 2


@pytest.mark.parametrize("value", [Decimal("12345678901234567.89"), Decimal("NaN"), 110101199003071234])
def test_number_excel_cannot_hold_is_written_as_text(value: object) -> None:
    sheet = read_workbook(
        "a.xlsx", write_table([Column("n", "数", kind="decimal")], [[value]]), FORM_LIMITS
    ).pick()

    assert (sheet.cell(2, 1).kind, sheet.cell(2, 1).text) == ("text", str(value))


@pytest.mark.parametrize("value", ["0.1", "89.995", "1126550.00", "0.07", "99999999999.9999"])
def test_decimal_comes_back_exactly(value: str) -> None:
    sheet = read_workbook(
        "a.xlsx", write_table([Column("n", "数", kind="decimal")], [[Decimal(value)]]), FORM_LIMITS
    ).pick()

    assert sheet.cell(2, 1).value == Decimal(value)


def test_headings_stay_in_sight_and_text_columns_are_text() -> None:
    data = write_table([Column("code", "工号", kind="code")], [["007"]], title="名册")

    page = openpyxl.load_workbook(io.BytesIO(data)).active

    assert page.freeze_panes == "A3"
    assert (page["A2"].value, page["A3"].number_format, page.column_dimensions["A"].width > 8) == (
        "工号",
        "@",
        True,
    )


def test_too_few_values_in_a_row_are_an_error() -> None:
    with pytest.raises(ValueError):
        write_table(TEXTS, [[]])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠"], ids=ascii)
def test_csv_text_that_would_act_is_disarmed(start: str) -> None:
    data = write_csv(["列"], [[start + "1"]])

    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == ["'" + start + "1"]


def test_csv_numbers_stay_numbers() -> None:
    data = write_csv(TEXTS, [[Decimal("-1.50")], [-2], [None], [date(2023, 3, 1)]])

    assert data.decode("utf-8-sig").split("\r\n")[1:5] == ["-1.50", "-2", '""', "2023-03-01"]


@pytest.mark.parametrize("text", [text for text in INJECTIONS if "\t" not in text])
def test_disarmed_text_reads_back_as_it_was(text: str) -> None:
    table = table_from(read_workbook("a.csv", write_csv(TEXTS, [[text]]), FORM_LIMITS).pick(), TEXTS)

    assert table.rows[0].values["text"].value == text
