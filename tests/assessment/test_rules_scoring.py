from decimal import Decimal

import pytest

from assessment.enums import Effect, Floor, Unit, VetoOutcome
from assessment.rules import (
    Entry,
    EntryRefused,
    Group,
    Levels,
    Once,
    Tier,
    Veto,
    compile_rubric,
    rubric_from_document,
    score_card,
)
from assessment.rules.measured import LevelPoints
from tests.assessment.rule_samples import haikou, haikou_document, line, one_group, points

HAIKOU = haikou()


def group_of(card, code):
    return next(group for group in card.groups if group.code == code)


@pytest.mark.parametrize(
    ("entries", "group", "deducted", "score", "total"),
    [
        pytest.param([], "1", "0", "10", "100", id="002 § 五(一): nothing recorded is 100"),
        pytest.param([("3.10", 3), ("3.17", 2)], "3a", "5", "25", "95", id="002 表1 3: per occurrence"),
        pytest.param([("3.1", 1)], "3a", "1", "29", "99", id="002 表1 3.1 is not 3.10"),
        pytest.param([("1.9", 4)], "1", "8", "2", "92", id="002 表1 1.9: per person"),
        pytest.param([("1.1", 4)], "1", "10", "0", "90", id="002 表1 注: a group's cap"),
        pytest.param([("1.1", 3), ("1.2", 1)], "1", "10", "0", "90", id="002 表1 注: exactly the cap"),
        pytest.param([("2.1", 5), ("2.8", 5), ("2.6", 1)], "2", "10", "0", "90", id="002 表1 2: one cap"),
        pytest.param([("3.23", 4)], "3a", "30", "0", "70", id="002 表1 3a: 30"),
        pytest.param([("3.33", 9)], "3b", "5", "0", "95", id="002 表1 3b: 5"),
        pytest.param([("3.46", 2)], "3c", "15", "0", "85", id="002 表1 3c: 15"),
        pytest.param([("5.1.3", 3), ("5.2.2", 3)], "5", "10", "0", "90", id="002 表1 5: two sub-headings"),
        pytest.param([("2.6", 7)], "2", "1", "9", "99", id="002 表1 2.6: once"),
    ],
)
def test_deduction_group_is_its_cap_less_its_deductions(entries, group, deducted, score, total):
    card = score_card(HAIKOU, [Entry(code, count) for code, count in entries])

    assert group_of(card, group).deducted == Decimal(deducted)
    assert group_of(card, group).score == Decimal(score)
    assert card.total == Decimal(total)


@pytest.mark.parametrize(
    ("decision", "bonus", "demerit", "score", "total"),
    [
        pytest.param("separate", 7, 1, "0", "100", id="002 表1 7: +7 and −5 each capped"),
        pytest.param("net", 7, 1, "2", "102", id="002 表1 7: +7 and −5 net"),
        pytest.param("separate", 9, 0, "5", "105", id="002 表1 7: bonus up to 5"),
        pytest.param("net", 9, 0, "5", "105", id="002 表1 7: net up to 5"),
        pytest.param("separate", 0, 3, "-5", "95", id="002 表1 7: demerit up to 5"),
        pytest.param("net", 0, 3, "-5", "95", id="002 表1 7: net down to −5"),
    ],
)
def test_adjustment_follows_its_decision(decision, bonus, demerit, score, total):
    entries = [Entry("7.1", bonus), Entry("7.16", demerit)]

    card = score_card(HAIKOU, entries, {"adjustment_cap": decision})

    assert group_of(card, "7").score == Decimal(score)
    assert group_of(card, "7").deducted == group_of(card, "7").demerit
    assert card.total == Decimal(total)


@pytest.mark.parametrize(("level", "bonus"), [("national", 5), ("provincial", 3), ("市级", 2)])
def test_honour_is_worth_its_level(level, bonus):
    assert score_card(HAIKOU, [Entry("7.10", 1, level)]).total == 100 + bonus


def test_total_may_be_cut_at_100():
    entries = [Entry("7.1", 4)]

    allowed, cut = score_card(HAIKOU, entries), score_card(HAIKOU, entries, {"total_cap": "cut"})

    assert (allowed.total, allowed.full) == (104, 105)
    assert (cut.total, cut.full) == (100, 100)


