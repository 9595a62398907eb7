"""Random rubrics and cards against a second, naive reckoning in fractions that shares no code with the first."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.enums import Effect, Floor, GroupKind, Unit, VetoOutcome
from assessment.rules import (
    Allowance,
    Band,
    Conversion,
    CountBands,
    Criterion,
    Entry,
    Group,
    JudgedRange,
    LevelPoints,
    Levels,
    Once,
    PerUnit,
    Repeat,
    Rubric,
    Veto,
    compile_rubric,
    rubric_from_document,
    rubric_to_document,
    score_card,
    tier_for,
)

ZERO = Decimal(0)
quarters = st.integers(1, 24).map(lambda n: Decimal(n) / 4)
caps = st.integers(2, 60).map(lambda n: Decimal(n) / 2)
decisions = st.fixed_dictionaries(
    {},
    optional={
        "adjustment_cap": st.sampled_from(["separate", "net"]),
        "total_cap": st.sampled_from(["allow", "cut"]),
        "no_unit_criteria": st.sampled_from(["once", "item"]),
    },
)
measures = st.one_of(
    st.builds(PerUnit, st.sampled_from(Unit), quarters),
    st.builds(Once, quarters, st.booleans()),
    st.builds(Allowance, st.just(Unit.DAY), quarters, st.integers(1, 3)),
    st.builds(Repeat, st.just(Unit.ITEM), quarters, st.integers(2, 5)),
    quarters.map(lambda p: Levels((LevelPoints("minor", "轻", p), LevelPoints("serious", "重", p * 2)))),
    quarters.map(lambda p: JudgedRange(ZERO, p, p / 4)),
    quarters.map(
        lambda p: CountBands((Band(p, Decimal(1), True, Decimal(3), False), Band(p * 3, Decimal(3))))
    ),
    st.builds(Veto, st.just(VetoOutcome.CEILING), st.just(""), caps),
)


@st.composite
def rubrics(draw):
    groups, criteria = [], []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        floor = draw(st.sampled_from(Floor))
        lowest = -draw(caps) if floor == Floor.NEGATIVE else None
        section = draw(st.sampled_from(["甲", "乙"]))
        groups.append(Group(str(number), "组", section, cap=draw(caps), floor=floor, lowest=lowest))
        for place in range(1, draw(st.integers(1, 4)) + 1):
            cap = draw(st.none() | caps)
            code = f"{number}.{place}"
            criteria.append(Criterion(code, "条", str(number), Effect.DEDUCTION, draw(measures), cap=cap))
    each = draw(quarters)
    criteria.append(Criterion("1.90", "旷工", "1", Effect.DEDUCTION, PerUnit(Unit.ITEM, each * 3)))
    lates = Conversion(Unit.ITEM, each, draw(st.integers(1, 4)), "1.90")
    criteria.append(Criterion("1.91", "迟到", "1", Effect.DEDUCTION, lates))
    groups.append(Group("7", "加减", "加减", GroupKind.ADJUST, bonus_cap=draw(caps), demerit_cap=draw(caps)))
    criteria.append(Criterion("7.1", "加", "7", Effect.BONUS, PerUnit(Unit.ITEM, draw(quarters))))
    criteria.append(Criterion("7.2", "减", "7", Effect.DEMERIT, PerUnit(Unit.ITEM, draw(quarters))))
    floor = draw(st.sampled_from(Floor))
    return Rubric(
        name="random",
        title="随机",
        version="1",
        base=sum((group.cap or ZERO for group in groups), ZERO),
        groups=tuple(groups),
        criteria=tuple(criteria),
        section_caps=((groups[0].section, draw(caps)),) if draw(st.booleans()) else (),
        card_cap=draw(st.none() | caps),
        floor=floor,
        lowest=-draw(caps) if floor == Floor.NEGATIVE else None,
    )


def entry_of(draw, rubric):
    criterion = draw(st.sampled_from(rubric.criteria))
    count = draw(st.integers(0, 6))
    match criterion.measure:
        case Levels():
            return Entry(criterion.code, count, draw(st.sampled_from(["minor", "serious"])))
        case JudgedRange(step=step):
            return Entry(criterion.code, count, points=step * draw(st.integers(0, 4)))
    return Entry(criterion.code, count)


@st.composite
def cards(draw):
    rubric = draw(rubrics())
    return rubric, [entry_of(draw, rubric) for _entry in range(draw(st.integers(0, 12)))]


def naive_points(criterion, events, per_item):
    """Points of one criterion from its events, one by one; an event is (level, points)."""
    lost = Fraction(0)
    for number, (level, points) in enumerate(events, start=1):
        match criterion.measure:
            case PerUnit(points=each):
                lost += Fraction(each)
            case Once(points=each, unit_unstated=unstated):
                lost += Fraction(each) if number == 1 or (unstated and per_item) else 0
            case Allowance(points=each, free=free):
                lost += Fraction(each) if number > free else 0
            case Repeat(points=each, nth=nth):
                lost += Fraction(each) * (2 if number >= nth else 1)
            case Levels(levels=levels):
                lost += Fraction(levels[0].points if level == "minor" else levels[1].points)
            case JudgedRange():
                lost += Fraction(points)
            case CountBands(bands=bands):
                lost = Fraction(bands[0].points if number < 3 else bands[1].points)
    return lost if criterion.cap is None else min(lost, Fraction(criterion.cap))


def naive_total(rubric, entries, chosen):
    events = {criterion.code: [] for criterion in rubric.criteria}
    for entry in entries:
        events[entry.criterion] += [(entry.level, entry.points)] * entry.count
    lates = rubric.criterion("1.91").measure
    while len(events["1.91"]) >= lates.every:
        events["1.91"] = events["1.91"][lates.every :]
        events["1.90"] = [*events["1.90"], (None, None)]
    per_item = chosen.get("no_unit_criteria") == "item"
    lost = {c.code: naive_points(c, events[c.code], per_item) for c in rubric.criteria}
    lost["1.91"] = Fraction(lates.points) * len(events["1.91"])
    deducted, by_section = Fraction(0), {}
    for group in rubric.groups[:-1]:
        taken = sum(lost[c.code] for c in rubric.criteria if c.group == group.code)
        if group.floor != Floor.NONE:
            taken = min(taken, Fraction(group.cap) - Fraction(group.lowest or 0))
        by_section[group.section] = by_section.get(group.section, 0) + taken
    for section, taken in by_section.items():
        limit = dict(rubric.section_caps).get(section)
        deducted += taken if limit is None else min(taken, Fraction(limit))
    if rubric.card_cap is not None:
        deducted = min(deducted, Fraction(rubric.card_cap))
    plus, minus = Fraction(rubric.groups[-1].bonus_cap), Fraction(rubric.groups[-1].demerit_cap)
    if chosen.get("adjustment_cap") == "net":
        adjusted = max(-minus, min(plus, lost["7.1"] - lost["7.2"]))
    else:
        adjusted = min(plus, lost["7.1"]) - min(minus, lost["7.2"])
    total = Fraction(rubric.base) - deducted + adjusted
    if chosen.get("total_cap") == "cut":
        total = min(total, Fraction(rubric.base))
    if rubric.floor != Floor.NONE:
        total = max(total, Fraction(rubric.lowest or 0))
    for criterion in rubric.criteria:
        if isinstance(criterion.measure, Veto) and events[criterion.code]:
            total = min(total, Fraction(criterion.measure.ceiling))
    return total


@settings(max_examples=300, deadline=None)
@given(cards(), decisions)
def test_total_agrees_with_a_naive_reckoning(card, chosen):
    rubric, entries = card

    assert Fraction(score_card(rubric, entries, chosen).total) == naive_total(rubric, entries, chosen)


@settings(max_examples=100, deadline=None)
@given(cards(), decisions, st.randoms(use_true_random=False))
def test_order_of_entries_does_not_matter(card, chosen, chance):
    rubric, entries = card
    shuffled = entries.copy()
    chance.shuffle(shuffled)

    before, after = score_card(rubric, entries, chosen), score_card(rubric, shuffled, chosen)

    assert before == after


@settings(max_examples=200, deadline=None)
@given(st.data(), cards(), decisions)
def test_one_more_deduction_never_raises_the_score(data, card, chosen):
    rubric, entries = card
    more = entry_of(data.draw, rubric)
    if rubric.criterion(more.criterion).effect == Effect.BONUS:
        more = Entry("7.2", more.count)

    assert score_card(rubric, [*entries, more], chosen).total <= score_card(rubric, entries, chosen).total


@settings(max_examples=200, deadline=None)
@given(cards(), decisions)
def test_total_stays_between_floor_and_full_mark(card, chosen):
    rubric, entries = card
    score = score_card(rubric, entries, chosen)

    assert score.total <= score.full
    ceilings = [c.measure.ceiling for c in rubric.vetoes if c.code in score.vetoed_by]
    if rubric.floor != Floor.NONE:
        assert score.total >= min([rubric.lowest or ZERO, *ceilings])
    for group in score.groups[:-1]:
        assert group.score <= (group.cap or ZERO)


@settings(max_examples=100, deadline=None)
@given(cards(), decisions)
def test_both_doors_lead_to_the_same_total(card, chosen):
    rubric, entries = card
    scorer = compile_rubric(rubric, chosen)

    assert scorer.total(scorer.prepare(entries)) == score_card(rubric, entries, chosen).total


@settings(max_examples=100, deadline=None)
@given(rubrics())
def test_rubric_reads_back_equal_from_its_document(rubric):
    written = rubric_to_document(rubric)

    assert rubric_from_document({**written, "base_apart": True}).criteria == rubric.criteria


@settings(max_examples=200, deadline=None)
@given(st.fractions(-5, 105))
def test_tier_is_the_highest_whose_floor_is_reached(mean):
    from assessment.rules import DEFAULT_TIERS

    reached = [tier for tier in DEFAULT_TIERS if mean >= tier.floor]

    assert tier_for(DEFAULT_TIERS, mean) == (reached[0] if reached else DEFAULT_TIERS[-1])
