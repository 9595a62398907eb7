"""Breaches planted among the people of a Haikou contract: found once, kept when entered late, gone when corrected."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django.utils import timezone

from assessment.actions.findings import look_again
from assessment.enums import FindingState
from assessment.models import Finding
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import ChangeKind, ChangeState, EndKind, ProposedBy
from staffing.models import Engagement, Person, RosterChange, StaffChange
from tests.factories.accounts import UserFactory
from tests.factories.assessment import MARCH
from tests.factories.contracts import member
from tests.factories.staffing import at_clock, engage, make_person, make_shift, make_week
from tests.factories.windows import make_window
from windows.models import WindowSession

pytestmark = pytest.mark.django_db
START, TENTH = date(2023, 1, 1), date(2023, 3, 10)


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def on_post(
    contract: Contract, code: str = "window-clerk", starts: date = START, **values: Any
) -> Engagement:
    """Somebody on a post, written down on the first day."""
    person = make_person(contract, **{name: values.pop(name) for name in ("name", "user") if name in values})
    return Engagement.objects.create(
        contract=contract, person=person, post=contract.posts.get(code=code), starts_on=starts,
        recorded_at=moment(starts), recorded_by=person.recorded_by, **values,
    )  # fmt: skip


def leave(held: Engagement, day: date, kind: str = EndKind.RESIGNED) -> None:
    Engagement.objects.filter(pk=held.pk).update(
        ends_on=day, end_kind=kind, ended_at=moment(day), ended_by=held.recorded_by
    )


def void(held: Engagement, reason: str) -> None:
    Engagement.objects.filter(pk=held.pk).update(
        voided_at=timezone.now(), voided_by=UserFactory(role=Role.DIRECTOR), void_reason=reason
    )


def look(contract: Contract, month: date = MARCH) -> dict[str, Finding]:
    look_again(at=timezone.now(), contract=contract, month=month)
    rows = Finding.objects.filter(contract=contract, month=month, detector__in=("staff", "roster"))
    return {row.criterion: row for row in rows.order_by("pk")}


@pytest.fixture
def whole(haikou: Contract) -> list[Engagement]:
    """The full hall: director, two supervisors, 111 clerks since the first day."""
    managers = [on_post(haikou, "director"), on_post(haikou, "supervisor"), on_post(haikou, "supervisor")]
    return managers + [on_post(haikou) for _n in range(111)]


def test_three_changes_pass_and_the_fourth_is_found(haikou: Contract, whole: list[Engagement]) -> None:
    for held in whole[3:6]:
        leave(held, TENTH)
    assert "1.2" not in look(haikou)
    leave(whole[6], TENTH)

    found = look(haikou)["1.2"]

    assert found.state == FindingState.PROPOSED and "4 人" in found.note
    assert look_again(at=timezone.now(), contract=haikou, month=MARCH) == 0, "looked at twice, told once"


def test_a_loss_not_filled_within_the_month(haikou: Contract, whole: list[Engagement]) -> None:
    leave(whole[3], date(2023, 2, 6))

    found = look(haikou)["1.4"]

    assert found.occurred_on.month == 3 and whole[3].person.name in found.note
    void(whole[3], "把另一个人的离职登错了")
    assert look(haikou)["1.4"].state == FindingState.WITHDRAWN
    assert "登错" in look(haikou)["1.4"].corrected


def test_a_post_filled_late_on_paper_only_stays_found(haikou: Contract, whole: list[Engagement]) -> None:
    leave(whole[3], date(2023, 2, 6))
    look(haikou)
    successor = engage(
        make_person(haikou), haikou.posts.get(code="window-clerk"), starts_on=date(2023, 2, 20)
    )

    found = look(haikou)["1.4"]

    assert successor.pk and found.state == FindingState.PROPOSED and "补录" in found.late


def test_a_manager_missing(haikou: Contract, whole: list[Engagement]) -> None:
    leave(whole[0], TENTH)

    assert "项目总监" in look(haikou)["1.1"].note


def test_a_leader_changed_without_consent(haikou: Contract, whole: list[Engagement]) -> None:
    change = done_change(haikou, whole[5].person, kind=ChangeKind.PROMOTE, without_consent=True)

    found = look(haikou)["1.7"]

    assert "未经采购人同意" in found.note and change.number in found.note


def test_somebody_sent_back(haikou: Contract, whole: list[Engagement]) -> None:
    leave(whole[7], TENTH, EndKind.SENT_BACK)

    assert whole[7].person.name in look(haikou)["1.9"].note


def test_a_leader_who_may_not_lead(haikou: Contract, whole: list[Engagement]) -> None:
    """A team leader made in 2025 without the level-4 certificate that 002 § ★2 asks of leaders by then."""
    month = date(2025, 3, 1)
    leave(whole[8], date(2025, 3, 9), EndKind.MOVED)
    Engagement.objects.create(
        contract=haikou, person=whole[8].person, post=whole[8].post, leader=True, starts_on=date(2025, 3, 10),
        recorded_at=moment(date(2025, 3, 10)), recorded_by=whole[8].recorded_by,
    )  # fmt: skip

    assert "4 级" in look(haikou, month)["1.6"].note


def done_change(contract: Contract, person: Person, **values: Any) -> StaffChange:
    return StaffChange.objects.create(
        contract=contract, number="BG-2023-0001", person=person, key_staff=True, proposed_by=ProposedBy.CONTRACTOR,
        reason="工作需要", announced_on=date(2023, 2, 1), effective_on=TENTH, state=ChangeState.DONE,
        recorded_at=moment(TENTH), recorded_by=member(Role.DIRECTOR, contract), done_at=moment(TENTH),
        done_by=member(Role.DIRECTOR, contract), **values,
    )  # fmt: skip


def test_a_roster_changed_without_leave(haikou: Contract) -> None:
    clerk = on_post(haikou, name="陈一鸣").person
    RosterChange.objects.create(
        contract=haikou, week=make_week(haikou, TENTH, published=True), person=clerk, day=TENTH, step="moved",
        before="上午 07 号窗口", after="上午 09 号窗口", reason="私下调换", at=moment(TENTH), by=clerk.recorded_by,
    )  # fmt: skip

    assert "没有班组长或主管批准" in look(haikou)["3.24"].note


def test_somebody_at_another_window_than_planned(haikou: Contract) -> None:
    clerk = on_post(haikou, name="陈一鸣", user=member(Role.CLERK, haikou)).person
    planned, other = make_window(haikou, "07"), make_window(haikou, "09")
    make_shift(clerk, TENTH, haikou.service_sessions.get(key="am"), window=planned)
    session = WindowSession.objects.create(
        contract=haikou, window=other, clerk=clerk.user, started_at=at_clock(TENTH, "08:01"),
        ended_at=at_clock(TENTH, "11:58"), ended_by=clerk.user, ended_as="self",
    )  # fmt: skip

    found = look(haikou)["3.24"]

    assert found.key == f"session:{session.pk}"
    assert "07 号窗口" in found.note and "09 号窗口" in found.note


def test_a_short_hand_at_another_window_is_nothing(haikou: Contract) -> None:
    clerk = on_post(haikou, user=member(Role.CLERK, haikou)).person
    make_shift(clerk, TENTH, haikou.service_sessions.get(key="am"), window=make_window(haikou, "07"))
    WindowSession.objects.create(
        contract=haikou, window=make_window(haikou, "09"), clerk=clerk.user, started_at=at_clock(TENTH, "08:01"),
        ended_at=at_clock(TENTH, "08:40"), ended_by=clerk.user, ended_as="self",
    )  # fmt: skip

    assert "3.24" not in look(haikou)