def test_criterion_without_unit_counts_per_item_when_decided():
    card = score_card(HAIKOU, [Entry("2.6", 2), Entry("2.6", 1)], {"no_unit_criteria": "item"})

    assert card.total == 97


def test_once_with_a_stated_unit_never_multiplies():
    rubric = one_group(line("1.1", Once(Decimal(5))))

    assert score_card(rubric, [Entry("1.1", 3)], {"no_unit_criteria": "item"}).total == 5


def test_worst_month_is_minus_five():
    entries = [Entry(c.code, 50) for c in HAIKOU.criteria if c.effect in (Effect.DEDUCTION, Effect.DEMERIT)]

    assert score_card(HAIKOU, entries).total == -5


def test_groups_come_in_the_rubrics_order():
    codes = [group.code for group in score_card(HAIKOU, []).groups]

    assert codes == ["1", "2", "3a", "3b", "3c", "4", "5", "6", "7"]


def test_lines_come_in_the_rubrics_order_with_their_points():
    card = score_card(HAIKOU, [Entry("3.10", 2), Entry("3.8"), Entry("3.10")])

    assert [(row.code, row.count, row.points) for row in card.lines] == [("3.8", 1, 2), ("3.10", 3, 3)]


def test_unknown_decision_value_is_refused():
    with pytest.raises(ValueError, match="adjustment_cap"):
        score_card(HAIKOU, [], {"adjustment_cap": "both"})


def test_decisions_of_other_rules_are_left_alone():
    assert score_card(HAIKOU, [], {"settlement_basis": "monthly"}).total == 100


def test_prepared_pairs_come_to_the_same_total():
    entries = [Entry("3.10", 3), Entry("2.6", 2), Entry("7.10", 2, "provincial")]
    scorer = compile_rubric(HAIKOU)

    assert scorer.total(scorer.prepare(entries)) == scorer.score(entries).total == 101


def test_decimal_points_stay_exact():
    rubric = one_group(line("1.1", points("0.1")), line("1.2", points("0.25")))

    assert score_card(rubric, [Entry("1.1", 3), Entry("1.2")]).total == Decimal("9.45")


def test_exempt_entry_weighs_nothing():
    rubric = one_group(line("1.1", points("2"), exemptions=("当月补充",)))

    card = score_card(rubric, [Entry("1.1", 3, exemption="当月补充"), Entry("1.1", 1)])

    assert card.total == 8
    assert card.lines[0].count == 1


@pytest.mark.parametrize(
    ("floor", "lowest", "score"),
    [(Floor.ZERO, None, "0"), (Floor.NONE, None, "-14"), (Floor.NEGATIVE, Decimal(-3), "-3")],
)
def test_group_falls_as_far_as_its_floor(floor, lowest, score):
    group = Group("1", "管理", cap=Decimal(10), floor=floor, lowest=lowest)
    rubric = one_group(line("1.1", points("3")), group=group)

    assert score_card(rubric, [Entry("1.1", 8)]).total == Decimal(score)


@pytest.mark.parametrize(
    ("floor", "lowest", "total"),
    [(Floor.ZERO, None, "0"), (Floor.NONE, None, "-5"), (Floor.NEGATIVE, Decimal(-2), "-2")],
)
def test_card_falls_as_far_as_its_floor(floor, lowest, total):
    demerit = line("7.1", points("5"), Effect.DEMERIT, group="7")
    rubric = one_group(line("1.1", points("5")), demerit, floor=floor, lowest=lowest)

    assert score_card(rubric, [Entry("1.1", 2), Entry("7.1")]).total == Decimal(total)


def test_criterion_section_and_card_have_caps_of_their_own():
    lines = (line("1.1", points("3"), cap=Decimal(4)), line("1.2", points("3")))
    entries = [Entry("1.1", 2), Entry("1.2", 1)]

    assert score_card(one_group(*lines), entries).total == 3
    assert score_card(one_group(*lines, section_caps=(("管理", Decimal(6)),)), entries).total == 4
    assert score_card(one_group(*lines, card_cap=Decimal("5.5")), entries).total == Decimal("4.5")


