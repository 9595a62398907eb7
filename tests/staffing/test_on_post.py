"""The on-post rate in window-minutes. Clause: 004 § 三.4."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import LeaveKind, RequestState, ShiftKind
from staffing.models import Away, Leave, Person, PostPlace
from staffing.queries.on_post import on_post
from staffing.rules.on_post import Presence, staffed_minutes
from tests.factories.accounts import UserFactory
from tests.factories.staffing import at_clock, make_person, make_shift
from tests.staffing.attendance_rows import DAY, NOW, haikou, planned, punches

AM = 210  # 08:30–12:00


def clock(text: str) -> datetime:
    return at_clock(DAY, text)


@pytest.mark.parametrize(
    ("presence", "away", "minutes"),
    [
        pytest.param(("08:20", "12:05"), [], 210, id="whole"),
        pytest.param(("08:40", "11:50"), [], 190, id="late and early"),
        pytest.param(("12:10", "12:20"), [], 0, id="after the session"),
        pytest.param(
            ("08:20", "12:05"), [("09:00", "09:20"), ("09:10", "09:30")], 180, id="overlapping, once"
        ),
        pytest.param(("08:20", "12:05"), [("11:50", "14:00")], 200, id="away over the end"),
    ],
)
def test_minutes_at_the_window(presence: Any, away: Any, minutes: int) -> None:
    there = Presence(clock(presence[0]), clock(presence[1]))
    gone = [(clock(left), clock(back)) for left, back in away]
    assert staffed_minutes(there, gone, clock("08:30"), clock("12:00")) == minutes


@pytest.fixture
def contract(db: None) -> Contract:
    return haikou()


@pytest.fixture
def clerk(contract: Contract) -> Person:
    """Planned at a window that must be staffed in the morning."""
    person = planned(contract)
    shift = person.shifts.get()
    PostPlace.objects.create(
        post=shift.post,
        venue=shift.venue,
        window=shift.window,
        sessions=["am"],
        effective_on=date(2026, 1, 1),
    )
    return person


def minutes(contract: Contract) -> tuple[int, int]:
    found = on_post(contract, DAY, DAY, now=NOW)
    return found.staffed, found.required


def test_somebody_there_all_the_time_is_all_of_it(contract: Contract, clerk: Person) -> None:
    punches(clerk, "08:15", "12:01")
    found = on_post(contract, DAY, DAY, now=NOW)
    assert (found.rate, found.limit, found.met, found.percent, found.short) == (1, 1, True, "100.00 %", ())


def test_a_minute_short_is_short_of_the_limit(contract: Contract, clerk: Person) -> None:
    punches(clerk, "08:31", "12:01")
    found = on_post(contract, DAY, DAY, now=NOW)
    assert found.rate == Fraction(209, 210) and found.met is False and found.percent == "99.52 %"
    assert [row.missing for row in found.short] == [1]


def test_an_empty_window_counts_as_required(contract: Contract, clerk: Person) -> None:
    clerk.shifts.all().delete()
    assert minutes(contract) == (0, AM)


@pytest.mark.parametrize(("covered", "staffed"), [(True, AM), (False, AM - 20)])
def test_time_away_is_missing_unless_somebody_stands_in(
    contract: Contract, clerk: Person, covered: bool, staffed: int
) -> None:
    punches(clerk, "08:15", "12:01")
    left = at_clock(DAY, "10:00")
    Away.objects.create(
        contract=contract, person=clerk, left_at=left, back_at=left + timedelta(minutes=20), recorded_at=left,
        recorded_by=clerk.recorded_by, cover=make_person(contract) if covered else None,
    )  # fmt: skip
    assert minutes(contract) == (staffed, AM)


@pytest.mark.parametrize(("covered", "staffed"), [(True, AM), (False, 0)])
def test_leave_counts_where_a_substitute_is_there(
    contract: Contract, clerk: Person, covered: bool, staffed: int
) -> None:
    """A name beside the leave is not enough: the substitute has a shift of their own there, and punches."""
    substitute, held = make_person(contract), clerk.shifts.get()
    Leave.objects.create(
        contract=contract, person=clerk, kind=LeaveKind.SICK, from_on=DAY, to_on=DAY, half_days=2, reason="发热",
        state=RequestState.APPROVED, asked_at=at_clock(DAY, "07:00"), asked_by=clerk.recorded_by, decided_at=NOW,
        decided_by=UserFactory(role=Role.SUPERVISOR), substitute=substitute,
    )  # fmt: skip
    clerk.shifts.update(kind=ShiftKind.LEAVE)
    make_shift(substitute, DAY, held.session, window=held.window, kind=ShiftKind.SUBSTITUTE, covers=clerk)
    punches(substitute, *(["08:15", "12:01"] if covered else []))
    assert minutes(contract) == (staffed, AM)


def test_a_missing_punch_is_marked_unsure(contract: Contract, clerk: Person) -> None:
    punches(clerk, "08:15")
    found = on_post(contract, DAY, DAY, now=NOW)
    assert (found.staffed, found.unsure) == (AM, 1)


def test_weekends_and_windows_nobody_must_staff_do_not_count(contract: Contract, clerk: Person) -> None:
    saturday = DAY + timedelta(days=5)
    assert on_post(contract, saturday, saturday, now=NOW).rate is None
    PostPlace.objects.update(sessions=[])
    assert on_post(contract, DAY, DAY, now=NOW).met is None
