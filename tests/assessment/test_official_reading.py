from decimal import Decimal

import pytest

from assessment.enums import Effect, GroupKind, Level, Unit
from assessment.files.official_layout import Preview, Status, points_of, read_official, rubric_of
from assessment.rules import LevelPoints, Levels, Once, PerUnit, RubricRefused
from hall_ops.lib.file_problems import FileRefused
from tests.assessment.official_samples import HEADINGS, SMALL, official_file


def previewed(data: bytes) -> Preview:
    official = read_official("考核表.xlsx", data)
    assert official is not None
    return official.preview()


def changed(place: int, column: int, value: object) -> list[list[object]]:
    rows = [list(row) for row in SMALL]
    rows[place][column] = value
    return rows


@pytest.mark.parametrize("merged", [True, False], ids=["merged cells", "no merged cells"])
def test_official_table_gives_codes_groups_units_and_points(merged: bool) -> None:
    found = previewed(official_file(merged=merged))
    rubric = rubric_of(found)

    assert [criterion.code for criterion in rubric.criteria] == [
        "1.1", "1.2", "1.3", "2.1.1", "2.1.2", "2.2.1", "2.2.2", "3.1", "3.2",
    ]  # fmt: skip
    assert [(g.code, g.name, g.kind, points_of(g)) for g in rubric.groups] == [
        ("1", "现场管理", GroupKind.DEDUCT, 10),
        ("2a", "规范", GroupKind.DEDUCT, 10),
        ("2b", "改善", GroupKind.DEDUCT, 5),
        ("3", "加减分项", GroupKind.ADJUST, 5),
    ]
    assert rubric.criterion("1.1").measure == PerUnit(Unit.OCCURRENCE, Decimal(2))
    assert rubric.criterion("1.2").measure == PerUnit(Unit.PERSON, Decimal(1))
    assert rubric.criterion("1.3").measure == Once(Decimal(1), unit_unstated=True)
    assert rubric.criterion("2.1.2").measure == PerUnit(Unit.OCCURRENCE, Decimal("1.5"))
    assert rubric.criterion("2.2.2").measure == PerUnit(Unit.HALF_DAY, Decimal(1))
    assert rubric.criterion("3.1").measure == Levels(
        (
            LevelPoints(Level.NATIONAL, "国家级", Decimal(5)),
            LevelPoints(Level.PROVINCIAL, "省级", Decimal(3)),
            LevelPoints(Level.MUNICIPAL, "市级", Decimal(2)),
        )
    )
    assert [c.effect for c in rubric.criteria[-2:]] == [Effect.BONUS, Effect.DEMERIT]
    assert (rubric.base, rubric.full, found.sum_of_caps) == (25, 30, 30)
    assert found.warnings == ()


def test_official_table_keeps_the_wording_and_makes_a_short_name() -> None:
    rubric = rubric_of(previewed(official_file()))

    assert rubric.title == "示范大厅月度考核表"
    assert rubric.criterion("1.2").official_text == "未按规定交接班的；"
    assert rubric.criterion("2.1.2").name == "未使用文明用语"
    assert (rubric.criterion("1.1").section, rubric.criterion("1.1").heading) == ("现场管理", "人力保障")


def test_headings_with_breaks_and_blanks_are_found_after_many_title_rows() -> None:
    headings = ("服务\n内容", "考核　项目", " 考核 细则", "分 值", "评分\n细则", *HEADINGS[5:])
    above = ["某市大厅月度考核表", *[f"第 {row} 行说明" for row in range(28)]]

    found = previewed(official_file(headings=headings, above=above))

    assert len(found.lines) == len(SMALL)


def test_headings_below_the_thirtieth_row_are_not_found() -> None:
    assert read_official("a.xlsx", official_file(above=["标题"] * 30)) is None


def test_a_cap_that_disagrees_with_the_section_is_doubtful_and_the_merged_extent_wins() -> None:
    rows = changed(2, 3, 30)

    found = previewed(official_file(rows))

    line = found.lines[2]
    assert (line.group, line.status) == ("1", Status.DOUBTFUL)
    assert any("30" in doubt for doubt in line.doubts)
    assert [points_of(group) for group in found.groups] == [10, 10, 5, 5]


