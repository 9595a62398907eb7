from decimal import Decimal

import pytest

from assessment.enums import Effect
from assessment.rules import (
    Entry,
    EntryRefused,
    check_entry,
    rubric_from_document,
    rubric_to_document,
    score_card,
)
from tests.assessment.rule_samples import criterion, document

D = Decimal


def rubric_with(measure, **more):
    """A rubric of 100 points whose criterion 1.1 has this measure; 1.2 costs 3 an occurrence."""
    other = criterion("1.2", measure={"type": "occurrence", "points": "3"})
    groups = [{"code": "1", "name": "管理", "cap": "100"}]
    return rubric_from_document(
        document(base="100", groups=groups, criteria=[criterion(measure=measure, **more), other])
    )


def lost(measure, *entries, **more):
    return 100 - score_card(rubric_with(measure, **more), entries).total


COUNTED = [
    ("shape 4 once", {"type": "once", "points": "5"}, {0: 0, 1: 5, 7: 5}),
    ("shape 5 half day", {"type": "half_day", "points": "3"}, {1: 3, 3: 9}),
    ("shape 6 overdue day", {"type": "overdue_day", "points": "1"}, {4: 4}),
    (
        "shape 12 allowance",
        {"type": "allowance", "unit": "day", "points": "0.5", "free": 2},
        {1: 0, 2: 0, 3: "0.5", 6: 2},
    ),
    (
        "shape 13 doubling from the fifth",
        {"type": "repeat", "unit": "occurrence", "points": "1", "nth": 5},
        {4: 4, 5: 6, 7: 10},
    ),
    (
        "shape 13 all doubled at five",
        {"type": "repeat", "unit": "occurrence", "points": "1", "nth": 5, "reach": "all"},
        {4: 4, 5: 10, 6: 12},
    ),
    (
        "shape 11 four lates are one absence",
        {"type": "conversion", "unit": "occurrence", "points": "1", "every": 4, "into": "1.2"},
        {3: 3, 4: 3, 6: 5, 8: 6},
    ),
    (
        "shape 11 the rest dropped",
        {
            "type": "conversion",
            "unit": "occurrence",
            "points": "1",
            "every": 4,
            "into": "1.2",
            "remainder": "drop",
        },
        {3: 0, 4: 3, 7: 3},
    ),
    (
        "shape 7 bands by count",
        {
            "type": "count_bands",
            "bands": [{"from": "1", "to": "2", "points": "1"}, {"from": "3", "points": "4"}],
        },
        {0: 0, 2: 1, 3: 4, 50: 4},
    ),
]


@pytest.mark.parametrize(
    ("measure", "count", "expected"),
    [
        pytest.param(measure, count, expected, id=f"{name}: {count}")
        for name, measure, cases in COUNTED
        for count, expected in cases.items()
    ],
)
def test_counted_shape_deducts(measure, count, expected):
    assert lost(measure, Entry("1.1", count)) == D(expected)


@pytest.mark.parametrize("measure", [pytest.param(measure, id=name) for name, measure, _cases in COUNTED])
def test_counted_shape_adds_up_over_entries(measure):
    assert lost(measure, Entry("1.1", 2), Entry("1.1", 4)) == lost(measure, Entry("1.1", 6))


MINUTES = [
    {"below": "10", "points": "0"},
    {"from": "10", "below": "30", "points": "1"},
    {"from": "30", "points": "3"},
]
VALUED = [
    (
        "shape 7 bands",
        {"type": "bands", "gauge": "minutes", "bands": MINUTES},
        {"9.9": 0, "10": 1, "29.99": 1, "30": 3},
    ),
    (
        "shape 8 more than 24 hours",
        {"type": "threshold", "gauge": "hours", "limit": "24", "bound": "at_most", "points": "3"},
        {"24": 0, "24.01": 3},
    ),
    (
        "shape 15 whole points under 95 %",
        {"type": "ratio_target", "target": "95", "bound": "at_least", "points": "2"},
        {"96": 0, "95": 0, "94.1": 0, "94": 2, "91.5": 6},
    ),
    (
        "shape 15 each point begun",
        {"type": "ratio_target", "target": "95", "bound": "at_least", "points": "2", "partial": "started"},
        {"95": 0, "94.1": 2, "94": 2, "93.99": 4},
    ),
    (
        "shape 15 in proportion",
        {
            "type": "ratio_target",
            "target": "5",
            "bound": "at_most",
            "points": "1",
            "step": "3",
            "partial": "proportional",
            "decimals": 2,
        },
        {"5": 0, "6": "0.33", "8": 1, "7": "0.67"},
    ),
    (
        "shape 17 on-post rate 100 %",
        {"type": "ratio_target", "target": "100", "bound": "at_least", "points": "1"},
        {"100": 0, "98": 2},
    ),
    (
        "shape 16 change rate under 3 %",
        {"type": "ratio_threshold", "limit": "3", "bound": "below", "points": "1"},
        {"2.99": 0, "3": 1},
    ),
    (
        "shape 18 linear from 300 to 250",
        {
            "type": "interpolation",
            "gauge": "cases",
            "zero_at": "300",
            "points_at": "250",
            "points": "10",
            "decimals": 2,
        },
        {"310": 0, "300": 0, "299": "0.2", "275": 5, "250": 10, "100": 10},
    ),
]


