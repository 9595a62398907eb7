"""The clock's arithmetic, against a calendar with a Spring Festival and against counting day by day."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from windows.rules.clock import (
    Calendar,
    Finish,
    Level,
    Stop,
    counted_from,
    days_late,
    days_left,
    due_on,
    finish_of,
    first_counted,
    read_clock,
    spent,
    stopped_days,
)

# 2024: holiday from 10 to 17 February, Sundays 4 and 18 worked instead.
SPRING = {date(2024, 2, day): False for day in range(10, 18)} | {
    date(2024, 2, 4): True,
    date(2024, 2, 18): True,
}
CALENDAR = Calendar(SPRING, date(2024, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(f"2024-{text}")


@pytest.mark.parametrize(
    ("begun", "days", "due"),
    [
        pytest.param("03-04", 10, "03-18", id="XKF-82:working-days"),
        pytest.param("03-04", 1, "03-05", id="day-of-receipt-not-counted"),
        pytest.param("02-09", 1, "02-18", id="over-spring-festival-to-the-make-up-sunday"),
        pytest.param("02-09", 5, "02-22", id="XKF-32:five-days-over-the-holiday"),
        pytest.param("02-10", 1, "02-18", id="received-on-a-holiday"),
        pytest.param("02-03", 1, "02-04", id="make-up-sunday-counts"),
        pytest.param("03-04", 20, "04-01", id="XKF-42:twenty-days"),
        pytest.param("03-04", 0, "03-04", id="on-the-spot"),
        pytest.param("02-11", 0, "02-18", id="on-the-spot-on-a-holiday"),
    ],
)
def test_a_term_ends_with_its_last_working_day(begun: str, days: int, due: str) -> None:
    assert due_on(day(begun), days, SPRING) == day(due)


@pytest.mark.parametrize(
    ("received", "after_closing", "counted"),
    [
        pytest.param("03-04", False, "03-04", id="in-office-hours"),
        pytest.param("03-04", True, "03-05", id="PT:after-closing"),
        pytest.param("03-08", True, "03-11", id="PT:friday-after-closing"),
        pytest.param("03-09", False, "03-11", id="PT:saturday"),
        pytest.param("02-18", False, "02-18", id="make-up-sunday"),
    ],
)
def test_an_on_spot_case_counts_from_a_day_the_counter_is_open(
    received: str, after_closing: bool, counted: str
) -> None:
    assert first_counted(day(received), after_closing, SPRING) == day(counted)


def test_a_special_step_moves_the_due_day_by_its_working_days() -> None:
    stop = Stop(day("03-06"), day("03-11"))  # Thursday, Friday, Monday do not count

    assert stopped_days(stop, day("03-04"), SPRING) == 3
    assert due_on(day("03-04"), 10, SPRING, [stop]) == day("03-21")


def test_a_stop_that_began_after_the_term_does_not_mend_a_late_case() -> None:
    stop = Stop(day("03-18"), day("03-29"))

    assert due_on(day("03-04"), 10, SPRING, [stop]) == day("03-18")


def test_a_stop_before_acceptance_takes_nothing_off() -> None:
    """A correction between receipt and acceptance is over when the promise begins to run."""
    stop = Stop(day("03-01"), day("03-04"))

    assert due_on(day("03-04"), 10, SPRING, [stop]) == day("03-18")


# -- against a naive counter ----------------------------------------------------------------------------------------
def naive_due(begun: date, days: int, exceptions: dict[date, bool], stops: Sequence[Stop]) -> date:
    """Walk day by day; a working day outside every stop uses one up."""
    today, left = begun, days
    while left:
        today += timedelta(days=1)
        works = exceptions.get(today, today.weekday() < 5)
        stopped = any(each.began_on < today <= (each.ended_on or date.max) for each in stops)
        left -= works and not stopped
    return today


NEW_YEAR = date(2024, 1, 1)
# Days that differ from the week, as offsets: quick to draw, so that a busy machine does not fail the health check.
calendars = st.dictionaries(st.integers(0, 366), st.booleans(), max_size=20).map(
    lambda days: {NEW_YEAR + timedelta(days=offset): works for offset, works in days.items()}
)
starts = st.integers(0, 180).map(lambda offset: NEW_YEAR + timedelta(days=offset))
counts = st.integers(1, 40)


@st.composite
def stops_from(draw: st.DrawFn) -> tuple[date, list[Stop]]:
    """A beginning, and stops after one another, as the database's one open stop a case makes them."""
    begun = draw(starts)
    stops, last = [], begun
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 15)), max_size=4)):
        first = last + timedelta(days=gap)
        last = first + timedelta(days=length)
        stops.append(Stop(first, last))
    return begun, stops


@given(stops_from(), counts, calendars)
def test_due_day_is_where_counting_day_by_day_ends(
    story: tuple[date, list[Stop]], days: int, exceptions: dict[date, bool]
) -> None:
    begun, stops = story

    assert due_on(begun, days, exceptions, stops) == naive_due(begun, days, exceptions, stops)