def test_a_second_value_inside_a_merged_cap_cell_is_shown_and_not_used() -> None:
    found = previewed(official_file(extra={"D8": 30}))

    assert any("30" in doubt for doubt in found.lines[2].doubts)
    assert points_of(found.groups[0]) == 10


def test_caps_that_do_not_come_to_the_total_are_told() -> None:
    found = previewed(official_file(total=105))

    assert any("105" in warning for warning in found.warnings)


@pytest.mark.parametrize("rule", ["视情况扣分", "每次扣款500元", "按比例扣分", "0.5*评级系数", "扣1分或2分"])
def test_a_rule_that_cannot_be_expressed_is_named_and_never_approximated(rule: str) -> None:
    found = previewed(official_file(changed(4, 4, rule)))

    assert found.lines[4].status == Status.REFUSED
    with pytest.raises(RubricRefused) as refused:
        rubric_of(found)
    assert [(problem.where, problem.value) for problem in refused.value.problems] == [("2.1.2", rule)]


@pytest.mark.parametrize(
    ("place", "column", "value", "reason"),
    [
        (1, 4, "", "评分细则为空"),
        (1, 2, "", "考核细则为空"),
        (4, 2, "1. 重复编号的；", "重复"),
        (0, 3, "十分", "不是数字"),
        (1, 4, "每次加 1 分", "加分没有写明上限"),
    ],
)
def test_a_line_that_is_not_understood_says_why(place: int, column: int, value: str, reason: str) -> None:
    found = previewed(official_file(changed(place, column, value)))

    assert any(reason in fault for line in found.lines_with(Status.REFUSED) for fault in line.faults)


def test_lines_below_the_total_are_not_taken_silently() -> None:
    rows = [*SMALL, ("4. 补充", "补充", "1. 漏列的细则", "", "每次扣 1 分")]
    found = previewed(official_file(rows, extra={"A14": "合计", "C14": "/", "E14": ""}))

    assert found.lines[-1].status == Status.REFUSED


def test_formulas_outside_the_columns_read_are_ignored() -> None:
    found = previewed(official_file(extra={"F6": "=1+1", "G6": "=D6-F6", "D15": "=SUM(D6:D14)"}))

    assert rubric_of(found).base == 25
    assert any("合计" in warning for warning in found.warnings)


@pytest.mark.parametrize("cell", ["C6", "D6", "E6"])
def test_a_formula_in_a_column_that_is_read_is_refused_with_its_place(cell: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_official("a.xlsx", official_file(merged=False, extra={cell: "=1"}))

    problem = refused.value.problems[0]
    assert (problem.row, problem.column) == (6, cell[0])


def test_headings_printed_again_on_the_next_page_are_skipped() -> None:
    rows = [*SMALL[:3], HEADINGS[:5], *SMALL[3:]]

    found = previewed(official_file(rows, merged=False))

    assert len(found.lines) == len(SMALL)


def test_full_codes_as_printed_stay_text() -> None:
    rows = [
        ("3. 管理（10 分）", "规范", "3.1 未按时到岗", 10, "每次扣1分"),
        ("", "", "3.10 未按时交接", "", "每次扣1分"),
    ]

    found = previewed(official_file(rows, total=10))

    assert [line.code for line in found.lines] == ["3.1", "3.10"]


def test_lines_without_a_printed_number_are_counted_and_doubtful() -> None:
    rows = [
        ("一、管理（10分）", "规范", "10 分钟内未到岗的", 10, "每次扣1分"),
        ("", "", "未交接的", "", "每次扣1分"),
    ]

    found = previewed(official_file(rows, total=10))

    assert [(line.code, line.status) for line in found.lines] == [
        ("1.1", Status.DOUBTFUL),
        ("1.2", Status.DOUBTFUL),
    ]
    assert found.lines[0].text == "10 分钟内未到岗的"
