"""Every bad container, bomb and CSV of the corpus is refused, in time, with a sentence that helps."""

import io
import resource
import time
import zipfile

import pytest

from hall_ops.lib.import_gate import (
    FORM_LIMITS,
    LEDGER_LIMITS,
    OFFICIAL_LIMITS,
    FileKind,
    FileProblem,
    FileRefused,
    admit,
)
from hall_ops.lib.sheets import read_workbook
from hall_ops.lib.zip_gate import ContainerRefused, Unpacking
from tests.lib.bad_files import BOMBS, CONTAINERS, CSV_FILES, Bad
from tests.lib.workbook_parts import GOOD_ROW, HEADERS, form, parts, rows_xml, workbook, zipped

SLOWEST_SECONDS = 5.0
MOST_GROWTH_KIB = 200 * 1024


@pytest.mark.parametrize("bad", [*CONTAINERS, *BOMBS, *CSV_FILES], ids=lambda bad: bad.label)
def test_bad_file_is_refused_with_reason_and_remedy(bad: Bad) -> None:
    data = bad.make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()

    with pytest.raises(FileRefused) as refused:
        read_workbook(bad.name, data, FORM_LIMITS)

    sentence = str(refused.value)
    for words in bad.says:
        assert words in sentence
    assert all(problem.remedy for problem in refused.value.problems)
    assert "Traceback" not in sentence and "Error" not in sentence
    assert time.perf_counter() - start < SLOWEST_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_GROWTH_KIB


def test_corpus_holds_what_was_promised() -> None:
    assert len(CONTAINERS) + len(BOMBS) + len(CSV_FILES) >= 60
    assert len({bad.label for bad in (*CONTAINERS, *BOMBS, *CSV_FILES)}) == len(CONTAINERS) + len(
        BOMBS
    ) + len(CSV_FILES)


@pytest.mark.parametrize("name", ["a.xlsx", "表.XLSX"])
def test_good_workbook_is_admitted(name: str) -> None:
    assert admit(name, workbook(), FORM_LIMITS) is FileKind.XLSX


def test_csv_is_admitted_by_name_and_content() -> None:
    assert admit("a.csv", b"a,b\n1,2\n", FORM_LIMITS) is FileKind.CSV


def test_coloured_blanks_far_below_the_bounds_pass() -> None:
    blanks = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 50_003))
    data = workbook(rows_xml([HEADERS, GOOD_ROW]).replace("</sheetData>", blanks + "</sheetData>"))

    sheet = read_workbook("a.xlsx", data, FORM_LIMITS).pick()

    assert len(sheet.rows) == 2


def test_blank_cell_in_the_last_corner_passes() -> None:
    corner = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    data = workbook(rows_xml([HEADERS, GOOD_ROW]).replace("</sheetData>", corner))

    assert read_workbook("a.xlsx", data, FORM_LIMITS).rows_seen == 2


def test_20000_rows_pass_and_the_control_total_counts_them() -> None:
    body = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 20_001))

    assert (
        read_workbook("a.xlsx", workbook(f"<sheetData>{body}</sheetData>"), FORM_LIMITS).rows_seen == 20_000
    )


def test_merge_over_rows_is_refused_in_forms_and_allowed_in_the_official_layout() -> None:
    data = form(GOOD_ROW, GOOD_ROW, after='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>')

    with pytest.raises(FileRefused, match="A2:A3"):
        admit("a.xlsx", data, FORM_LIMITS)
    assert admit("a.xlsx", data, OFFICIAL_LIMITS) is FileKind.XLSX


def test_ledger_limits_take_more_rows_and_fewer_columns() -> None:
    body = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 20_002))
    wide = f"<sheetData><row>{'<c><v>1</v></c>' * 61}</row></sheetData>"

    assert admit("a.xlsx", workbook(f"<sheetData>{body}</sheetData>"), LEDGER_LIMITS) is FileKind.XLSX
    with pytest.raises(FileRefused, match="60 列"):
        admit("a.xlsx", workbook(wide), LEDGER_LIMITS)


def test_sheet_under_another_name_is_held_to_the_same_bounds() -> None:
    members = parts()
    body = f'<row r="30000">{"<c><v>1</v></c>"}</row>'
    members["xl/odd.dat"] = str(members["xl/worksheets/sheet1.xml"]).replace(
        "<sheetData>", f"<sheetData>{body}"
    )

    with pytest.raises(FileRefused, match="第 30000 行"):
        admit("a.xlsx", zipped(members), FORM_LIMITS)


def test_bytes_are_counted_as_they_unpack_whatever_is_declared() -> None:
    data = zipped({"a.txt": "x" * 100_000})

    with zipfile.ZipFile(io.BytesIO(data)) as archive, pytest.raises(ContainerRefused, match="解压后"):
        list(Unpacking(99_999).read(archive, archive.infolist()[0]))


def test_hyperlinks_are_no_reason_to_refuse() -> None:
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="http://example.invalid/" TargetMode="External"/></Relationships>'
    )
    data = zipped(parts() | {"xl/worksheets/_rels/sheet1.xml.rels": links})

    assert admit("a.xlsx", data, FORM_LIMITS) is FileKind.XLSX


def test_problem_reads_as_one_chinese_sentence_with_its_remedy() -> None:
    problem = FileProblem(
        "是数字格式，后三位已丢失",
        "请把该列设为“文本”后重新录入",
        sheet="导入",
        row=12,
        column="C",
        header="身份证号",
        value="1.10105E+17",
    )

    assert str(problem) == (
        "「导入」第 12 行 C 列「身份证号」：值 1.10105E+17 是数字格式，后三位已丢失。请把该列设为“文本”后重新录入。"
    )


def test_refusal_keeps_200_problems_and_the_exact_total() -> None:
    refused = FileRefused([FileProblem("错", "改", row=number) for number in range(5000)])

    assert (len(refused.problems), refused.total) == (200, 5000)