@given(stops_from(), counts, calendars, st.randoms())
def test_the_order_stops_are_given_in_does_not_matter(
    story: tuple[date, list[Stop]], days: int, exceptions: dict[date, bool], random: object
) -> None:
    begun, stops = story
    mixed = list(stops)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert due_on(begun, days, exceptions, mixed) == due_on(begun, days, exceptions, stops)


@given(starts, counts, calendars, st.integers(-30, 60))
def test_days_left_reach_the_due_day(
    begun: date, days: int, exceptions: dict[date, bool], later: int
) -> None:
    due = due_on(begun, days, exceptions)
    today = due + timedelta(days=later)
    left = days_left(due, today, exceptions)

    assert (left < 0) == (today > due)
    if today <= due:
        assert left == sum(
            exceptions.get(each, each.weekday() < 5)
            for each in (today + timedelta(days=step) for step in range(1, (due - today).days + 1))
        )
    else:
        assert -left == days_late(due, today, exceptions) >= 1


@given(stops_from(), st.integers(0, 90), calendars)
def test_spent_days_and_stopped_days_make_the_whole(
    story: tuple[date, list[Stop]], length: int, exceptions: dict[date, bool]
) -> None:
    begun, stops = story
    ended = max([begun, *(each.ended_on or begun for each in stops)]) + timedelta(days=length)
    counted = [
        begun + timedelta(days=step)
        for step in range(1, (ended - begun).days + 1)
        if not any(s.began_on < begun + timedelta(days=step) <= (s.ended_on or ended) for s in stops)
    ]

    found = spent(begun, ended, stops, exceptions)

    assert found == sum(exceptions.get(each, each.weekday() < 5) for each in counted)


# -- reading --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("today", "left", "level"),
    [
        pytest.param("03-14", 2, Level.OK, id="two-days"),
        pytest.param("03-15", 1, Level.WARN, id="rules-5:one-day-ahead"),
        pytest.param("03-16", 1, Level.WARN, id="saturday-before"),
        pytest.param("03-18", 0, Level.WARN, id="due-today"),
        pytest.param("03-19", -1, Level.LATE, id="a-day-late"),
        pytest.param("03-26", -6, Level.LATE, id="six-working-days-late"),
    ],
)
def test_a_clock_warns_and_turns_late(today: str, left: int, level: Level) -> None:
    found = read_clock(day("03-18"), day(today), CALENDAR, warn_days=1)

    assert (found.days_left, found.level) == (left, level)


def test_a_case_due_on_friday_is_late_on_saturday() -> None:
    found = read_clock(day("03-15"), day("03-16"), CALENDAR, warn_days=1)

    assert (found.days_left, found.level) == (-1, Level.LATE)


def test_a_stopped_clock_stands() -> None:
    stopped = {"warn_days": 1, "stopped_since": day("03-12")}
    found = [read_clock(day("03-18"), day(each), CALENDAR, **stopped) for each in ("03-12", "04-20")]  # type: ignore[arg-type]

    assert [(each.days_left, each.level) for each in found] == [(4, Level.STOPPED)] * 2


def test_a_clock_stopped_after_its_due_day_stays_late() -> None:
    found = read_clock(day("03-18"), day("03-25"), CALENDAR, warn_days=1, stopped_since=day("03-20"))

    assert found.level == Level.LATE


def test_a_due_day_beyond_the_published_calendar_is_provisional() -> None:
    assert not read_clock(day("12-31"), day("12-01"), CALENDAR, warn_days=1).provisional
    assert read_clock(date(2025, 1, 2), day("12-30"), CALENDAR, warn_days=1).provisional
    assert Calendar({}).is_provisional(day("01-01"))


@pytest.mark.parametrize(
    ("on_spot", "decided", "finish"),
    [
        pytest.param(False, "03-15", Finish.EARLY, id="early"),
        pytest.param(False, "03-18", Finish.ON_TIME, id="on-time"),
        pytest.param(False, "03-19", Finish.LATE, id="late"),
        pytest.param(True, "03-18", Finish.ON_SPOT, id="on-spot"),
        pytest.param(True, "03-19", Finish.LATE, id="on-spot-late"),
    ],
)
def test_a_decided_case_kept_its_promise_or_not(on_spot: bool, decided: str, finish: Finish) -> None:
    assert finish_of(on_spot, day("03-18"), day(decided)) == finish


@pytest.mark.parametrize(
    ("accepted", "told", "expected"),
    [
        pytest.param("03-11", 0, ("03-11", False), id="XKF-32(4):fifth-day"),
        pytest.param("03-12", 0, ("03-04", True), id="XKF-32(4):sixth-day-counts-from-receipt"),
        pytest.param("03-20", 1, ("03-20", False), id="told-in-time"),
    ],
)
def test_who_says_nothing_has_accepted(accepted: str, told: int, expected: tuple[str, bool]) -> None:
    found = counted_from(day("03-04"), day(accepted), told, 5, SPRING)

    assert found == (day(expected[0]), expected[1])
