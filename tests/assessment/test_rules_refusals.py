import json

import pytest
import yaml

from assessment.rules import RubricRefused, rubric_from_document, rubric_to_document
from assessment.rules.shapes import REFUSED
from tests.assessment.rule_samples import criterion, document

GROUP = {"code": "1", "name": "管理", "cap": "10"}
ADJUST = {"code": "7", "name": "加减", "kind": "adjust", "bonus_cap": "5"}


def places(data):
    """Where a document is refused."""
    with pytest.raises(RubricRefused) as refused:
        rubric_from_document(data)
    assert all(problem.reason and problem.remedy for problem in refused.value.problems)
    return [problem.where for problem in refused.value.problems]


def with_measure(**measure):
    return document(criteria=[criterion(measure=measure)])


def bands(*rows, kind="bands", **more):
    return with_measure(type=kind, bands=list(rows), **more)


def test_unquoted_code_in_yaml_is_refused_with_the_remedy():
    data = yaml.safe_load(
        "{code: 3.10, group: '1', name: 空岗, effect: deduction, measure: {type: item, points: '1'}}"
    )

    with pytest.raises(RubricRefused) as refused:
        rubric_from_document(document(criteria=[data]))

    assert refused.value.problems[0].where == "criteria[0].code"
    assert refused.value.problems[0].value == "3.1"
    assert '"3.10"' in refused.value.problems[0].remedy


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_rule_that_cannot_be_expressed_is_refused_by_name(kind):
    with pytest.raises(RubricRefused) as refused:
        rubric_from_document(with_measure(type=kind, expression="a*b"))

    problem = refused.value.problems[0]
    assert (problem.where, problem.value) == ("criteria[0].measure.type", kind)
    assert kind in problem.reason
    assert REFUSED[kind] in problem.reason


def test_all_problems_are_told_at_once():
    wrong = document(
        title="",
        criteria=[criterion(measure={"type": "formula"}), criterion(name=None), criterion("1.1", points="3")],
    )

    assert set(places(wrong)) >= {
        "title",
        "criteria[0].measure.type",
        "criteria[1].name",
        "criteria[2].points",
        "criteria.1.1",
    }


MEASURES = [
    ("points", {"type": "occurrence", "points": 0.5}),
    ("points", {"type": "occurrence", "points": "-1"}),
    ("points", {"type": "occurrence", "points": "0"}),
    ("points", {"type": "occurrence", "points": True}),
    ("points", {"type": "occurrence", "points": "三"}),
    ("points", {"type": "occurrence", "points": "1.00001"}),
    ("points", {"type": "occurrence", "points": "1e3"}),
    ("points", {"type": "occurrence"}),
    ("type", {"type": "ocurrence", "points": "1"}),
    ("type", {}),
    ("cap", {"type": "occurrence", "points": "1", "cap": "3"}),
    ("free", {"type": "allowance", "unit": "day", "points": "1", "free": "1.5"}),
    ("free", {"type": "allowance", "unit": "day", "points": "1", "free": 0}),
    ("unit", {"type": "allowance", "unit": "year", "points": "1", "free": 1}),
    ("nth", {"type": "repeat", "unit": "item", "points": "1", "nth": 1}),
    ("factor", {"type": "repeat", "unit": "item", "points": "1", "nth": 3, "factor": "0.5"}),
    ("every", {"type": "conversion", "unit": "item", "points": "1", "every": 0, "into": "1.2"}),
    ("into", {"type": "conversion", "unit": "item", "points": "1", "every": 4, "into": 1.2}),
    ("ceiling", {"type": "veto", "outcome": "ceiling"}),
    ("grade", {"type": "veto", "outcome": "grade"}),
    ("outcome", {"type": "veto", "outcome": "award"}),
    ("most", {"type": "range", "least": "5", "most": "3"}),
    ("step", {"type": "range", "least": "3", "most": "5", "step": "0.7"}),
    ("levels", {"type": "levels", "levels": []}),
    (
        "levels[1].points",
        {
            "type": "levels",
            "levels": [{"level": "a", "label": "甲", "points": "1"}, {"level": "b", "label": "乙"}],
        },
    ),
    (
        "points_at",
        {
            "type": "interpolation",
            "gauge": "cases",
            "zero_at": "3",
            "points_at": "3",
            "points": "1",
            "decimals": 2,
        },
    ),
    (
        "decimals",
        {"type": "interpolation", "gauge": "cases", "zero_at": "3", "points_at": "1", "points": "1"},
    ),
    (
        "decimals",
        {
            "type": "ratio_target",
            "target": "95",
            "bound": "at_least",
            "points": "1",
            "partial": "proportional",
        },
    ),
    ("bound", {"type": "ratio_target", "target": "95", "bound": "above", "points": "1"}),
    ("step", {"type": "ratio_target", "target": "95", "bound": "at_least", "points": "1", "step": "0"}),
]


