"""Leave asked for in half days by the calendar, reserved, decided, refused where a window would be empty."""

from datetime import date
from typing import Any

import pytest

from contracts.enums import DayKind
from contracts.models import Contract, WorkDay
from hall_ops.lib.permissions import Role
from staffing.actions.attendance import AttendanceRefused, file_month, receive_month
from staffing.actions.leaves import (
    LeaveRefused,
    ask_leave,
    cancel_leave,
    decide_leave,
    grant_leave,
    withdraw_leave,
)
from staffing.enums import LeaveKind, RequestState, Verdict
from staffing.models import Leave, Person, PostPlace
from staffing.queries.attendance import judged_days
from staffing.queries.leaves import balances, half_days_of
from staffing.rules.leaves import Stretch
from tests.factories.contracts import member
from tests.factories.staffing import at_clock, engage, make_person, make_post, make_sessions, make_staff
from tests.factories.windows import make_window
from tests.staffing.attendance_rows import DAY, NOW, haikou, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    found = haikou()
    make_sessions(found)
    return found


@pytest.fixture
def supervisor(contract: Contract) -> Any:
    return member(Role.SUPERVISOR, contract)


def days(first: date, last: date, *, halves: tuple[int, int] = (1, 2)) -> Stretch:
    return Stretch(first, halves[0], last, halves[1])


def ask(person: Person, stretch: Stretch, *, kind: str = LeaveKind.ANNUAL, **values: Any) -> Leave:
    by = values.pop("by", None) or person.user or member(Role.SUPERVISOR, person.contract)
    return ask_leave(by=by, at=NOW, person=person, kind=kind, stretch=stretch, reason="家事", **values)


@pytest.mark.parametrize(
    ("stretch", "expected"),
    [
        pytest.param(days(date(2026, 3, 6), date(2026, 3, 9)), {2026: 4}, id="over a weekend"),
        pytest.param(days(date(2026, 3, 6), date(2026, 3, 9), halves=(2, 1)), {2026: 2}, id="afternoon to morning"),
        pytest.param(days(date(2026, 9, 30), date(2026, 10, 10)), {2026: 8}, id="holiday and make-up workday"),
        pytest.param(days(date(2026, 3, 7), date(2026, 3, 8)), {}, id="a weekend"),
        pytest.param(days(date(2026, 12, 31), date(2027, 1, 4)), {2026: 2, 2027: 4}, id="over the year"),
    ],
)  # fmt: skip
def test_the_calendar_counts_the_half_days(contract: Contract, stretch: Stretch, expected: Any) -> None:
    WorkDay.objects.all().delete()
    off = [*range(1, 8), 11]
    WorkDay.objects.bulk_create(
        [
            *(WorkDay(date=date(2026, 10, number), kind=DayKind.HOLIDAY, source="通知") for number in off),
            WorkDay(date=date(2026, 10, 10), kind=DayKind.MAKE_UP, source="通知"),
        ]
    )
    assert half_days_of(contract, stretch) == expected


def test_what_is_asked_for_is_reserved(contract: Contract, supervisor: Any) -> None:
    person = make_staff(contract)
    monday, tuesday = date(2026, 3, 23), date(2026, 3, 24)
    with pytest.raises(LeaveRefused, match="剩 0 天"):
        ask(person, days(monday, monday))
    grant_leave(
        by=supervisor, at=NOW, person=person, kind=LeaveKind.ANNUAL, year=2026, half_days=3, reason="工龄一年"
    )
    first = ask(person, days(monday, monday))
    assert balances(contract, [person.pk], 2026)[person.pk, "annual"] == (3, 0, 2)
    with pytest.raises(LeaveRefused, match="待批"):
        ask(person, days(tuesday, tuesday))
    ask(person, days(tuesday, tuesday, halves=(1, 1)))
    decide_leave(by=supervisor, at=NOW, leave=first, approve=True)
    assert balances(contract, [person.pk], 2026)[person.pk, "annual"] == (3, 2, 1)
    with pytest.raises(LeaveRefused, match="收回的比剩下的多"):
        grant_leave(
            by=supervisor,
            at=NOW,
            person=person,
            kind=LeaveKind.ANNUAL,
            year=2026,
            half_days=-1,
            reason="更正",
        )


def test_a_leave_withdrawn_or_cancelled_is_given_back(contract: Contract, supervisor: Any) -> None:
    person = make_staff(contract)
    monday = date(2026, 3, 23)
    row = ask(person, days(monday, monday), kind=LeaveKind.SICK)
    with pytest.raises(LeaveRefused, match="已有病假"):
        ask(person, days(monday, monday, halves=(2, 2)), kind=LeaveKind.PERSONAL)
    assert withdraw_leave(by=person.user, at=NOW, leave=row).state == RequestState.WITHDRAWN
    again = ask(person, days(monday, monday), kind=LeaveKind.SICK)
    decide_leave(by=supervisor, at=NOW, leave=again, approve=True)
    assert cancel_leave(by=supervisor, at=NOW, leave=again, note="提前返岗").state == RequestState.CANCELLED