def test_bonus_inside_a_group_may_pass_its_cap_or_stop_at_it():
    lines = (line("1.1", points("1")), line("1.2", points("3"), Effect.BONUS))
    beyond = Group("1", "管理", cap=Decimal(10), bonus_cap=Decimal(3))
    within = Group("1", "管理", cap=Decimal(10), bonus_cap=Decimal(3), bonus_to_full=True)
    entries = [Entry("1.1"), Entry("1.2")]

    assert score_card(one_group(*lines, group=beyond), entries).total == 12
    assert score_card(one_group(*lines, group=within), entries).total == 10


def test_bonus_up_to_full_marks_of_the_card():
    bonus = line("7.1", points("3"), Effect.BONUS, group="7")
    rubric = one_group(line("1.1", points("1")), bonus, total_cap=Decimal(10))

    card = score_card(rubric, [Entry("1.1"), Entry("7.1")])

    assert (card.total, card.full) == (10, 10)


def test_flat_table_without_group_caps_starts_from_its_base():
    group = Group("1", "全表")
    rubric = one_group(line("1.1", points("7")), group=group, base=Decimal(110))

    card = score_card(rubric, [Entry("1.1", 20)])

    assert card.total == -30
    assert card.groups[0].cap is None


TIERS = (
    Tier(Decimal(9), Decimal(1), "优秀"),
    Tier(Decimal(6), Decimal("0.8"), "合格"),
    Tier(Decimal(0), Decimal(0), "不合格"),
)


@pytest.mark.parametrize(
    ("veto", "total", "grade"),
    [
        (Veto(VetoOutcome.GRADE, grade="不合格"), "10", "不合格"),
        (Veto(VetoOutcome.CEILING, ceiling=Decimal("5.99")), "5.99", "不合格"),
        (Veto(VetoOutcome.ZERO), "0", "不合格"),
        (Veto(VetoOutcome.DROP), "10", "合格"),
    ],
)
def test_veto_does_what_it_says_and_is_named(veto, total, grade):
    rubric = one_group(line("1.1", points("1")), line("1.2", veto), tiers=TIERS)

    clean, vetoed = score_card(rubric, []), score_card(rubric, [Entry("1.2", 2)])

    assert (clean.total, clean.grade, clean.vetoed_by) == (10, "优秀", ())
    assert (vetoed.total, vetoed.grade, vetoed.vetoed_by) == (Decimal(total), grade, ("1.2",))


def test_severity_levels_of_a_deduction():
    serious = Levels((LevelPoints("minor", "轻微", Decimal(1)), LevelPoints("serious", "严重", Decimal(3))))
    rubric = one_group(line("1.1", serious))

    assert score_card(rubric, [Entry("1.1", 2, "minor"), Entry("1.1", 1, "严重")]).total == 5


def test_refusal_names_every_bad_entry():
    bad = [
        Entry("9.9"),
        Entry("3.10", -1),
        Entry("3.10", True),
        Entry("3.10", Decimal("1.5")),
        Entry("7.10"),
        Entry("7.10", 1, "galactic"),
        Entry("3.1", 1, "national"),
        Entry("3.1", 1, points=Decimal(9)),
        Entry(3.1),
        Entry("3.1", 1, exemption="天气"),
        Entry("3.1", 10_000_000),
    ]

    with pytest.raises(EntryRefused) as refused:
        score_card(HAIKOU, [Entry("3.1"), *bad])

    found = [(problem.index, problem.field) for problem in refused.value.problems]
    fields = ["criterion", "count", "count", "count", "level", "level", "level", "points", "criterion"]
    assert found == list(enumerate([*fields, "exemption", "count"], start=1))
    assert all(problem.reason and problem.allowed for problem in refused.value.problems)


def test_fixed_points_given_as_printed_are_accepted():
    assert score_card(HAIKOU, [Entry("3.8", 1, points=Decimal("2.0"))]).total == 98


def test_a_later_version_is_scored_by_its_own_points():
    document = haikou_document()
    document["version"] = "2"
    document["criteria"][0]["measure"]["points"] = "4"
    later = rubric_from_document(document)

    assert score_card(HAIKOU, [Entry("1.1")]).total == 97
    assert score_card(later, [Entry("1.1")]).total == 96


def test_units_other_than_occurrences_multiply_alike():
    rubric = one_group(line("1.1", points("3", Unit.HALF_DAY)), line("1.2", points("1", Unit.OVERDUE_DAY)))

    assert score_card(rubric, [Entry("1.1", 2), Entry("1.2", 3)]).total == 1
