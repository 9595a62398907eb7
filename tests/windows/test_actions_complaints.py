"""Complaints from the desk to their end: deadlines, hands, who may not, what the database refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Permission, Role
from hall_ops.lib.sealing import label_of, open_sealed
from tests.factories.contracts import ContractFactory, member
from tests.factories.windows import make_department
from tests.windows.service_rows import make_row
from windows.actions import complaints
from windows.actions.services import ServiceRefused
from windows.models import Complaint, ServiceStep
from windows.queries.clock import working_days_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    return ContractFactory()


@pytest.fixture
def owner(contract: Contract) -> Any:
    return member(Role.SUPERVISOR, contract)


@pytest.fixture
def other(contract: Contract) -> Any:
    return member(Role.SUPERVISOR, contract)


def answered(row: Complaint, by: Any) -> Complaint:
    return complaints.answer(
        by=by, at=timezone.now(), complaint=row, finding="upheld", cause="conduct", text="已致歉并整改"
    )


def test_a_complaint_goes_to_its_end_by_several_hands(contract: Contract, owner: Any, other: Any) -> None:
    now, row = timezone.now(), make_row("complaint", contract, by=owner)
    complaints.contact(by=owner, at=now, complaint=row, text="已电话联系")
    complaints.hand_over(by=owner, at=now, complaint=row, department=make_department(contract))
    answered(row, owner)
    with pytest.raises(ServiceRefused, match="先回访"):
        complaints.close(by=other, at=now, complaint=row)
    complaints.call_back(by=other, at=now, complaint=row, satisfied=True)
    with pytest.raises(ServiceRefused, match="经办人以外"):
        complaints.close(by=owner, at=now, complaint=row)
    complaints.close(by=other, at=now, complaint=row)

    row.refresh_from_db()
    assert (row.state, row.finding, row.satisfied, row.closed_by) == ("closed", "upheld", True, other)
    steps = ServiceStep.objects.filter(register="complaint", record=row.pk).values_list("action", flat=True)
    assert list(steps) == ["open", "contact", "hand", "answer", "call_back", "close"]


@pytest.mark.parametrize(
    ("channel", "days"),
    [pytest.param("counter", 10, id="facts § 6 PT"), pytest.param("hotline", 5, id="facts § 6 AY 50")],
)
def test_the_days_follow_the_channel_and_are_extended_once_by_another(
    contract: Contract, owner: Any, other: Any, channel: str, days: int
) -> None:
    now, row = timezone.now(), make_row("complaint", contract, by=owner, channel=channel)
    due = working_days_on(timezone.localdate(), days)
    assert row.due_on == due

    with pytest.raises(ServiceRefused, match="经办人以外"):
        complaints.extend(by=owner, at=now, complaint=row, reason="须鉴定")
    complaints.extend(by=other, at=now, complaint=row, reason="须鉴定")
    with pytest.raises(ServiceRefused, match="不能再延"):
        complaints.extend(by=other, at=now, complaint=row, reason="再延")

    row.refresh_from_db()
    assert row.due_on == working_days_on(due, 5) and row.extended_by == other


def test_nothing_is_extended_after_its_day(contract: Contract, owner: Any, other: Any) -> None:
    row = make_row("complaint", contract, by=owner)
    late = timezone.now() + timedelta(days=60)

    with pytest.raises(ServiceRefused, match="期限已过"):
        complaints.extend(by=other, at=late, complaint=row, reason="须鉴定")


def test_a_wrong_department_sends_it_back_and_a_late_return_says_so(contract: Contract, owner: Any) -> None:
    now, row = timezone.now(), make_row("complaint", contract, by=owner)
    complaints.hand_over(by=owner, at=now, complaint=row, department=make_department(contract))
    complaints.send_back(by=owner, at=now + timedelta(hours=2), complaint=row, text="不是我局的职责")
    complaints.hand_over(by=owner, at=now, complaint=row, department=make_department(contract))
    complaints.send_back(by=owner, at=now + timedelta(hours=25), complaint=row, text="仍不是")

    said = ServiceStep.objects.filter(register="complaint", action="send_back").values_list("text", flat=True)
    assert ["24 小时" in text for text in said] == [False, True]


def test_whoever_it_is_about_neither_sees_nor_handles_it(contract: Contract, owner: Any, other: Any) -> None:
    row = make_row("complaint", contract, by=owner, about=other)

    assert not Complaint.objects.allowed(other, Permission.COMPLAINT_VIEW).exists()
    assert Complaint.objects.allowed(owner, Permission.COMPLAINT_VIEW).exists()
    with pytest.raises(ServiceRefused, match="被投诉人"):
        answered(row, other)
    with pytest.raises(ServiceRefused, match="被投诉人"):
        make_row("complaint", contract, by=owner, about=owner)


def test_a_clerk_sees_what_the_clerk_wrote_down(contract: Contract, owner: Any) -> None:
    clerk = member(Role.CLERK, contract)
    mine, _theirs = make_row("complaint", contract, by=clerk), make_row("complaint", contract, by=owner)

    assert list(Complaint.objects.allowed(clerk, Permission.COMPLAINT_VIEW)) == [mine]


def test_a_reopened_complaint_is_called_back_again(contract: Contract, owner: Any, other: Any) -> None:
    now, row = timezone.now(), make_row("complaint", contract, by=owner)
    answered(row, owner)
    complaints.call_back(by=other, at=now, complaint=row, satisfied=False)
    complaints.reopen(by=other, at=now, complaint=row, text="不满意")
    answered(row, owner)

    with pytest.raises(ServiceRefused, match="先回访"):
        complaints.close(by=other, at=now, complaint=row)


def test_the_address_for_letters_is_sealed_and_checked(contract: Contract, owner: Any) -> None:
    row = make_row("complaint", contract, by=owner, email="chen@example.com")

    assert b"chen" not in bytes(row.email_sealed)
    assert (
        open_sealed(row.email_sealed, label=label_of(Complaint, "email"), uid=row.uid) == "chen@example.com"
    )
    with pytest.raises(ServiceRefused, match="邮箱"):
        make_row("complaint", contract, by=owner, email="没有邮箱")


def test_the_database_refuses_what_no_action_makes(contract: Contract, owner: Any) -> None:
    row = make_row("complaint", contract, by=owner)
    rows = Complaint.objects.filter(pk=row.pk)
    for values in (
        {"state": "answered"}, {"state": "handed"}, {"satisfied": True}, {"about": row.owner}, {"text": ""},
        {"extended_at": timezone.now()}, {"state": "closed"},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        rows.delete()
