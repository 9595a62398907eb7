"""What departments decide, and how results come back."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Role
from tests.factories.contracts import MembershipFactory
from tests.windows.papers import Hall, fresh, make_hall, new_key
from windows.actions.moves import CaseMoved
from windows.actions.results import Decision, decide_case
from windows.enums import CaseState
from windows.models import Case, CaseForm, CaseResult

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def case(hall: Hall) -> Case:
    return hall.with_department(hall.case())[0]


def test_a_decision_concludes_the_case(hall: Hall, case: Case) -> None:
    decided = hall.decide(case, number="JY-1", valid_to=date(2031, 6, 30))

    assert (decided.state, decided.concluded_as, decided.result_number) == ("decided", "granted", "JY-1")
    assert decided.holder == "department" and decided.result.valid_to == date(2031, 6, 30)
    assert decided.events.last().action == "grant"


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        ({"outcome": "denied"}, "理由"),
        ({"number": ""}, "文件编号"),
        ({"outcome": "granted_gap"}, "没有未补的容缺材料"),
        ({"valid_to": date(2026, 6, 30)}, "早于生效日期"),
        ({"valid_from": None, "valid_to": date(2026, 7, 30)}, "早于生效日期"),
        ({"outcome": "maybe"}, "办理结果"),
    ],
)
def test_a_decision_that_lacks_something_is_refused(
    hall: Hall, case: Case, decision: dict[str, Any], says: str
) -> None:
    with pytest.raises(DomainError, match=says):
        hall.decide(case, **decision)
    assert fresh(case).state == CaseState.TRANSFERRED and not CaseResult.objects.exists()


def test_a_denial_names_its_reason(hall: Hall, case: Case) -> None:
    denied = hall.decide(case, outcome="denied", reason="场所不符合要求", number="")

    assert denied.concluded_as == "denied" and denied.events.last().action == "deny"


def test_papers_still_owed_make_it_a_grant_with_a_gap(hall: Hall, case: Case) -> None:
    case.materials.filter(position=2).update(taken="deferred", received=0, received_at=None)

    with pytest.raises(DomainError, match="平面图"):
        hall.decide(case)
    assert hall.decide(case, outcome="granted_gap").concluded_as == "granted_gap"


def test_a_stopped_clock_is_started_before_the_decision(hall: Hall, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(stopped_since=date(2026, 7, 1))

    with pytest.raises(DomainError, match="恢复计时"):
        hall.decide(case)


def test_only_the_departments_liaison_decides(hall: Hall, case: Case) -> None:
    other = MembershipFactory(role=Role.LIAISON, contract=hall.contract).user
    decision = Decision("granted", number="1")

    for by in (other, hall.clerk):
        with pytest.raises(DomainError, match="不能对"):
            decide_case(by=by, at=timezone.now(), case=case, revision=None, decision=decision, key=new_key())


def test_a_page_that_is_behind_decides_nothing(hall: Hall, case: Case) -> None:
    decision = Decision("granted", number="1")

    with pytest.raises(CaseMoved):
        decide_case(
            by=hall.liaison, at=timezone.now(), case=case, revision=case.revision - 1, decision=decision,
            key=new_key(),
        )  # fmt: skip


def test_the_same_decision_twice_is_one(hall: Hall, case: Case) -> None:
    decision, key = Decision("granted", number="1"), new_key()
    for _ in range(2):
        decide_case(
            by=hall.liaison, at=timezone.now(), case=case, revision=case.revision, decision=decision, key=key
        )

    assert CaseResult.objects.count() == 1
    with pytest.raises(DomainError, match="已办结"):
        hall.decide(case)


def test_results_come_back_the_same_way(hall: Hall, case: Case) -> None:
    batch = hall.returning(hall.decide(case))
    on_the_way = fresh(case)
    hall.settled(batch)

    assert batch.direction == "back" and on_the_way.holder == "on_the_way"
    assert (fresh(case).state, fresh(case).holder) == ("decided", "window")
    assert CaseForm.objects.filter(kind="receiving").count() == 1


def test_results_received_with_a_place_lie_on_the_shelf(hall: Hall, case: Case) -> None:
    hall.settled(hall.returning(hall.decide(case)), place=" A-07 ")

    assert (fresh(case).state, fresh(case).holder, fresh(case).shelf_place) == ("ready", "shelf", "A-07")
    assert fresh(case).ready_at


@pytest.mark.parametrize("outcome", ["missing", "returned"])
def test_a_result_we_do_not_have_stays_theirs(hall: Hall, case: Case, outcome: str) -> None:
    hall.settled(hall.returning(hall.decide(case)), outcome, note="证照姓名有误")

    assert (fresh(case).state, fresh(case).holder) == ("decided", "department")
    assert hall.returning(fresh(case)).state == "sent"


def test_an_undecided_case_brings_no_result(hall: Hall, case: Case) -> None:
    with pytest.raises(DomainError, match="先作出决定"):
        hall.returning(case)


@pytest.mark.parametrize(
    "columns",
    [{"kind": "paper"}, {"valid_from": None, "valid_to": date(2026, 1, 1)}, {"copies": 0}, {"kind": "none"}],
)
def test_the_database_refuses_impossible_results(hall: Hall, case: Case, columns: dict[str, Any]) -> None:
    result = hall.decide(case).result

    with pytest.raises(IntegrityError), transaction.atomic():
        CaseResult.objects.filter(pk=result.pk).update(**columns)
