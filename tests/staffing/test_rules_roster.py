"""The roster's hard rules, each with the clause that asks for it. No database."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from staffing.enums import ShiftKind
from staffing.rules.roster import (
    Held,
    Limits,
    Placing,
    Plan,
    Slot,
    faults,
    hours,
    minutes_of,
    on_leave,
    refusals,
    shortfalls,
    worsened,
)
from staffing.rules.roster_changes import Wish, dressed, fulfil
from tests.staffing.roster_weeks import AM, EVENING, HALL, MONDAY, PM, crowd, plan, window, worker

TUESDAY = MONDAY + timedelta(days=1)


def at(person: int, day: date = MONDAY, session: int = AM, post: int = 1, *, seat: int | None = None,
       kind: str = ShiftKind.REGULAR, venue: int = HALL) -> Placing:  # fmt: skip
    return Placing(person, day, session, post, venue, seat, kind)


def codes(week: Plan, placing: Placing) -> set[str]:
    return {each.code for each in refusals(week, placing)}


MONDAY_AM = (MONDAY, AM)


@pytest.mark.parametrize(
    ("placing", "expected"),
    [
        pytest.param(at(1), set(), id="002 § 四(二)2(6): own post"),
        pytest.param(at(1, seat=7), set(), id="own post at one of its windows"),
        pytest.param(at(1, post=2), {"post"}, id="002 § ★3: a post one does not hold"),
        pytest.param(at(1, venue=2), {"post"}, id="001 § 2 表 3: the own post in another place"),
        pytest.param(at(3, post=2), set(), id="004 § 二(一): a float stands in anywhere"),
        pytest.param(at(4, post=1), set(), id="AB 角: the second of somebody of the post"),
        pytest.param(at(4, post=2), {"post"}, id="AB 角: not at a post without one's first"),
        pytest.param(at(2), {"leave"}, id="004 § 三.4: on approved leave"),
        pytest.param(at(1, MONDAY + timedelta(days=6)), {"no_session"}, id="a Sunday has no session"),
        pytest.param(at(99), {"not_engaged"}, id="nobody of this number"),
        pytest.param(at(5), {"not_engaged"}, id="002 § 四(二)1(3): engaged from tomorrow"),
        pytest.param(at(5, TUESDAY), set(), id="engaged from this day on"),
        pytest.param(at(3, post=1, seat=8), {"window_post"}, id="a window of another post"),
        pytest.param(at(1, seat=7, kind=ShiftKind.TRAINING), {"training_window"}, id="a training needs no window"),
        pytest.param(at(1, post=2, kind=ShiftKind.TRAINING), set(), id="a training asks for no post"),
    ],
)  # fmt: skip
def test_who_may_stand_where(placing: Placing, expected: set[str]) -> None:
    people = [
        worker(1), worker(2, away=frozenset({MONDAY_AM})), worker(3, 9, floats=True),
        worker(4, 2, stands_in_for=frozenset({1})), worker(5, held=(Held(1, HALL, TUESDAY),)),
    ]  # fmt: skip
    week = plan(people, [window(7), window(8, post=2)])
    if placing.person == 4 and placing.post == 2:
        week = plan([worker(1), worker(4, 3, stands_in_for=frozenset({1}))], [])

    assert codes(week, placing) == expected


def test_one_window_one_person() -> None:
    week = plan([worker(1), worker(2)], [window(7)], placings=(at(1, seat=7),))

    assert codes(week, at(2, seat=7)) == {"window_taken"}
    assert not codes(week, at(2, session=PM, seat=7)) and not codes(week, at(1, seat=7))


@pytest.mark.parametrize(
    ("limits", "sessions", "expected"),
    [
        pytest.param(Limits(8 * 60, None), [AM, PM], set(), id="002 § 四(二)2(6): exactly 8 hours"),
        pytest.param(Limits(8 * 60, None), [AM, PM, EVENING], {"daily"}, id="002: 9.5 hours with the extended session"),
        pytest.param(Limits(None, None), [AM, PM, EVENING], set(), id="001: no limit agreed"),
        pytest.param(Limits(None, 9 * 60), [AM, PM, EVENING], {"weekly"}, id="002: the week's hours"),
        pytest.param(Limits(None, 9 * 60 + 30), [AM, PM, EVENING], set(), id="exactly the week's hours"),
    ],
)  # fmt: skip
def test_hours_of_a_day_and_a_week(limits: Limits, sessions: list[int], expected: set[str]) -> None:
    *before, last = sessions
    week = plan([worker(1)], [], limits=limits, sessions=(AM, PM, EVENING),
                placings=tuple(at(1, session=each) for each in before))  # fmt: skip

    assert codes(week, at(1, session=last)) == expected


def test_the_sixth_day_is_over_forty_hours() -> None:
    full = tuple(at(1, MONDAY + timedelta(days=n), session) for n in range(5) for session in (AM, PM))
    week = plan([worker(1)], [], days=6, placings=full)

    assert codes(week, at(1, MONDAY + timedelta(days=5))) == {"weekly"}
    assert minutes_of(week)[1] == 40 * 60


def test_sessions_that_overlap_in_time_are_two_places() -> None:
    noon = Slot(
        MONDAY, 9, "noon", "中午", datetime.combine(MONDAY, time(11, 59)), datetime.combine(MONDAY, time(13))
    )
    week = plan([worker(1)], [], placings=(at(1),))
    week.slots[noon.at] = noon  # type: ignore[index]

    assert codes(week, at(1, session=9)) == {"overlap"}


def test_shortfalls_name_windows_and_places() -> None:
    week = plan([worker(1), worker(2, 2)], [window(7), window(8, sessions=("pm",)), crowd(2, 2)], days=1,
                placings=(at(1, seat=7), at(2, post=2)))  # fmt: skip

    found = [(each.slot.session, each.place.window, each.needed, each.found) for each in shortfalls(week)]

    assert found == [(AM, None, 2, 1), (PM, 7, 1, 0), (PM, 8, 1, 0), (PM, None, 2, 0)]


def test_somebody_in_a_training_covers_nothing() -> None:
    trained = at(2, post=2, kind=ShiftKind.TRAINING)
    week = plan([worker(2, 2)], [crowd(2, 1)], days=1, placings=(trained, at(2, session=PM, post=2)))

    assert [(each.slot.session, each.found) for each in shortfalls(week)] == [(AM, 0)]


def test_an_extended_session_asks_for_nobody_until_it_is_held() -> None:
    places = [window(7, sessions=("extended",))]
    week = plan([worker(1)], places, days=1, sessions=(AM, PM, EVENING))
    assert not shortfalls(week)

    week.put(at(1, session=EVENING))
    assert [each.place.window for each in shortfalls(week)] == [7]


def test_worsened_tells_only_what_a_change_did() -> None:
    week = plan([worker(1), worker(2)], [window(7), window(8)], days=1, placings=(at(1, seat=7),))
    after = week.copy()
    after.take(at(1).cell)

    assert [(each.slot.session, each.place.window) for each in worsened(week, after)] == [(AM, 7)]
    assert not worsened(after, week)


def test_faults_show_what_became_wrong_later() -> None:
    week = plan([worker(1), worker(2)], [], placings=(at(1), at(2)))
    week.workers[1] = replace(week.workers[1], away=frozenset({MONDAY_AM}))  # type: ignore[index]

    assert set(faults(week)) == {at(1).cell}


def test_two_people_change_seats_in_one_step() -> None:
    week = plan([worker(1), worker(2)], [window(7), window(8)], placings=(at(1, seat=7), at(2, seat=8)))

    done = fulfil(week, [Wish(at(1).cell, at(1, seat=8)), Wish(at(2).cell, at(2, seat=7))])

    assert not done.refused
    assert [done.plan.placings[at(who).cell].window for who in (1, 2)] == [8, 7]
    assert [week.placings[at(who).cell].window for who in (1, 2)] == [7, 8]


def test_what_is_refused_keeps_what_was_there() -> None:
    week = plan([worker(1), worker(2)], [window(7), window(8)], placings=(at(1, seat=7), at(2, seat=8)))

    done = fulfil(week, [Wish(at(1).cell, at(1, seat=8)), Wish(at(2, TUESDAY).cell, at(2, TUESDAY, seat=8))])

    assert [wish.cell for wish, _told in done.refused] == [at(1).cell]
    assert done.plan.placings[at(1).cell].window == 7
    assert done.plan.placings[at(2, TUESDAY).cell].window == 8


@pytest.mark.parametrize(
    ("person", "session", "kind", "covers"),
    [
        (1, AM, "regular", None),
        (3, AM, "float", None),
        (4, AM, "substitute", 1),
        (1, EVENING, "extended", None),
    ],
)
def test_a_placing_is_named_by_who_and_when(person: int, session: int, kind: str, covers: int | None) -> None:
    people = [worker(1), worker(3, 9, floats=True), worker(4, 2, stands_in_for=frozenset({1}))]
    week = plan(people, [], sessions=(AM, PM, EVENING))

    found = dressed(week, at(person, session=session))

    assert (found.kind, found.covers) == (kind, covers)


@pytest.mark.parametrize(
    ("from_on", "from_half", "to_on", "to_half", "expected"),
    [
        (0, 1, 0, 1, [(0, AM)]),
        (0, 2, 0, 2, [(0, PM)]),
        (0, 2, 1, 1, [(0, PM), (1, AM)]),
        (-3, 1, 0, 2, [(0, AM), (0, PM)]),
        (1, 1, 9, 2, [(1, AM), (1, PM)]),
    ],
)
def test_leave_takes_half_days_at_both_ends(
    from_on: int, from_half: int, to_on: int, to_half: int, expected: list[tuple[int, int]]
) -> None:
    week = plan([], [], days=2)
    first, last = MONDAY + timedelta(days=from_on), MONDAY + timedelta(days=to_on)

    found = [
        ((each.day - MONDAY).days, each.session)
        for each in sorted(week.slots.values(), key=lambda each: each.starts_at)
        if on_leave(each, from_on=first, from_half=from_half, to_on=last, to_half=to_half)
    ]

    assert found == expected


@pytest.mark.parametrize(("minutes", "told"), [(0, "0"), (390, "6.5"), (2400, "40"), (205, "3.4")])
def test_hours_are_told_shortly(minutes: int, told: str) -> None:
    assert hours(minutes) == told
