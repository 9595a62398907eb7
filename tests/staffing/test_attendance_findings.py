"""What attendance tells the assessment: breaches planted in the records, corrected, and merely made good afterwards."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import LeaveKind, PunchSource, RequestState, Verdict
from staffing.models import AttendanceRuling, Away, Leave, Person, Punch, PunchFile
from staffing.queries.attendance import judged_days
from staffing.queries.attendance_findings import (
    AttendanceFinding,
    attendance_corrections,
    attendance_findings,
)
from tests.factories.accounts import UserFactory
from tests.factories.staffing import at_clock, make_person, make_sessions, make_shift, make_week, punch
from tests.factories.windows import make_window
from tests.staffing.attendance_rows import DAY, MONTH, NOW, haikou, planned, punches

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    return haikou()


@pytest.fixture
def clerk(contract: Contract) -> Person:
    """A clerk planned for a morning at a window, and a colleague whose punches prove that the machine runs."""
    person = planned(contract)
    punches(planned(contract), "08:10", "12:01")
    return person


def found(contract: Contract, now: datetime = NOW) -> list[AttendanceFinding]:
    return attendance_findings(contract, MONTH, now=now)


def corrections(contract: Contract, keys: list[str]) -> dict[str, str]:
    return dict(attendance_corrections(contract, MONTH, keys, now=NOW))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(("08:20", "12:00"), [], id="present"),
        pytest.param(("08:24", "12:00"), [("3.10", 4)], id="3.10"),
        pytest.param(("08:36", "12:00"), [("3.17", 6)], id="3.17 late"),
        pytest.param(("08:25", "11:58"), [("3.10", 5), ("3.17", 2)], id="3.10 and 3.17"),
        pytest.param((), [("3.19", 0)], id="3.19"),
        pytest.param(("09:00", "12:00"), [], id="late_gap: nobody judged it"),
        pytest.param(("08:36",), [("3.17", 6)], id="3.17 although the way out lacks"),
    ],
)
def test_a_breach_is_found(contract: Contract, clerk: Person, texts: Any, expected: Any) -> None:
    punches(clerk, *texts)
    assert [(each.criterion, each.minutes) for each in found(contract)] == expected


def test_a_finding_shows_its_evidence(contract: Contract, clerk: Person) -> None:
    row = punch(clerk, at_clock(DAY, "08:36"))
    punch(clerk, at_clock(DAY, "12:02"))
    [finding] = found(contract)
    assert (finding.person, finding.day, finding.verdict) == (clerk, DAY, Verdict.LATE)
    assert finding.session is not None and finding.session.key == "am"
    assert (finding.clock, finding.overlaps, finding.late) == ("08:36–12:02", ("3.10",), "")
    assert [each.kind for each in finding.evidence] == ["shift", "punch", "punch"]
    assert row.pk in [each.pk for each in finding.evidence]


def test_today_is_not_judged_yet(contract: Contract, clerk: Person) -> None:
    assert found(contract, now=at_clock(DAY, "23:00")) == []
    assert len(found(contract, now=at_clock(DAY + timedelta(days=1), "00:01"))) == 1


def test_nobody_is_absent_while_the_machine_is_silent(contract: Contract, clerk: Person) -> None:
    Punch.objects.update(voided_at=NOW, voided_by=UserFactory(role=Role.SUPERVISOR), void_reason="测试数据")
    assert found(contract) == []
    verdicts = {line.judged.verdict for line in judged_days(contract, DAY, DAY, now=NOW)}
    assert verdicts == {Verdict.TO_DECIDE}


def test_a_draft_week_binds_nobody(contract: Contract, clerk: Person) -> None:
    other = make_person(contract)
    shift = make_shift(other, DAY, make_sessions(contract)[1])
    week = make_week(contract, DAY)
    type(week).objects.filter(pk=week.pk).update(state="draft", published_at=None, published_by=None)
    assert shift.week_id == week.pk
    assert judged_days(contract, DAY, DAY, now=NOW) == []


def test_a_punch_made_up_later_keeps_the_finding_and_marks_it(contract: Contract, clerk: Person) -> None:
    [before] = found(contract)
    for text in ("08:15", "12:00"):
        punch(clerk, at_clock(DAY, text), source=PunchSource.MADE_UP, recorded_at=NOW)
    [after] = found(contract)
    assert (after.key, after.criterion) == (before.key, "3.19")
    assert "正常" in after.late
    assert corrections(contract, [before.key]) == {}


def test_leave_asked_for_afterwards_keeps_the_finding(contract: Contract, clerk: Person) -> None:
    ask_leave(clerk, asked_at=at_clock(DAY, "15:00"))
    [after] = found(contract)
    assert after.criterion == "3.19" and "请假" in after.late


def test_leave_asked_for_before_leaves_none(contract: Contract, clerk: Person) -> None:
    ask_leave(clerk, asked_at=at_clock(DAY, "07:50"))
    assert found(contract) == []


def ask_leave(person: Person, *, asked_at: datetime) -> Leave:
    return Leave.objects.create(
        contract=person.contract, person=person, kind=LeaveKind.SICK, from_on=DAY, to_on=DAY, half_days=2,
        reason="发热", state=RequestState.APPROVED, asked_at=asked_at, asked_by=person.recorded_by,
        decided_at=NOW, decided_by=UserFactory(role=Role.SUPERVISOR),
    )  # fmt: skip


def test_a_file_that_came_later_corrects(contract: Contract, clerk: Person) -> None:
    [before] = found(contract)
    file = PunchFile.objects.create(
        contract=contract, file_name="三月.csv", digest="0" * 64, layout="list", rows=2, added=2, known=0,
        imported_at=NOW, imported_by=clerk.recorded_by,
    )  # fmt: skip
    for text in ("08:15", "12:00"):
        punch(clerk, at_clock(DAY, text), file=file, recorded_at=NOW)
    assert found(contract) == []
    assert "三月.csv" in corrections(contract, [before.key])[before.key]


def test_a_ruling_corrects(contract: Contract, clerk: Person) -> None:
    [before] = found(contract)
    assert before.session is not None
    rule(clerk, before, Verdict.EXCUSED, "送医途中，有就诊记录")
    assert found(contract) == []
    assert "就诊记录" in corrections(contract, [before.key])[before.key]


def test_a_ruling_may_make_a_breach(contract: Contract, clerk: Person) -> None:
    punches(clerk, "09:10", "12:00")
    [line] = judged_days(contract, DAY, DAY, now=NOW, people=[clerk.pk])
    assert line.judged.verdict == Verdict.TO_DECIDE
    AttendanceRuling.objects.create(
        contract=contract, person=clerk, day=DAY, session_id=line.session_id, verdict=Verdict.LATE,
        reason="按 3.17 处理", at=NOW, by=UserFactory(role=Role.ASSESSOR),
    )  # fmt: skip
    [after] = found(contract)
    assert (after.criterion, after.minutes, after.late) == ("3.17", 40, "")


def rule(person: Person, finding: AttendanceFinding, verdict: str, reason: str) -> None:
    AttendanceRuling.objects.create(
        contract=person.contract, person=person, day=finding.day, session=finding.session, verdict=verdict,
        reason=reason, at=NOW, by=UserFactory(role=Role.ASSESSOR),
    )  # fmt: skip


def test_a_voided_punch_corrects(contract: Contract, clerk: Person) -> None:
    wrong = punch(clerk, at_clock(DAY, "08:36"))
    punches(clerk, "08:15", "12:01")
    Punch.objects.filter(at=at_clock(DAY, "08:15"), person=clerk).update(
        voided_at=NOW, voided_by=clerk.recorded_by, void_reason="误录"
    )
    [before] = found(contract)
    Punch.objects.filter(pk=wrong.pk).update(
        voided_at=NOW, voided_by=clerk.recorded_by, void_reason="他人误按"
    )
    punch(clerk, at_clock(DAY, "08:16"))
    assert found(contract) == []
    assert "作废" in corrections(contract, [before.key])[before.key]


@pytest.mark.parametrize(
    ("told", "sign", "count"),
    [
        pytest.param(True, True, 0, id="3.26: told and sign"),
        pytest.param(True, False, 1, id="3.26: no sign"),
        pytest.param(False, True, 1, id="3.26: nobody told"),
    ],
)
def test_away_beyond_the_limit_is_found(
    contract: Contract, clerk: Person, told: bool, sign: bool, count: int
) -> None:
    punches(clerk, "08:15", "12:01")
    away = go_away(clerk, told=told, sign=sign)
    rows = found(contract)
    assert [(each.key, each.minutes, each.clock) for each in rows] == [
        (f"3.26:{away.pk}", 20, "10:00–10:20")
    ] * count
    Away.objects.filter(pk=away.pk).update(voided_at=NOW, void_reason="记录错人")
    assert found(contract) == []
    if count:
        assert "记录错人" in corrections(contract, [rows[0].key])[rows[0].key]


def go_away(person: Person, *, told: bool, sign: bool) -> Away:
    left = at_clock(DAY, "10:00")
    return Away.objects.create(
        contract=person.contract, person=person, left_at=left, back_at=left + timedelta(minutes=20),
        told=person.recorded_by if told else None, told_at=left if told else None, sign_shown=sign,
        recorded_at=left, recorded_by=person.recorded_by,
    )  # fmt: skip


def test_a_contract_without_limits_has_no_findings(contract: Contract, clerk: Person) -> None:
    contract.profile = {**contract.profile, "limits": {}}
    contract.save()
    punch(clerk, at_clock(DAY, "08:50"))
    assert found(contract) == []


def test_the_queries_do_not_grow_with_the_rows(
    contract: Contract, clerk: Person, django_assert_max_num_queries: Any
) -> None:
    _am, pm = make_sessions(contract)
    for n in range(4):
        extra = make_person(contract)
        make_shift(extra, DAY, pm, window=make_window(contract, number=f"{n + 20:02}"))
        punch(extra, at_clock(DAY, "14:36"))
    with django_assert_max_num_queries(14):
        assert len(found(contract)) == 5


def test_the_whole_day_is_local(contract: Contract, clerk: Person) -> None:
    """A punch at 07:50 in the hall is the evening before in UTC; it belongs to the hall's day."""
    for text in ("07:50", "12:00"):
        moment = at_clock(DAY, text)
        punch(clerk, moment.astimezone(UTC))
    assert found(contract) == []
