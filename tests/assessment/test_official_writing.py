import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from assessment.enums import Bound, Effect, Floor, Gauge, GroupKind, Remainder, Unit, VetoOutcome
from assessment.files.official_form import FormHead, finding_text, official_form
from assessment.files.official_layout import Status, read_official, rubric_of
from assessment.files.official_write import write_form
from assessment.files.rubric_template import write_template
from assessment.files.rubric_template_reading import read_template
from assessment.rules import (
    Allowance,
    Band,
    Conversion,
    Criterion,
    Entry,
    Group,
    JudgedRange,
    Measure,
    Overlap,
    PerUnit,
    RatioThreshold,
    Repeat,
    Rubric,
    Threshold,
    Tier,
    ValueBands,
    Veto,
    score_card,
)  # fmt: skip
from hall_ops.lib.file_problems import FileRefused
from hall_ops.lib.sheets import OFFICIAL_LIMITS, read_workbook
from tests.assessment.official_samples import official_file
from tests.assessment.rule_samples import haikou

HAIKOU = haikou()


def other_city() -> Rubric:
    """A table of another shape: letters in codes, bands, vetoes, a card that may go below nothing."""
    measures: dict[str, Measure] = {
        "A-1": PerUnit(Unit.OCCURRENCE, Decimal("0.5")),
        "A-2": Conversion(Unit.OCCURRENCE, Decimal("0.1"), 4, "A-1", Remainder.DROP),
        "A-3": ValueBands(
            Gauge.MINUTES, (Band(Decimal(1), Decimal(0), True, Decimal(30)), Band(Decimal(3), Decimal(30)))
        ),
        "A-4": Threshold(Gauge.HOURS, Decimal(24), Bound.AT_MOST, Decimal(3)),
        "B-1": JudgedRange(Decimal(3), Decimal(5), Decimal("0.5")),
        "B-2": Allowance(Unit.DAY, Decimal(1), 2),
        "B-3": Repeat(Unit.PERSON, Decimal(1), 5),
        "B-4": RatioThreshold(Decimal(3), Bound.BELOW, Decimal(1)),
        "B-5": Veto(VetoOutcome.GRADE, "不合格"),
    }
    criteria = tuple(
        Criterion(
            code, f"第 {code} 条", code[0], Effect.DEDUCTION, measure, Decimal(6) if code == "B-2" else None,
            section="纪律" if code[0] == "A" else "服务", heading="考勤", clause="示例 § 1",
            exemptions=("经批准", "不可抗力") if code == "A-3" else (),
            correction="“己”应为“已”" if code == "B-2" else "",
        )
        for code, measure in measures.items()
    )  # fmt: skip
    groups = (
        Group("A", "纪律组", "纪律", cap=Decimal(40), floor=Floor.NEGATIVE, lowest=Decimal(-5)),
        Group("B", "服务组", "服务", cap=Decimal(70), floor=Floor.NONE),
        Group("C", "奖励", "奖励", GroupKind.ADJUST, bonus_cap=Decimal("2.5")),
    )
    bonus = Criterion(
        "C-1",
        "受到表扬",
        "C",
        Effect.BONUS,
        PerUnit(Unit.ITEM, Decimal(1)),
        section="奖励",
        clause="示例 § 1",
    )
    return Rubric(
        "other", "另一座城市的考核表", "3", Decimal(110), groups, (*criteria, bonus),
        tiers=(Tier(Decimal(60), Decimal(1), "合格"), Tier(Decimal(0), Decimal(0), "不合格")),
        overlaps=(Overlap(("A-1", "B-2"), "同一天"),), section_caps=(("纪律", Decimal(30)),), card_cap=Decimal(90),
        floor=Floor.NEGATIVE, lowest=Decimal(-10), clause="示例 § 1",
    )  # fmt: skip


def read_back(data: bytes) -> Rubric:
    official = read_official("导出.xlsx", data)
    assert official is not None
    return rubric_of(official.preview())


@pytest.mark.parametrize("rubric", [HAIKOU, other_city()], ids=["haikou", "another shape"])
def test_an_exported_rubric_reads_back_equal(rubric: Rubric) -> None:
    assert read_back(write_form(official_form(rubric), rubric=rubric)) == rubric


@pytest.mark.parametrize("rubric", [HAIKOU, other_city()], ids=["haikou", "another shape"])
def test_a_filled_template_reads_back_equal(rubric: Rubric) -> None:
    book = read_workbook("模板.xlsx", write_template(rubric), OFFICIAL_LIMITS)

    assert read_template(book) == rubric


def test_an_imported_table_is_stable_through_export_and_import() -> None:
    rubric = read_back(official_file())

    assert read_back(write_form(official_form(rubric), rubric=rubric)) == rubric
    assert read_back(write_form(official_form(rubric))) == rubric


