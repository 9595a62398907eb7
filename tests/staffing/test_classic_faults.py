"""The classic faults of attendance systems, from the rows to the filed sheet: midnight, month-end, leave over weekends
and make-up workdays, somebody present marked absent. The rules alone are tested in test_rules_attendance.py.
"""

from collections import Counter
from datetime import date, time, timedelta
from typing import Any

import pytest

from contracts.enums import DayKind
from contracts.models import Contract, WorkDay
from hall_ops.lib.permissions import Role
from staffing.actions.punches import PunchRow, import_punches
from staffing.enums import LeaveKind, RequestState, SessionKind, Verdict
from staffing.models import Leave, Person, ServiceSession
from staffing.queries.attendance import judged_days
from staffing.queries.attendance_findings import attendance_findings
from staffing.queries.attendance_month import filed_lines
from tests.factories.contracts import member
from tests.factories.staffing import LONG_AGO, at_clock, make_sessions, make_shift
from tests.staffing.attendance_rows import haikou, planned, punches

pytestmark = pytest.mark.django_db
LAST, FIRST = date(2026, 3, 31), date(2026, 4, 1)
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
LATER = at_clock(date(2026, 5, 20), "12:00")


@pytest.fixture
def contract() -> Contract:
    return haikou()


def evening(contract: Contract) -> ServiceSession:
    return ServiceSession.objects.create(
        contract=contract, key="extended", name="延时", kind=SessionKind.EXTENDED, starts_at=time(19),
        ends_at=time(23, 30), weekdays=[1, 2, 3, 4, 5], effective_on=LONG_AGO,
    )  # fmt: skip


def verdicts(contract: Contract, first: date, last: date) -> dict[tuple[date, str], str]:
    names = {row.pk: row.key for row in ServiceSession.objects.filter(contract=contract)}
    lines = judged_days(contract, first, last, now=LATER)
    return {(line.day, names[line.session_id]): line.judged.verdict for line in lines}


def on_leave(person: Person, first: date, last: date, **values: Any) -> None:
    Leave.objects.create(
        contract=person.contract, person=person, kind=LeaveKind.PERSONAL, from_on=first, to_on=last, half_days=8,
        reason="家事", state=RequestState.APPROVED, asked_at=at_clock(first, "07:00"), asked_by=person.recorded_by,
        decided_at=at_clock(first, "07:30"), decided_by=member(Role.SUPERVISOR, person.contract), **values,
    )  # fmt: skip


def test_an_evening_left_after_midnight_belongs_to_the_month_it_began_in(contract: Contract) -> None:
    person = planned(contract, day=FIRST)
    make_shift(person, LAST, evening(contract))
    punches(person, "18:45", day=LAST)
    punches(person, "00:10", "08:15", "12:02", day=FIRST)

    assert verdicts(contract, MARCH, LAST) == {(LAST, "extended"): Verdict.PRESENT}
    assert verdicts(contract, APRIL, APRIL) == {(FIRST, "am"): Verdict.PRESENT}
    assert filed_lines(contract, MARCH, now=LATER)[0]["totals"] == {"present": 1}
    assert filed_lines(contract, APRIL, now=LATER)[0]["totals"] == {"present": 1}


def test_the_way_out_after_midnight_is_no_way_in_of_the_morning(contract: Contract) -> None:
    person, other = planned(contract, day=FIRST), planned(contract, day=FIRST)
    make_shift(person, LAST, evening(contract))
    punches(person, "18:45", day=LAST)
    punches(person, "00:10", day=FIRST)
    punches(other, "08:15", "12:02", day=FIRST)

    found = {line.person_id: line.judged.verdict for line in judged_days(contract, APRIL, APRIL, now=LATER)}

    assert found == {person.pk: Verdict.ABSENT, other.pk: Verdict.PRESENT}
    assert not attendance_findings(contract, MARCH, now=LATER)
    assert [each.criterion for each in attendance_findings(contract, APRIL, now=LATER)] == ["3.19"]


def test_a_leave_over_the_month_s_end_is_counted_in_each_month(contract: Contract) -> None:
    person = planned(contract, day=LAST)
    am, pm = make_sessions(contract)
    make_shift(person, FIRST, am)
    make_shift(person, FIRST, pm)
    on_leave(person, LAST - timedelta(days=1), FIRST, to_half=1)

    [march], [april] = (filed_lines(contract, month, now=LATER) for month in (MARCH, APRIL))

    assert march["leave"] == {"personal": 4} and march["totals"] == {"leave": 1}
    assert april["leave"] == {"personal": 1}
    assert april["days"][f"{FIRST}"]["am"][0] == Verdict.LEAVE != april["days"][f"{FIRST}"]["pm"][0]


def test_leave_over_a_weekend_takes_the_make_up_workday_and_no_day_off(contract: Contract) -> None:
    friday, saturday, monday = date(2026, 10, 9), date(2026, 10, 10), date(2026, 10, 12)
    WorkDay.objects.filter(date__range=(friday, monday)).delete()
    WorkDay.objects.create(date=saturday, kind=DayKind.MAKE_UP, source="通知")
    person, other = planned(contract, day=friday), planned(contract, day=saturday)
    am, _pm = make_sessions(contract)
    for day in (saturday, monday):
        make_shift(person, day, am)
    on_leave(person, friday, monday)
    punches(other, "08:15", "12:02", day=saturday)
    later = at_clock(date(2026, 11, 3), "09:00")

    [mine, theirs] = sorted(
        filed_lines(contract, date(2026, 10, 1), now=later), key=lambda line: line["person"]
    )

    assert mine["totals"] == {"leave": 3} and mine["leave"] == {"personal": 6}, "Sunday is nobody's leave"
    assert theirs["totals"] == {"present": 1}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(("08:15", "17:35"), {"missing_punch": 2}, id="worked through, two punches only"),
        pytest.param(("08:15", "12:01", "17:35"), {"present": 1, "missing_punch": 1}, id="three of four"),
        pytest.param(
            ("08:15", "08:15", "12:01", "14:20", "14:20", "17:35"), {"present": 2}, id="pressed twice"
        ),
    ],
)
def test_nobody_who_was_there_is_absent(contract: Contract, texts: tuple[str, ...], expected: Any) -> None:
    person = planned(contract, day=LAST)
    make_shift(person, LAST, make_sessions(contract)[1])
    rows = [PunchRow(person.pk, at_clock(LAST, text)) for text in texts]
    assert verdicts(contract, LAST, LAST)[LAST, "am"] == Verdict.TO_DECIDE, "nothing has reached us yet"

    import_punches(
        by=member(Role.SUPERVISOR, contract), at=LATER, contract=contract, name="机.csv", digest="1" * 64, layout="x",
        rows=rows,
    )  # fmt: skip

    assert Counter(verdicts(contract, LAST, LAST).values()) == expected
    assert not [each for each in attendance_findings(contract, MARCH, now=LATER) if each.criterion == "3.19"]
