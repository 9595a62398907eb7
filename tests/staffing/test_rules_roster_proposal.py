"""Proposed weeks never break a hard rule, whatever the hall looks like; and they fill what can be filled."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from staffing.rules.roster import Limits, Place, Placing, Plan, Worker, faults, minutes_of, shortfalls
from staffing.rules.roster_proposal import Proposal, propose
from staffing.rules.roster_solver import Model
from tests.staffing.roster_weeks import AM, HALL, MONDAY, PM, crowd, hall, plan, slots, window, worker

POSTS = st.sampled_from([1, 2, 3])
SLOTS = tuple(slots(7))
MINUTES = st.sampled_from([None, 0, 240, 300, 480, 700, 1200, 2400])


def solved(week: Plan) -> tuple[Proposal, Plan]:
    proposal = propose(week, lambda person, day: HALL, seconds=10)
    after = week.copy()
    for each in proposal.placings:
        after.put(each)
    return proposal, after


@st.composite
def workers(draw: st.DrawFn) -> list[Worker]:
    count = draw(st.integers(0, 9))
    people = []
    for pk in range(1, count + 1):
        floats = draw(st.booleans()) and draw(st.booleans())
        held = draw(st.sampled_from(["always", "from Wednesday", "until Tuesday", "never"]))
        made = worker(
            pk, 9 if floats else draw(POSTS), floats=floats, venue=draw(st.sampled_from([HALL, None, 2])),
            away=frozenset(draw(st.lists(st.sampled_from(SLOTS), max_size=5))),
            stands_in_for=frozenset(draw(st.lists(st.integers(1, 9), max_size=2))) - {pk},
            usual_window=draw(st.sampled_from([None, 1, 2, 3])),
        )  # fmt: skip
        own = made.held[0]
        if held == "from Wednesday":
            own = replace(own, first=MONDAY + timedelta(days=2))
        elif held == "until Tuesday":
            own = replace(own, last=MONDAY + timedelta(days=1))
        people.append(replace(made, held=() if held == "never" else (own,)))
    return people


@st.composite
def weeks(draw: st.DrawFn) -> Plan:
    places: list[Place] = [
        window(number, draw(POSTS), tuple(draw(st.sets(st.sampled_from(["am", "pm"]), min_size=1))))
        for number in range(1, draw(st.integers(1, 5)))
    ]
    places += [crowd(post, draw(st.integers(0, 3))) for post in draw(st.sets(POSTS))]
    limits = Limits(draw(MINUTES), draw(MINUTES))
    return plan(draw(workers()), places, days=draw(st.integers(1, 7)), limits=limits)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(weeks())
def test_no_proposal_breaks_a_hard_rule(week: Plan) -> None:
    proposal, after = solved(week)

    assert not faults(after)
    assert len({each.cell for each in proposal.placings}) == len(proposal.placings)
    for short in shortfalls(after):
        told = [each for each in proposal.unmet
                if (each.slot, each.post, each.venue) == (short.slot, short.place.post, short.place.venue)]  # fmt: skip
        assert told and told[0].missing >= short.needed - short.found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(weeks(), st.data())
def test_what_people_planned_stays(week: Plan, data: st.DataObject) -> None:
    _first, after = solved(week)
    kept = [each for each in after.placings.values() if data.draw(st.booleans())]
    started = Plan(week.slots, week.workers, week.places, week.limits, kept)

    _proposal, again = solved(started)

    assert all(again.placings[each.cell] == each for each in kept)
    assert not faults(again)


def test_the_whole_week_is_given_where_hours_let_it() -> None:
    proposal, after = solved(plan([worker(1), worker(2)], [window(1), window(2)]))

    assert not proposal.unmet and proposal.best and not shortfalls(after)
    assert minutes_of(after) == {1: 2400, 2: 2400}


def test_everybody_sits_at_the_usual_window() -> None:
    people = [worker(1, usual_window=2), worker(2, usual_window=1), worker(3)]

    _proposal, after = solved(plan(people, [window(1), window(2), window(3)]))

    assert {(each.person, each.window) for each in after.placings.values()} == {(1, 2), (2, 1), (3, 3)}


def test_a_float_stands_in_before_a_second_leaves_the_own_post() -> None:
    away = frozenset({(MONDAY, AM)})
    people = [worker(1, away=away), worker(2, 2, stands_in_for=frozenset({1})), worker(3, 9, floats=True)]

    _proposal, after = solved(plan(people, [window(1)], days=1))

    seated = [each for each in after.placings.values() if each.window == 1 and each.session == AM]
    assert [(each.person, each.kind) for each in seated] == [(3, "float")]


def test_without_a_float_the_second_stands_in() -> None:
    away = frozenset({(MONDAY, AM), (MONDAY, PM)})
    people = [worker(1, away=away), worker(2, 2, stands_in_for=frozenset({1}))]

    _proposal, after = solved(plan(people, [window(1)], days=1))

    assert {(each.person, each.kind, each.covers) for each in after.placings.values()} == {
        (2, "substitute", 1)
    }


def test_what_cannot_be_says_why() -> None:
    away = frozenset({(MONDAY, AM)})
    fixed = (Placing(2, MONDAY, AM, 1, HALL, None, "training"),)
    people = [worker(1, away=away), worker(2), worker(3)]

    proposal, _after = solved(plan(people, [window(1), window(2), window(3)], days=1, placings=fixed))

    first = proposal.unmet[0]
    assert (first.slot.session, first.missing, first.own) == (AM, 2, 3)
    assert (first.away, first.elsewhere, first.full) == ((1,), (2,), ())


def test_a_seventh_day_leaves_days_off_whole() -> None:
    proposal, after = solved(plan([worker(1), worker(2)], [window(1)], days=7))

    assert all(minutes <= 2400 for minutes in minutes_of(after).values())
    for person in (1, 2):
        days = [each.day for each in after.placings.values() if each.person == person]
        assert all(days.count(day) == 2 for day in days)
    assert not proposal.unmet


@pytest.mark.parametrize("days", [5, 6, 7])
def test_a_hall_of_120_people_keeps_every_rule(days: int) -> None:
    proposal, after = solved(hall(120, days=days))

    assert proposal.best and not faults(after)
    assert bool(proposal.unmet) is bool(shortfalls(after))


def test_progress_is_told_step_by_step() -> None:
    told: list[tuple[int, int]] = []

    propose(
        plan([worker(1)], [window(1)]),
        lambda person, day: HALL,
        seconds=5,
        tell=lambda *step: told.append(step),
    )

    assert told == [(number, 13) for number in range(1, 14)]


def test_an_empty_question_has_an_empty_answer() -> None:
    assert Model().solve(seconds=1) == ([], True)