def test_the_official_sheet_wins_where_somebody_changed_it_after_the_export() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_form(official_form(HAIKOU), rubric=HAIKOU)))
    book["考核表"]["E6"] = "每次扣 4 分"
    changed = io.BytesIO()
    book.save(changed)

    rubric = read_back(changed.getvalue())

    assert rubric.criterion("1.1").measure == PerUnit(Unit.OCCURRENCE, Decimal(4))
    assert rubric.criterion("1.2") == HAIKOU.criterion("1.2")
    assert (rubric.tiers, rubric.overlaps) == (HAIKOU.tiers, HAIKOU.overlaps)


def test_a_line_that_differs_from_the_sheets_beside_it_is_doubtful() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_form(official_form(HAIKOU), rubric=HAIKOU)))
    book["条款"]["F2"] = "每次扣4分"
    changed = io.BytesIO()
    book.save(changed)
    official = read_official("a.xlsx", changed.getvalue())
    assert official is not None

    lines = official.preview().lines_with(Status.DOUBTFUL)

    assert [(line.code, line.rule) for line in lines] == [("1.1", "每次扣3分")]


def test_the_sheet_alone_keeps_codes_rules_groups_and_corrections() -> None:
    rubric = read_back(write_form(official_form(HAIKOU)))

    for ours, theirs in zip(HAIKOU.criteria, rubric.criteria, strict=True):
        assert (ours.code, ours.group, ours.effect, ours.measure, ours.correction) == (
            theirs.code, theirs.group, theirs.effect, theirs.measure, theirs.correction,
        )  # fmt: skip


def test_a_card_is_filled_in_with_signs_notes_and_sums() -> None:
    entries = [Entry("3.10", 3), Entry("7.10", level="national"), Entry("7.15")]
    score = score_card(HAIKOU, entries)
    head = FormHead(date(2023, 3, 1), "某某服务公司", date(2023, 4, 3))
    notes = {"3.10": [finding_text(count=3, occurred_on=date(2023, 3, 6), subject="2 号窗口", note="=迟到")]}

    form = official_form(HAIKOU, score, notes, head)
    sheet = openpyxl.load_workbook(io.BytesIO(write_form(form)))["考核表"]

    rows = {row.code: row for row in form.rows}
    assert (rows["3.10"].deducted, rows["7.10"].deducted, rows["7.15"].deducted) == ("-3", "+5", "-5")
    assert rows["3.10"].notes == "3月6日 2 号窗口 =迟到（3 次）"
    assert (form.total_cap, form.total_score) == ("105", "97")
    texts = {cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {
        "被考核单位：某某服务公司",
        "考核日期：2023 年 4 月 3 日",
        "（2023 年 3 月）",
        "批准：",
        "审核：",
        "考核人：",
    } <= texts
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_form_is_merged_and_set_up_for_a4() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_form(official_form(HAIKOU))))["考核表"]

    assert [sheet.cell(5, column).value for column in range(1, 9)] == [
        "服务内容", "考核项目", "考核细则", "分值", "评分细则", "扣分", "考核得分", "考核问题项记录",
    ]  # fmt: skip
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"D6:D16", "G6:G16", "D17:D25", "D26:D57"} <= merged
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$5:$5"


def test_corrections_stand_beside_the_slip_and_the_wording_stays() -> None:
    rows = {row.code: row for row in official_form(HAIKOU).rows}

    assert rows["3.54"].text.endswith("〔勘误：原文“保修”应为“报修”〕")
    assert "勘误" not in rows["3.54"].clean_text


def test_a_numeric_code_in_the_template_is_refused_with_the_remedy() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_template(HAIKOU)))
    book["条款"]["A2"] = 3.1
    changed = io.BytesIO()
    book.save(changed)

    with pytest.raises(FileRefused) as refused:
        read_template(read_workbook("模板.xlsx", changed.getvalue(), OFFICIAL_LIMITS))

    problem = refused.value.problems[0]
    assert (problem.sheet, problem.row, problem.column, problem.header) == ("条款", 2, "A", "条款编号")
    assert "文本" in problem.remedy


def test_a_template_with_lines_alone_makes_its_groups() -> None:
    rubric = read_template(read_workbook("模板.xlsx", write_template(), OFFICIAL_LIMITS))

    assert [(group.code, group.cap) for group in rubric.groups] == [("1", Decimal(100))]
    assert rubric.criterion("1.10").cap == 6


def test_a_template_rule_against_its_direction_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_template(replace(HAIKOU))))
    book["条款"]["F2"] = "每次加3分"
    changed = io.BytesIO()
    book.save(changed)

    with pytest.raises(FileRefused, match="加减方向不符"):
        read_template(read_workbook("模板.xlsx", changed.getvalue(), OFFICIAL_LIMITS))