@pytest.mark.parametrize(
    ("measure", "value", "expected"),
    [
        pytest.param(measure, value, expected, id=f"{name}: {value}")
        for name, measure, cases in VALUED
        for value, expected in cases.items()
    ],
)
def test_valued_shape_deducts(measure, value, expected):
    assert lost(measure, Entry("1.1", value=D(value))) == D(expected)


@pytest.mark.parametrize("measure", [pytest.param(measure, id=name) for name, measure, _cases in VALUED])
def test_valued_shape_refuses_a_missing_or_negative_value(measure):
    rubric = rubric_with(measure)

    for entry in (Entry("1.1"), Entry("1.1", value=D(-1)), Entry("1.1", value=0.5)):
        assert [problem.field for problem in check_entry(rubric, entry)] == ["value"]


CHANGE_RATE = {"type": "ratio_threshold", "limit": "3", "bound": "below", "points": "1"}


@pytest.mark.parametrize(
    ("changed", "exempt", "expected"),
    [
        pytest.param(4, 0, 1, id="002 表1 1.2: 4 of 114"),
        pytest.param(3, 0, 0, id="002 表1 1.2: 3 of 114"),
        pytest.param(6, 3, 0, id="002 表1 1.2: exempt persons do not count"),
    ],
)
def test_ratio_counts_persons_less_the_exempt(changed, exempt, expected):
    entry = Entry("1.1", numerator=changed, denominator=114, excluded=exempt)

    assert lost(CHANGE_RATE, entry) == expected


@pytest.mark.parametrize(
    "wrong",
    [
        {"numerator": 1},
        {"numerator": 1, "denominator": 0},
        {"numerator": 1, "denominator": 3, "excluded": 2},
        {"numerator": 1, "denominator": 3, "value": D(3)},
        {"numerator": D("1.5"), "denominator": 3},
        {"value": D(3), "count": 2},
    ],
)
def test_ratio_refuses_parts_that_make_no_whole(wrong):
    assert check_entry(rubric_with(CHANGE_RATE), Entry("1.1", **wrong))


def test_exempt_cases_may_leave_both_parts_of_a_ratio():
    both = {"type": "ratio_target", "target": "40", "bound": "at_most", "points": "1"}
    entry = Entry("1.1", numerator=5, denominator=10, excluded=5)

    assert lost({**both, "exclude_from": "both"}, entry) == 0
    assert (
        lost({**both, "target": "10", "exclude_from": "numerator"}, Entry("1.1", numerator=5, denominator=10))
        == 40
    )


JUDGED = {"type": "range", "least": "3", "most": "5", "step": "0.5"}


def test_judged_range_takes_the_assessors_points():
    assert lost(JUDGED, Entry("1.1", 2, points=D("3.5"))) == 7


@pytest.mark.parametrize(
    "given", [None, D(2), D("5.5"), D("3.2"), D("NaN"), D("1e99999"), D("3." + "0" * 40 + "1"), 3.5]
)
def test_judged_range_refuses_what_lies_outside(given):
    with pytest.raises(EntryRefused) as refused:
        lost(JUDGED, Entry("1.1", points=given))

    assert refused.value.problems[0].field == "points"


def test_judged_range_may_be_a_bonus_inside_a_group():
    groups = [{"code": "1", "name": "管理", "cap": "10", "bonus_cap": "3"}]
    bonus = criterion(effect=Effect.BONUS.value, measure={"type": "range", "least": "1", "most": "3"})
    rubric = rubric_from_document(document(groups=groups, criteria=[bonus]))

    assert score_card(rubric, [Entry("1.1", points=D(2))]).total == 12


def test_allowance_may_be_each_persons_own():
    each = {"type": "allowance", "unit": "day", "points": "1", "free": 2, "scope": "entry"}

    assert lost(each, Entry("1.1", 2), Entry("1.1", 5)) == 3


def test_value_outside_all_bands_is_refused():
    closed = {"type": "bands", "gauge": "minutes", "bands": [{"over": "0", "to": "10", "points": "1"}]}

    assert lost(closed, Entry("1.1", value=D(10))) == 1
    for outside in (D(0), D("10.1")):
        assert check_entry(rubric_with(closed), Entry("1.1", value=outside))[0].allowed == "(0, 10]"


ALL_SHAPES = [*COUNTED, *VALUED, ("ratio", CHANGE_RATE, {}), ("range", JUDGED, {})]
ALL_SHAPES += [
    ("levels", {"type": "levels", "levels": [{"level": "serious", "label": "严重", "points": "3"}]}, {}),
    ("veto", {"type": "veto", "outcome": "ceiling", "ceiling": "59.99"}, {}),
]


@pytest.mark.parametrize("measure", [pytest.param(measure, id=name) for name, measure, _cases in ALL_SHAPES])
def test_shape_reads_back_equal_from_its_document(measure):
    rubric = rubric_with(measure, cap="20" if measure["type"] not in ("conversion", "veto") else None)

    assert rubric_from_document(rubric_to_document(rubric)) == rubric