def test_nobody_decides_an_own_leave(contract: Contract, supervisor: Any) -> None:
    person, monday = make_person(contract), date(2026, 3, 23)
    row = ask(person, days(monday, monday), kind=LeaveKind.SICK, by=supervisor)
    with pytest.raises(LeaveRefused, match="别人"):
        decide_leave(by=supervisor, at=NOW, leave=row, approve=True)
    with pytest.raises(LeaveRefused, match="原因"):
        decide_leave(by=member(Role.SUPERVISOR, contract), at=NOW, leave=row, approve=False)
    with pytest.raises(LeaveRefused, match="班组长"):
        decide_leave(by=member(Role.CLERK, contract), at=NOW, leave=row, approve=True)


def test_no_leave_empties_a_window(contract: Contract, supervisor: Any) -> None:
    post, window = make_post(contract), make_window(contract)
    person, spare = make_person(contract), make_person(contract)
    engage(person, post)
    PostPlace.objects.create(
        post=post, venue=window.venue, window=window, sessions=["am"], effective_on=date(2026, 1, 1)
    )
    plan(person, window=window)
    row = ask(person, days(DAY, DAY), kind=LeaveKind.PERSONAL, by=member(Role.SUPERVISOR, contract))
    with pytest.raises(LeaveRefused, match="空岗"):
        decide_leave(by=supervisor, at=NOW, leave=row, approve=True)
    engage(spare, post)
    held = plan(spare)
    with pytest.raises(LeaveRefused, match="03-09 周一上午：已排在"):
        decide_leave(by=supervisor, at=NOW, leave=row, approve=True, substitute=spare)
    other = make_person(contract)
    with pytest.raises(LeaveRefused, match="03-09 周一上午：这一天不在岗"):
        decide_leave(by=supervisor, at=NOW, leave=row, approve=True, substitute=other)
    held.delete()
    engage(other, post)
    assert decide_leave(by=supervisor, at=NOW, leave=row, approve=True, substitute=other).substitute == other
    lines = judged_days(contract, DAY, DAY, now=NOW, people=[person.pk])
    assert [line.judged.verdict for line in lines] == [Verdict.LEAVE]


def test_before_the_roster_the_post_must_be_filled(contract: Contract, supervisor: Any) -> None:
    post, window, monday = make_post(contract), make_window(contract), date(2026, 4, 13)
    people = [make_person(contract) for _each in range(2)]
    for person in people:
        engage(person, post)
    PostPlace.objects.create(
        post=post, venue=window.venue, window=window, sessions=["am"], effective_on=date(2026, 1, 1)
    )
    by = member(Role.SUPERVISOR, contract)
    rows = [ask(person, days(monday, monday), kind=LeaveKind.PERSONAL, by=by) for person in people]
    decide_leave(by=supervisor, at=NOW, leave=rows[0], approve=True)
    with pytest.raises(LeaveRefused, match="没有人"):
        decide_leave(by=supervisor, at=NOW, leave=rows[1], approve=True)


def test_a_training_day_is_no_leave(contract: Contract, supervisor: Any) -> None:
    person = make_person(contract)
    plan(person)
    row = ask(person, days(DAY, DAY), kind=LeaveKind.TRAINING, by=member(Role.SUPERVISOR, contract))
    decide_leave(by=supervisor, at=NOW, leave=row, approve=True)
    [line] = judged_days(contract, DAY, DAY, now=NOW)
    assert line.judged.verdict == Verdict.OFF_SITE


def test_a_leave_into_a_locked_month_is_refused_whichever_month_it_begins_in(
    contract: Contract, supervisor: Any
) -> None:
    person = make_staff(contract)
    plan(person, day=date(2026, 4, 2))
    may = at_clock(date(2026, 5, 6), "09:00")
    filing = file_month(by=supervisor, at=may, contract=contract, month=date(2026, 4, 1))
    over = days(date(2026, 3, 31), date(2026, 4, 1))

    row = ask(person, over, kind=LeaveKind.SICK)
    assert row.late
    receive_month(by=member(Role.ASSESSOR, contract), at=may, filing=filing)
    with pytest.raises(AttendanceRefused, match="2026-04 的考勤已由采购人签收锁定"):
        decide_leave(by=supervisor, at=may, leave=row, approve=True)
    with pytest.raises(AttendanceRefused, match="2026-04"):
        ask(make_staff(contract), over, kind=LeaveKind.SICK)
