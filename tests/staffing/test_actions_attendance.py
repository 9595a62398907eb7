"""Punches taken once, make-ups decided by another, the month filed, locked and given back."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.actions.attendance import (
    AttendanceRefused,
    file_month,
    receive_month,
    reopen_month,
    rule_session,
)
from staffing.actions.make_ups import MakeUpRefused, ask_make_up, decide_make_up
from staffing.actions.punches import (
    PunchRefused,
    PunchRow,
    import_punches,
    punch_now,
    take_punches,
    void_punch,
)
from staffing.enums import FilingState, PunchKind, PunchSource, RequestState, Verdict
from staffing.models import AttendanceMonth, MakeUp, Person, Punch, PunchFile
from staffing.queries.attendance import judged_days
from tests.factories.contracts import member
from tests.factories.staffing import at_clock, make_sessions, make_staff
from tests.staffing.attendance_rows import DAY, MONTH, NOW, haikou, plan, planned, punches

pytestmark = pytest.mark.django_db
APRIL = at_clock(date(2026, 4, 2), "09:00")


@pytest.fixture
def contract() -> Contract:
    return haikou()


@pytest.fixture
def supervisor(contract: Contract) -> Any:
    return member(Role.SUPERVISOR, contract)


def take(contract: Contract, by: Any, *rows: PunchRow, at: Any = NOW) -> Any:
    return take_punches(by=by, at=at, contract=contract, rows=rows, source=PunchSource.API)


def test_a_press_in_the_browser_is_one_punch_a_minute(contract: Contract) -> None:
    person = make_staff(contract)
    first = punch_now(by=person.user, at=NOW, contract=contract)
    again = punch_now(by=person.user, at=NOW + timedelta(seconds=20), contract=contract)
    assert first == again and Punch.objects.count() == 1
    with pytest.raises(PunchRefused, match="档案"):
        punch_now(by=member(Role.CLERK, contract), at=NOW, contract=contract)


def test_the_same_rows_again_change_nothing(contract: Contract, supervisor: Any) -> None:
    person = planned(contract)
    rows = [PunchRow(person.pk, at_clock(DAY, text), "一号机") for text in ("08:15", "12:01", "12:01")]
    assert take(contract, supervisor, *rows) == (2, 1)
    assert take(contract, supervisor, *rows) == (0, 3)
    with pytest.raises(PunchRefused, match="还没有到"):
        take(contract, supervisor, PunchRow(person.pk, NOW + timedelta(hours=1)))


def test_the_same_file_again_is_the_same_file(contract: Contract, supervisor: Any) -> None:
    person = planned(contract)
    rows = [PunchRow(person.pk, at_clock(DAY, text)) for text in ("08:15", "12:01")]
    values: dict[str, Any] = {"contract": contract, "name": "三月.csv", "digest": "a" * 64, "layout": "list"}
    first = import_punches(by=supervisor, at=NOW, rows=rows, **values)
    assert import_punches(by=supervisor, at=NOW, rows=rows, **values) == first
    assert (first.rows, first.added, first.known) == (2, 2, 0)
    assert PunchFile.objects.count() == 1 and Punch.objects.filter(file=first).count() == 2


def test_a_longer_file_adds_what_is_new(contract: Contract, supervisor: Any) -> None:
    person = planned(contract)
    rows = [PunchRow(person.pk, at_clock(DAY, text)) for text in ("08:15", "12:01", "14:15")]
    values: dict[str, Any] = {"contract": contract, "name": "三月.csv", "layout": "list"}
    import_punches(by=supervisor, at=NOW, rows=rows[:2], digest="a" * 64, **values)
    second = import_punches(by=supervisor, at=NOW, rows=rows, digest="b" * 64, **values)
    assert (second.rows, second.added, second.known) == (3, 1, 2)


def test_nobody_voids_an_own_punch(contract: Contract, supervisor: Any) -> None:
    leader = make_staff(contract, Role.SUPERVISOR)
    punches(leader, "08:40")
    row = Punch.objects.get()
    with pytest.raises(PunchRefused, match="别人"):
        void_punch(by=leader.user, at=NOW, punch=row, reason="误录")
    with pytest.raises(PunchRefused, match="原因"):
        void_punch(by=supervisor, at=NOW, punch=row, reason=" ")
    assert void_punch(by=supervisor, at=NOW, punch=row, reason="他人误按").voided_by == supervisor


def asked(person: Person, by: Any) -> MakeUp:
    am, _pm = make_sessions(person.contract)
    return ask_make_up(
        by=by, at=NOW, person=person, day=DAY, session=am, kind=PunchKind.IN, clock=time(8, 15), reason="考勤机断电"
    )  # fmt: skip


def test_a_make_up_is_decided_by_another_and_becomes_a_punch(contract: Contract, supervisor: Any) -> None:
    person = make_staff(contract)
    plan(person)
    punches(person, "12:01")
    row = asked(person, person.user)
    with pytest.raises(MakeUpRefused, match="已经申请"):
        asked(person, person.user)
    with pytest.raises(MakeUpRefused, match="批复"):
        decide_make_up(by=person.user, at=NOW, make_up=row, approve=True)

    done = decide_make_up(by=supervisor, at=NOW, make_up=row, approve=True)

    assert (done.state, done.punch.source) == (RequestState.APPROVED, PunchSource.MADE_UP)
    [line] = judged_days(contract, DAY, DAY, now=NOW)
    assert line.judged.verdict == Verdict.PRESENT
    with pytest.raises(MakeUpRefused, match="已经处理"):
        decide_make_up(by=supervisor, at=NOW, make_up=row, approve=False, note="否")


def test_who_asks_for_others_does_not_decide(contract: Contract, supervisor: Any) -> None:
    person = planned(contract)
    row = asked(person, supervisor)
    with pytest.raises(MakeUpRefused, match="别人"):
        decide_make_up(by=supervisor, at=NOW, make_up=row, approve=True)
    other = member(Role.SUPERVISOR, contract)
    with pytest.raises(MakeUpRefused, match="原因"):
        decide_make_up(by=other, at=NOW, make_up=row, approve=False)
    assert decide_make_up(by=other, at=NOW, make_up=row, approve=False, note="监控未见").punch is None


def test_only_the_purchaser_rules(contract: Contract, supervisor: Any) -> None:
    person = planned(contract)
    am, _pm = make_sessions(contract)
    punches(person, "09:10", "12:01")
    values: dict[str, Any] = {"at": NOW, "person": person, "day": DAY, "session": am, "verdict": Verdict.LATE}
    with pytest.raises(AttendanceRefused, match="考核人"):
        rule_session(by=supervisor, reason="按迟到", **values)
    assessor = member(Role.ASSESSOR, contract)
    with pytest.raises(AttendanceRefused, match="理由"):
        rule_session(by=assessor, reason="", **values)
    rule_session(by=assessor, reason="按 3.17", **values)
    [line] = judged_days(contract, DAY, DAY, now=NOW)
    assert (line.judged.verdict, line.judged.late, line.judged.ruled) == (Verdict.LATE, 40, True)


def filed(contract: Contract, supervisor: Any) -> AttendanceMonth:
    return file_month(by=supervisor, at=APRIL, contract=contract, month=MONTH)


def test_a_month_is_filed_received_and_given_back(contract: Contract, supervisor: Any) -> None:
    person, assessor = planned(contract), member(Role.ASSESSOR, contract)
    punches(person, "08:15", "12:01")
    with pytest.raises(AttendanceRefused, match="下月"):
        file_month(by=supervisor, at=NOW, contract=contract, month=MONTH)
    row = filed(contract, supervisor)
    assert row.lines[0]["days"] == {DAY.isoformat(): {"am": ["present", 0, 0]}}
    with pytest.raises(AttendanceRefused, match="已经报备"):
        filed(contract, supervisor)
    with pytest.raises(AttendanceRefused, match="考核人"):
        receive_month(by=supervisor, at=APRIL, filing=row)

    receive_month(by=assessor, at=APRIL, filing=row)
    with pytest.raises(AttendanceRefused, match="锁定"):
        take(contract, supervisor, PunchRow(person.pk, at_clock(DAY, "17:31")), at=APRIL)
    with pytest.raises(AttendanceRefused, match="原因"):
        reopen_month(by=assessor, at=APRIL, filing=row, reason="")
    reopen_month(by=assessor, at=APRIL, filing=row, reason="漏报一人")

    assert take(contract, supervisor, PunchRow(person.pk, at_clock(DAY, "17:31")), at=APRIL) == (1, 0)
    assert Punch.objects.get(at=at_clock(DAY, "17:31")).late
    assert (filed(contract, supervisor).revision, AttendanceMonth.objects.count()) == (2, 2)


def test_what_comes_after_the_filing_is_marked(contract: Contract, supervisor: Any) -> None:
    person = planned(contract)
    punches(person, "12:01")
    assert filed(contract, supervisor).state == FilingState.FILED
    assert not Punch.objects.filter(late=True).exists()
    row = asked_late(person, supervisor)
    assert row.late


def asked_late(person: Person, by: Any) -> MakeUp:
    am, _pm = make_sessions(person.contract)
    return ask_make_up(
        by=by, at=APRIL, person=person, day=DAY, session=am, kind=PunchKind.IN, clock=time(8, 15), reason="忘记打卡"
    )  # fmt: skip
