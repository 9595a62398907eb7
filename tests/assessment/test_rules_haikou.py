"""The shipped Haikou rubric against what 002 表1 prints."""

from collections import Counter
from decimal import Decimal

import pytest

from assessment.enums import Effect, GroupKind, Unit
from assessment.rules import (
    Once,
    PerUnit,
    parse_rule,
    rubric_from_document,
    rubric_to_document,
    rule_phrase,
    score_card,
)
from tests.assessment.rule_samples import haikou

HAIKOU = haikou()


def test_table_has_its_105_criteria_in_nine_groups():
    counts = Counter(criterion.group for criterion in HAIKOU.criteria)

    assert len(HAIKOU.criteria) == 105
    assert list(counts.items()) == [
        ("1", 11),
        ("2", 9),
        ("3a", 32),
        ("3b", 3),
        ("3c", 19),
        ("4", 4),
        ("5", 7),
        ("6", 4),
        ("7", 16),
    ]


def test_caps_come_to_100_and_the_adjustment_to_five():
    caps = [group.cap for group in HAIKOU.groups if group.kind == GroupKind.DEDUCT]
    adjustment = HAIKOU.group("7")

    assert caps == [10, 10, 30, 5, 15, 10, 10, 10]
    assert (adjustment.bonus_cap, adjustment.demerit_cap) == (5, 5)
    assert (HAIKOU.base, HAIKOU.full, score_card(HAIKOU, []).total) == (100, 105, 100)


def test_effects_and_units_are_those_of_the_table():
    effects = Counter(criterion.effect for criterion in HAIKOU.criteria)
    units = Counter(
        c.measure.unit if isinstance(c.measure, PerUnit) else c.measure.kind for c in HAIKOU.criteria
    )

    assert effects == {Effect.DEDUCTION: 89, Effect.BONUS: 14, Effect.DEMERIT: 2}
    assert units == {Unit.OCCURRENCE: 64, Unit.PERSON: 4, Unit.ITEM: 34, "once": 2, "levels": 1}


def test_codes_follow_the_printed_numbers():
    codes = [criterion.code for criterion in HAIKOU.criteria]
    numbered = {"1": 11, "2": 9, "3": 54, "4": 4, "5.1": 3, "5.2": 4, "6": 4, "7": 16}

    assert codes == [
        f"{section}.{number}" for section, last in numbered.items() for number in range(1, last + 1)
    ]


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        ("1.1", "每次扣3分"),
        ("1.9", "每人次扣2分"),
        ("2.2", "每项扣2分"),
        ("2.6", "扣1分"),
        ("3.10", "每次扣1分"),
        ("3.23", "每次扣10分"),
        ("3.46", "每次扣8分"),
        ("4.1", "每人次扣1分"),
        ("4.2", "每次扣5分"),
        ("5.2.2", "每次扣2分"),
        ("7.4", "每项加2分"),
        ("7.10", "国家级加5分，省级加3分，市级加2分"),
        ("7.15", "每项减5分"),
    ],
)
def test_rule_says_what_the_table_prints(code, phrase):
    assert rule_phrase(HAIKOU.criterion(code)) == phrase


def test_every_rule_phrase_reads_back_as_its_rule():
    for criterion in HAIKOU.criteria:
        rule = parse_rule(rule_phrase(criterion))
        assert (rule.effect, rule.measure) == (criterion.effect, criterion.measure), criterion.code


def test_points_of_the_whole_table():
    total = sum(c.measure.points for c in HAIKOU.criteria if isinstance(c.measure, PerUnit | Once))

    assert total == Decimal(182)


def test_only_two_criteria_have_no_unit():
    unstated = [c.code for c in HAIKOU.criteria if isinstance(c.measure, Once) and c.measure.unit_unstated]

    assert unstated == ["2.6", "2.7"]


def test_names_are_short_distinct_and_our_own():
    names = [criterion.name for criterion in HAIKOU.criteria]

    assert len(set(names)) == 105
    assert all(6 <= len(name) <= 20 for name in names)
    assert not any(criterion.official_text or criterion.official_rule for criterion in HAIKOU.criteria)


def test_slips_of_the_tender_carry_their_correction():
    corrected = {criterion.code for criterion in HAIKOU.criteria if criterion.correction}

    assert corrected == {"2.6", "3.16", "3.54", "4.2"}


def test_overlaps_are_those_of_the_table():
    assert [overlap.codes for overlap in HAIKOU.overlaps] == [
        ("3.1", "3.29"),
        ("3.2", "3.29"),
        ("3.3", "3.31"),
        ("3.4", "3.31"),
        ("3.27", "4.1"),
        ("3.8", "3.50", "7.15"),
        ("3.10", "3.17"),
        ("3.12", "3.15", "3.43"),
        ("3.6", "3.47"),
        ("1.10",),
    ]
    assert len(HAIKOU.overlapping("3.29")) == 2


def test_tiers_are_those_of_the_tender():
    tiers = [(tier.floor, tier.coefficient) for tier in HAIKOU.tiers]

    assert tiers == [(90, 1), (80, Decimal("0.85")), (70, Decimal("0.7")), (60, Decimal("0.5")), (0, 0)]


def test_every_criterion_names_its_place_in_the_table():
    assert {criterion.clause for criterion in HAIKOU.criteria} == {"002 § 五(一) 表1"}
    assert all(criterion.section and criterion.heading for criterion in HAIKOU.criteria)
    assert HAIKOU.criterion("2.6").heading == "岗位分析"


def test_rubric_reads_back_equal():
    assert rubric_from_document(rubric_to_document(HAIKOU)) == HAIKOU
