from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.enums import Effect, RepeatReach, Unit
from assessment.rules import (
    Allowance,
    Criterion,
    JudgedRange,
    LevelPoints,
    Levels,
    Once,
    PerUnit,
    Repeat,
    parse_rule,
    parse_rule_phrase,
    rule_phrase,
)

D = Decimal
HONOURS = Levels(
    (
        LevelPoints("national", "国家级", D(5)),
        LevelPoints("provincial", "省级", D(3)),
        LevelPoints("municipal", "市级", D(2)),
    )
)
READ = [
    ("每次扣 3 分", Effect.DEDUCTION, PerUnit(Unit.OCCURRENCE, D(3))),
    ("每人次扣2分", Effect.DEDUCTION, PerUnit(Unit.PERSON, D(2))),
    ("每人/次扣２分。", Effect.DEDUCTION, PerUnit(Unit.PERSON, D(2))),
    ("每项加１\n分", Effect.BONUS, PerUnit(Unit.ITEM, D(1))),
    ("每项减 5 分", Effect.DEMERIT, PerUnit(Unit.ITEM, D(5))),
    ("每半天扣3分", Effect.DEDUCTION, PerUnit(Unit.HALF_DAY, D(3))),
    ("每超过一个工作日扣1分", Effect.DEDUCTION, PerUnit(Unit.OVERDUE_DAY, D(1))),
    ("每逾期1个工作日，扣0.5分", Effect.DEDUCTION, PerUnit(Unit.OVERDUE_DAY, D("0.5"))),
    ("每发现一次扣１０分；", Effect.DEDUCTION, PerUnit(Unit.OCCURRENCE, D(10))),
    ("每少报一次扣1分", Effect.DEDUCTION, PerUnit(Unit.OCCURRENCE, D(1))),
    ("扣 1 分", Effect.DEDUCTION, Once(D(1), unit_unstated=True)),
    ("酌情扣3-5分", Effect.DEDUCTION, JudgedRange(D(3), D(5))),
    ("酌情扣 3 分—5 分", Effect.DEDUCTION, JudgedRange(D(3), D(5))),
    ("加1～3分", Effect.BONUS, JudgedRange(D(1), D(3))),
    ("国家级加 5 分，省级加 3 分，市级加 2 分", Effect.BONUS, HONOURS),
    ("国家级加５分、省级加３分；\n市级加２分。", Effect.BONUS, HONOURS),
    ("超过2天的，每天扣1分", Effect.DEDUCTION, Allowance(Unit.DAY, D(1), 2)),
    ("每次扣1分，第5次起2倍", Effect.DEDUCTION, Repeat(Unit.OCCURRENCE, D(1), 5)),
    ("每次扣1分，扣完为止", Effect.DEDUCTION, PerUnit(Unit.OCCURRENCE, D(1))),
]


@pytest.mark.parametrize(("text", "effect", "measure"), READ)
def test_phrase_is_read_whole(text, effect, measure):
    rule = parse_rule(text)

    assert (rule.effect, rule.measure, rule.cap) == (effect, measure, None)
    assert parse_rule_phrase(text) == measure


@pytest.mark.parametrize(
    "text",
    [
        "",
        "扣分",
        "视情况扣分",
        "每次扣三分",
        "每次扣3分，情节严重的加倍",
        "每次扣3分，每人次扣2分",
        "每次扣0分",
        "累计5次以上双倍",
        "国家级加5分，省级扣3分",
        "国家级加5分，其他加1分",
        "超过2天的，每次扣1分",
        "酌情扣5-3分",
        "每次扣 3 元",
        "=A1*2",
    ],
)
def test_phrase_in_doubt_is_left_to_a_person(text):
    assert parse_rule(text) is None
    assert parse_rule_phrase(text) is None


def test_cap_beside_the_rule_is_kept_or_nothing_is_read():
    rule = parse_rule("每次扣1分，最多扣5分")

    assert (rule.measure, rule.cap) == (PerUnit(Unit.OCCURRENCE, D(1)), D(5))
    assert parse_rule_phrase("每次扣1分，最多扣5分") is None


amounts = st.integers(1, 400).map(lambda n: D(n) / 20)
measures = st.one_of(
    st.builds(PerUnit, st.sampled_from(Unit), amounts),
    st.builds(Once, amounts, st.booleans()),
    st.builds(
        JudgedRange, st.integers(0, 3).map(D), st.integers(4, 9).map(D), st.sampled_from([D(1), D("0.5")])
    ),
    st.builds(Allowance, st.sampled_from([Unit.DAY, Unit.ITEM, Unit.PERSON]), amounts, st.integers(1, 9)),
    st.builds(
        Repeat,
        st.sampled_from(Unit),
        amounts,
        st.integers(2, 9),
        st.sampled_from([D(2), D(3)]),
        st.sampled_from(RepeatReach),
    ),
    st.just(HONOURS),
)


@given(measures, st.sampled_from(Effect), st.none() | amounts)
def test_phrase_we_write_reads_back_equal(measure, effect, cap):
    criterion = Criterion("1.1", "示例", "1", effect, measure, cap)

    rule = parse_rule(rule_phrase(criterion))

    assert (rule.effect, rule.measure, rule.cap) == (effect, measure, cap)