@pytest.mark.parametrize(("field", "measure"), MEASURES)
def test_meaningless_measure_is_refused_at_its_field(field, measure):
    assert f"criteria[0].measure.{field}" in places(with_measure(**measure))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        pytest.param([{"below": "10", "points": "1"}, {"from": "15", "points": "2"}], "空隙", id="gap"),
        pytest.param(
            [{"below": "10", "points": "1"}, {"over": "10", "points": "2"}], "空隙", id="gap at a point"
        ),
        pytest.param(
            [{"to": "10", "points": "1"}, {"from": "11", "points": "2"}], "空隙", id="gap of whole numbers"
        ),
        pytest.param([{"to": "10", "points": "1"}, {"from": "10", "points": "2"}], "重叠", id="both hold 10"),
        pytest.param([{"below": "20", "points": "1"}, {"from": "10", "points": "2"}], "重叠", id="overlap"),
        pytest.param([{"points": "1"}, {"from": "10", "points": "2"}], "重叠", id="open end below"),
        pytest.param([{"from": "9", "below": "9", "points": "1"}], "空的", id="empty"),
        pytest.param([], "没有列出", id="none"),
    ],
)
def test_bands_that_do_not_meet_are_refused_by_name(rows, reason):
    with pytest.raises(RubricRefused) as refused:
        rubric_from_document(bands(*rows, gauge="minutes"))

    assert reason in refused.value.problems[0].reason


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([{"from": "2", "points": "1"}], "没有从 1 次算起"),
        ([{"from": "1", "to": "3", "points": "1"}], "最后一档有上限"),
        ([{"from": "1", "to": "3", "points": "2"}, {"from": "4", "points": "1"}], "反而更低"),
        ([{"from": "1", "to": "3", "points": "1"}, {"from": "5", "points": "2"}], "空隙"),
        ([{"from": "1", "to": "3", "points": "1"}, {"from": "3", "points": "2"}], "重叠"),
    ],
)
def test_count_bands_must_cover_every_count(rows, reason):
    with pytest.raises(RubricRefused) as refused:
        rubric_from_document(bands(*rows, kind="count_bands"))

    assert reason in refused.value.problems[0].reason


def test_band_with_two_lower_ends_is_refused():
    assert places(bands({"from": "1", "over": "1", "points": "1"}, gauge="minutes")) == [
        "criteria[0].measure.bands[0].from"
    ]


def tiers(*rows):
    return document(
        tiers=[dict(zip(("floor", "coefficient", "below", "to"), row, strict=False)) for row in rows]
    )


