"""Sessions judged in the contract's own classes, and the classic faults of attendance systems."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.rules.attendance import (
    AS_ABSENT,
    AS_LATE,
    ASKED,
    GAP,
    LACKING,
    SILENT,
    Around,
    AwaySpan,
    Judged,
    Limits,
    away_breach,
    away_minutes,
    judge,
)
from staffing.rules.attendance_punches import Planned, Seen, assign

HALL = timezone(timedelta(hours=8))
DAY = date(2026, 3, 31)
HAIKOU = Limits(arrival=10, late=10, absence=1, away=15)
NONE = Limits()
EVENING = datetime(2026, 4, 2, 20, tzinfo=HALL)


def at(text: str, day: date = DAY) -> datetime:
    hour, minute, *second = (int(part) for part in text.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, *second, tzinfo=HALL)


def session(key: str, begins: str, ends: str, day: date = DAY) -> Planned:
    return Planned(key, day, at(begins, day), at(ends, day))


AM, PM = session("am", "8:30", "12:00"), session("pm", "14:30", "17:30")


def judged(*punches: str, planned: tuple[Planned, ...] = (AM, PM), limits: Limits = HAIKOU) -> list[Judged]:
    seen = assign(planned, [at(text) for text in punches], bridge=limits.bridge)
    return [judge(plan, found, limits=limits, now=EVENING) for plan, found in zip(planned, seen, strict=True)]


def verdicts(*punches: str, planned: tuple[Planned, ...] = (AM, PM), limits: Limits = HAIKOU) -> list[str]:
    return [str(each.verdict) for each in judged(*punches, planned=planned, limits=limits)]


@pytest.mark.parametrize(
    ("arrived", "left", "verdict"),
    [
        pytest.param("8:20", "12:00", "present", id="3.10: ten minutes early exactly"),
        pytest.param("8:20:59", "12:00", "present", id="3.10: the clock's minute counts"),
        pytest.param("8:21", "12:00", "unprepared", id="3.10: nine minutes early"),
        pytest.param("8:30", "12:00", "unprepared", id="3.10: at opening"),
        pytest.param("8:31", "12:00", "late", id="3.17: a minute late"),
        pytest.param("8:40:59", "12:00", "late", id="3.17: ten minutes late exactly"),
        pytest.param("8:41", "12:00", "to_decide", id="late_gap: eleven minutes late"),
        pytest.param("8:10", "11:50", "early", id="3.17: ten minutes early exactly"),
        pytest.param("8:10", "11:49", "to_decide", id="late_gap: eleven minutes early"),
        pytest.param("8:35", "11:55", "late_and_early", id="3.17: late and early"),
        pytest.param("8:35", "11:40", "to_decide", id="late_gap: late within, early beyond"),
        pytest.param("8:25", "11:55", "early", id="3.10 and 3.17: unprepared and early"),
    ],
)
def test_a_session_is_judged_by_the_clause(arrived: str, left: str, verdict: str) -> None:
    [found] = judged(arrived, left, planned=(AM,))
    assert found.verdict == verdict


def test_minutes_are_told() -> None:
    [found] = judged("8:37", "11:54", planned=(AM,))
    assert (found.late, found.early, found.unprepared) == (7, 6, 0)
    [found] = judged("8:25", "11:54", planned=(AM,))
    assert (found.late, found.early, found.unprepared) == (0, 6, 5)


@pytest.mark.parametrize(
    ("decided", "verdict"),
    [
        pytest.param("person_decides", "to_decide", id="late_gap: a person"),
        pytest.param(AS_LATE, "late", id="late_gap: as 3.17"),
        pytest.param(AS_ABSENT, "absent", id="late_gap: as 3.19"),
    ],
)
def test_late_beyond_the_limit_goes_where_the_decision_says(decided: str, verdict: str) -> None:
    [found] = judged("9:10", "12:00", planned=(AM,), limits=HAIKOU._replace(late_gap=decided))
    assert (found.verdict, found.late) == (verdict, 40)


def test_a_contract_without_limits_knows_lateness_but_no_class_of_it() -> None:
    assert verdicts("8:29", "12:00", planned=(AM,), limits=NONE) == ["present"]
    assert verdicts("9:45", "12:00", planned=(AM,), limits=NONE) == ["late"]


def test_somebody_who_is_at_no_window_need_not_prepare() -> None:
    [found] = judged("8:29", "12:00", planned=(AM._replace(prepares=False),))
    assert found.verdict == "present"


@pytest.mark.parametrize(
    ("punches", "expected"),
    [
        pytest.param(("8:15", "12:02", "14:18", "17:31"), ["present", "present"], id="four a day"),
        pytest.param((), ["absent", "absent"], id="3.19: nothing at all"),
        pytest.param(("8:15", "12:02"), ["present", "absent"], id="3.19: morning only"),
        pytest.param(("14:15", "17:32"), ["absent", "present"], id="3.19: afternoon only"),
        pytest.param(("8:15", "17:31"), ["missing_punch"] * 2, id="two a day, worked both: nobody is absent"),
        pytest.param(("8:15",), ["missing_punch"] * 2, id="came and was never seen to leave"),
        pytest.param(("17:31",), ["missing_punch"] * 2, id="left and was never seen to come"),
        pytest.param(("8:15", "14:20", "17:31"), ["present", "missing_punch"], id="a single one ends the morning"),
        pytest.param(("8:15", "12:01", "17:31"), ["present", "missing_punch"], id="came back without a punch"),
        pytest.param(("8:15", "12:00", "14:20", "17:31"), ["present"] * 2, id="left on the minute"),
        pytest.param(("8:15", "11:55", "14:20", "17:31"), ["early", "present"], id="left early, one at noon"),
        pytest.param(("8:15", "8:16", "12:02", "12:03", "14:18", "17:31"), ["present"] * 2, id="pressed twice"),
        pytest.param(("8:15", "12:02", "12:10", "17:31"), ["present", "present"], id="came back at once"),
        pytest.param(("8:15", "13:20", "14:15", "17:31"), ["present"] * 2, id="worked on into the break"),
        pytest.param(("8:15", "10:00", "10:20", "12:01", "14:18", "17:31"), ["present"] * 2, id="out in between"),
        pytest.param(("12:40", "14:10", "17:31"), ["missing_punch", "present"], id="only the end of the morning"),
        pytest.param(("8:15", "14:20"), ["present", "missing_punch"], id="one near opening is no absence"),
        pytest.param(("8:15", "12:01", "14:20"), ["present", "missing_punch"], id="the last one forgotten"),
    ],
)  # fmt: skip
def test_punches_find_their_sessions(punches: tuple[str, ...], expected: list[str]) -> None:
    assert verdicts(*punches) == expected


def test_a_single_punch_between_sessions_is_counted_once() -> None:
    morning, afternoon = assign((AM, PM), [at("8:15"), at("14:20"), at("17:31")])
    assert (morning.arrived, morning.left) == (at("8:15"), at("14:20"))
    assert (afternoon.arrived, afternoon.left) == (None, at("17:31"))


def test_sessions_without_a_break_are_worked_through() -> None:
    late_shift = session("extended", "17:30", "18:30")
    assert verdicts("14:15", "18:31", planned=(PM, late_shift)) == ["present", "present"]
    assert verdicts("14:15", "17:32", planned=(PM, late_shift)) == ["present", "to_decide"]
    assert verdicts("14:15", "17:30", planned=(PM, late_shift)) == ["present", "absent"]
    assert verdicts("17:31", "18:31", planned=(PM, late_shift)) == ["absent", "late"]


def test_overlapping_shifts_are_one_stretch() -> None:
    other = session("float", "11:00", "13:00")
    assert verdicts("8:15", "13:01", planned=(AM, other)) == ["present", "present"]


def test_an_evening_left_after_midnight_is_left() -> None:
    """The last evening of a month, left in the next one; the next morning is judged by itself."""
    evening = session("evening", "19:00", "23:50")
    morning = session("am", "8:30", "12:00", DAY + timedelta(days=1))
    first, second = assign((evening, morning), [at("18:45"), at("0:05", DAY + timedelta(days=1))])
    assert (first.left, second) == (at("0:05", DAY + timedelta(days=1)), Seen())


def test_a_forgotten_evening_does_not_excuse_the_next_morning() -> None:
    evening = session("evening", "18:00", "21:00")
    morning = session("am", "8:30", "12:00", DAY + timedelta(days=1))
    planned = (evening, morning)
    found = [
        judge(plan, seen, limits=HAIKOU, now=EVENING).verdict
        for plan, seen in zip(planned, assign(planned, [at("17:45")]), strict=True)
    ]
    assert found == ["missing_punch", "absent"]


def test_the_time_zone_of_a_punch_changes_nothing() -> None:
    there = [at(text).astimezone(UTC) for text in ("8:15", "12:02", "14:18", "17:31")]
    assert assign((AM, PM), there) == assign((AM, PM), [each.astimezone(HALL) for each in there])
    assert assign((AM, PM), there)[0].arrived == at("8:15")


def test_a_session_that_is_not_over_waits() -> None:
    found = judge(AM, Seen(at("8:35")), limits=HAIKOU, now=at("11:59"))
    assert (found.verdict, found.late) == ("pending", 5)


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        pytest.param(Around(leave="leave"), ("leave", ""), id="on leave"),
        pytest.param(
            Around(leave="leave", ruling="absent"), ("absent", ""), id="leave that was not accepted"
        ),
        pytest.param(Around(heard=False), ("to_decide", SILENT), id="no punch of anybody has reached us"),
        pytest.param(Around(asked=True), ("to_decide", ASKED), id="leave or a punch is asked for"),
        pytest.param(Around(ruling="excused"), ("excused", ""), id="ruled"),
        pytest.param(Around(), ("absent", ""), id="3.19"),
    ],
)
def test_what_stands_around_an_empty_session_decides(around: Around, expected: tuple[str, str]) -> None:
    found = judge(AM, Seen(), limits=HAIKOU, now=EVENING, around=around)
    assert (found.verdict, found.cause) == expected


def test_a_ruling_keeps_the_minutes() -> None:
    found = judge(AM, Seen(at("8:55"), at("12:00")), limits=HAIKOU, now=EVENING, around=Around(ruling="late"))
    assert (found.verdict, found.late, found.ruled) == ("late", 25, True)


def test_causes_are_told() -> None:
    assert judged("8:55", "12:00", planned=(AM,))[0].cause == GAP
    assert judged("8:15", planned=(AM,))[0].cause == LACKING


@given(st.lists(st.integers(0, 24 * 60 - 1), max_size=12))
def test_whoever_is_seen_inside_a_session_is_never_absent_for_it(minutes: list[int]) -> None:
    """Hypothesis: any punches; a lone session with a punch inside it, or around it on both sides, is no absence."""
    start = datetime(2026, 3, 31, tzinfo=HALL)
    times = sorted(start + timedelta(minutes=each) for each in minutes)
    found = [
        judge(plan, seen, limits=HAIKOU, now=EVENING)
        for plan, seen in zip((AM, PM), assign((AM, PM), times), strict=True)
    ]
    for plan, verdict in zip((AM, PM), found, strict=True):
        if any(plan.starts_at < each < plan.ends_at for each in times):
            assert verdict.verdict != "absent"


@given(st.lists(st.integers(0, 24 * 60 - 1), max_size=12))
def test_no_punch_is_two_things(minutes: list[int]) -> None:
    start = datetime(2026, 3, 31, tzinfo=HALL)
    times = sorted(start + timedelta(minutes=each) for each in minutes)
    used = [each for seen in assign((AM, PM), times) for each in (seen.arrived, seen.left) if each]
    assert len(used) == len(set(used)) and set(used) <= set(times)


# -- away ------------------------------------------------------------------------------------------------------------
SPANS = [(AM.starts_at, AM.ends_at), (PM.starts_at, PM.ends_at)]


@pytest.mark.parametrize(
    ("left", "back", "minutes"),
    [
        pytest.param("9:00", "9:15", 15, id="inside"),
        pytest.param("11:50", "14:40", 20, id="the break between does not count"),
        pytest.param("12:05", "14:25", 0, id="in the break"),
        pytest.param("17:20", None, 10, id="not back by the end"),
    ],
)
def test_only_time_in_session_is_away(left: str, back: str | None, minutes: int) -> None:
    away = AwaySpan(at(left), at(back) if back else None, None, False)
    assert away_minutes(away, SPANS, EVENING) == minutes


@pytest.mark.parametrize(
    ("minutes", "told", "sign", "breach"),
    [
        pytest.param(15, None, False, False, id="3.26: fifteen minutes"),
        pytest.param(16, None, False, True, id="3.26: neither told nor sign"),
        pytest.param(16, "9:00", False, True, id="3.26: told, no sign"),
        pytest.param(16, None, True, True, id="3.26: sign, nobody told"),
        pytest.param(60, "9:00", True, False, id="3.26: told and sign"),
        pytest.param(60, "9:30", True, True, id="3.26: told when it was too late"),
    ],
)
def test_away_needs_notice_and_sign(minutes: int, told: str | None, sign: bool, breach: bool) -> None:
    away = AwaySpan(at("9:00"), None, at(told) if told else None, sign)
    assert away_breach(away, minutes, 15) is breach
    assert away_breach(away, minutes, None) is False