DOCUMENTS = [
    ("groups", document(groups=[], criteria=[])),
    ("groups.1", document(groups=[GROUP, GROUP], base="20")),
    ("criteria.1.1", document(criteria=[criterion(), criterion()])),
    ("criteria[0].group", document(criteria=[criterion(group="9")])),
    ("criteria[0].group", document(criteria=[criterion(group=1)])),
    ("groups[0].code", document(groups=[{**GROUP, "code": 1}])),
    ("criteria[0].effect", document(criteria=[criterion(effect="demerit")])),
    (
        "criteria[1].effect",
        document(groups=[GROUP, ADJUST], criteria=[criterion(), criterion("7.1", group="7")]),
    ),
    ("criteria[0].cap", document(criteria=[criterion(cap="0")])),
    ("groups[0].cap", document(groups=[{**GROUP, "cap": "-1"}], base_apart=True)),
    ("groups[0].lowest", document(groups=[{**GROUP, "floor": "negative"}])),
    ("groups[0].lowest", document(groups=[{**GROUP, "lowest": "-3"}])),
    ("groups[0].demerit_cap", document(groups=[{**GROUP, "demerit_cap": "3"}])),
    ("groups[1].cap", document(groups=[GROUP, {**ADJUST, "cap": "5"}])),
    ("groups[0].bonus_cap", document(criteria=[criterion(effect="bonus")])),
    ("base", document(base="100")),
    ("base", document(groups=[{"code": "1", "name": "全表"}], base=None)),
    ("lowest", document(floor="negative")),
    ("total_cap", document(total_cap="9")),
    ("card_cap", document(card_cap="0")),
    ("section_caps", document(section_caps={"别处": "3"})),
    ("groups[0].bonus_to_full", document(groups=[{**GROUP, "bonus_to_full": True}], card_cap="5")),
    ("overlaps[0].codes", document(overlaps=[{"codes": ["1.1", "9.9"]}])),
    ("overlaps[0].codes[0]", document(overlaps=[{"codes": [1.1, "1.1"], "note": "同一事实"}])),
    ("overlaps[0]", document(overlaps=[{"codes": ["1.1"]}])),
    ("period", document(period="week")),
    ("grups", document(grups=[])),
    ("criteria", document(criteria="1.1")),
    ("criteria[0]", document(criteria=["1.1"])),
    ("base_apart", document(base_apart="yes")),
    ("version", document(version=1)),
    ("tiers[1].floor", tiers(("60", "1"), ("90", "0.5"), ("0", "0"))),
    ("tiers[1].coefficient", tiers(("90", "0.5"), ("0", "1"))),
    ("tiers[0].coefficient", tiers(("0", "-1"))),
    ("tiers", tiers(("90", "1"), ("60", "0.5"))),
    ("tiers[1].below", tiers(("95", "1"), ("0", "0.5", "94"))),
    ("tiers[1].to", tiers(("95", "1"), ("0", "0.5", None, "94"))),
]


@pytest.mark.parametrize(("where", "data"), DOCUMENTS)
def test_document_that_does_not_fit_together_is_refused(where, data):
    assert where in places(data)


def convert(target_points="3", **changes):
    measure = {
        "type": "conversion",
        "unit": "occurrence",
        "points": "1",
        "every": 4,
        "into": "1.2",
        **changes,
    }
    target = criterion("1.2", measure={"type": "occurrence", "points": target_points})
    return document(criteria=[criterion(measure=measure), target])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (convert(into="9.9"), "没有这个条款"),
        (convert(into="1.1"), "按次计分"),
        (convert("2"), "反而得分更高"),
    ],
)
def test_conversion_that_is_no_conversion_is_refused(data, reason):
    with pytest.raises(RubricRefused) as refused:
        rubric_from_document(data)

    assert reason in refused.value.problems[0].reason


def test_veto_to_a_grade_needs_that_grade():
    data = with_measure(type="veto", outcome="grade", grade="不合格")

    assert places(data) == ["criteria[0].measure.grade"]
    assert rubric_from_document(
        {**data, "tiers": [{"floor": "0", "coefficient": "0", "grade": "不合格"}]}
    ).vetoes


def test_document_is_plain_json_and_reads_back_equal():
    rubric = rubric_from_document(
        document(
            groups=[{**GROUP, "floor": "negative", "lowest": "-2.5", "section": "管理"}, ADJUST],
            criteria=[criterion("3.10", correction="原文有误", exemptions=["不可抗力"], clause="另条")],
            tiers=[{"floor": "9", "coefficient": "1", "grade": "优"}, {"floor": "0", "coefficient": "0"}],
            overlaps=[{"codes": ["3.10"], "note": "另见注 2"}],
            section_caps={"管理": "8"},
            card_cap="9",
            floor="negative",
            lowest="-1",
            period="quarter",
            clause="004 四.3",
        )
    )

    written = json.loads(json.dumps(rubric_to_document(rubric), ensure_ascii=False))

    assert rubric_from_document(written) == rubric
    assert written["criteria"][0]["code"] == "3.10"
    assert written["criteria"][0]["measure"] == {"type": "occurrence", "points": "1"}
