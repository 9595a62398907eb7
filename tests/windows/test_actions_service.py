"""The service registers' actions: each step with its reason, its log and what the database keeps."""

import secrets
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.factories.contracts import ContractFactory, member
from tests.factories.windows import make_case, make_department, make_item
from tests.windows.service_rows import make_row
from windows.actions import assists, consultations, cross_region, matters, special_services
from windows.actions.refusal_matters import matter_from_refusal
from windows.actions.services import ServiceRefused
from windows.models import AssistOrder, RefusalLook, ServiceStep, UnresolvedMatter
from windows.views._registers import REGISTERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    return ContractFactory()


@pytest.fixture
def supervisor(contract: Contract) -> Any:
    return member(Role.SUPERVISOR, contract)


@pytest.mark.parametrize("register", REGISTERS)
def test_a_row_is_numbered_without_gaps_sealed_and_logged(contract: Contract, register: str) -> None:
    first, second = make_row(register, contract), make_row(register, contract)

    assert first.number.endswith("-0001") and second.number.endswith("-0002")
    assert ServiceStep.objects.filter(register=register, record=first.pk, action="open").count() == 1
    assert AuditEvent.objects.filter(action=f"{register}.open").count() == 2
    assert first.phone_sealed is None or b"1380000" not in bytes(first.phone_sealed)


def test_the_same_form_again_makes_one_row(contract: Contract, supervisor: Any) -> None:
    entry, key = matters.MatterEntry(text="没有办成", owner=supervisor), secrets.token_hex(16)
    rows = [
        matters.open_matter(by=supervisor, at=timezone.now(), contract=contract, entry=entry, key=key)
        for _n in (1, 2)
    ]

    assert rows[0].pk == rows[1].pk and UnresolvedMatter.objects.count() == 1


def test_a_matter_goes_from_hand_to_hand_and_is_closed_by_somebody_else(
    contract: Contract, supervisor: Any
) -> None:
    now, row = timezone.now(), make_row("matter", contract, by=supervisor)
    department, other = make_department(contract), member(Role.TEAM_LEADER, contract)
    matters.contact(by=supervisor, at=now, matter=row, text="已电话联系")
    matters.hand_over(by=supervisor, at=now, matter=row, department=department, text="请三日内答复")
    matters.answer(
        by=other, at=now, matter=row, cause="materials", result="solved", text="已补齐材料，当场办成"
    )
    with pytest.raises(ServiceRefused, match="经办人以外"):
        matters.close(by=supervisor, at=now, matter=row)
    matters.call_back(by=other, at=now, matter=row, satisfied=True)
    matters.close(by=other, at=now, matter=row)

    row.refresh_from_db()
    assert (row.state, row.department, row.satisfied) == ("closed", department, True)
    steps = ServiceStep.objects.filter(register="matter", record=row.pk).values_list("action", flat=True)
    assert list(steps) == ["open", "contact", "hand", "answer", "call_back", "close"]


def test_a_matters_days_follow_its_weight(contract: Contract) -> None:
    light, heavy = make_row("matter", contract), make_row("matter", contract, is_hard=True)

    assert timezone.localdate() <= light.contact_by <= light.due_on < heavy.due_on


@pytest.mark.parametrize(
    ("values", "said"), [({"cause": ""}, "原因"), ({"result": ""}, "结果"), ({"text": " "}, "答复")]
)
def test_an_answer_that_lacks_something_is_refused(
    contract: Contract, supervisor: Any, values: dict[str, str], said: str
) -> None:
    row = make_row("matter", contract)
    given = {"cause": "policy", "result": "explained", "text": "已解释", **values}

    with pytest.raises(ServiceRefused, match=said):
        matters.answer(by=supervisor, at=timezone.now(), matter=row, **given)


def test_a_refusal_becomes_one_matter(contract: Contract, supervisor: Any) -> None:
    look = RefusalLook.objects.create(case=make_case(contract, "not_accepted"), asked_at=timezone.now())
    first = matter_from_refusal(by=supervisor, at=timezone.now(), look=look)

    assert matter_from_refusal(by=supervisor, at=timezone.now(), look=look) == first
    assert first.case == look.case and look.case.number in first.text


def test_a_proxy_starts_with_a_written_commission_only(contract: Contract, supervisor: Any) -> None:
    now, helper = timezone.now(), member(Role.CLERK, contract)
    row = make_row("assist", contract, kind="proxy", helper=helper)
    with pytest.raises(ServiceRefused, match="委托"):
        assists.start(by=helper, at=now, order=row)
    assists.commission(by=helper, at=now, order=row, on=timezone.localdate(), scope="代为提交材料")
    assists.start(by=helper, at=now, order=row)
    assists.progress(by=helper, at=now, order=row, text="已到窗口")
    assists.finish(by=helper, at=now, order=row, outcome="已办结", signed_off_by="陈大明")

    row.refresh_from_db()
    assert row.state == "finished" and row.helper == helper
    with pytest.raises(ServiceRefused):
        assists.assign(by=supervisor, at=now, order=row, helper=supervisor, text="换人")


def test_passing_an_order_on_wants_a_reason(contract: Contract, supervisor: Any) -> None:
    row = make_row("assist", contract, helper=supervisor)

    with pytest.raises(ServiceRefused, match="原因"):
        assists.assign(by=supervisor, at=timezone.now(), order=row, helper=member(Role.CLERK, contract))


def test_a_home_visit_wants_an_address(contract: Contract) -> None:
    with pytest.raises(ServiceRefused, match="地址"):
        make_row("assist", contract, kind="home_visit")
    assert not AssistOrder.objects.exists()


def test_a_question_is_answered_at_once_or_handed_to_a_department(
    contract: Contract, supervisor: Any
) -> None:
    now, item = timezone.now(), make_item(contract)
    at_once = make_row("consultation", contract, answer="带身份证和申请表", item=item)
    later = make_row("consultation", contract)
    consultations.forward(by=supervisor, at=now, consultation=later, department=item.department)
    later.refresh_from_db()
    assert at_once.state == "answered" and later.state == "forwarded" and later.due_on > timezone.localdate()
    consultations.answer_consultation(by=supervisor, at=now, consultation=later, text="已答复")
    later.refresh_from_db()
    assert later.answered_by == supervisor


def test_a_spot_check_of_the_telephone_is_written_down(contract: Contract, supervisor: Any) -> None:
    now = timezone.now()
    check = {
        "by": supervisor,
        "at": now,
        "contract": contract,
        "line": "0898-65300000",
        "rings": 12,
        "answered": False,
    }

    consultations.check_phone_line(called_at=now - timedelta(minutes=5), **check)
    with pytest.raises(ServiceRefused, match="还没有到"):
        consultations.check_phone_line(called_at=now + timedelta(minutes=5), **check)
    assert contract.phone_checks.count() == 1


def test_a_cross_region_case_takes_its_steps_in_order(contract: Contract, supervisor: Any) -> None:
    now, row = timezone.now(), make_row("cross", contract)
    with pytest.raises(ServiceRefused):
        cross_region.step_cross(by=supervisor, at=now, record=row, to="concluded")
    cross_region.step_cross(by=supervisor, at=now, record=row, to="pushed")
    with pytest.raises(ServiceRefused, match="单号"):
        cross_region.step_cross(by=supervisor, at=now, record=row, to="papers_sent")
    for to, said in [
        ("papers_sent", "EMS1"),
        ("checked", ""),
        ("concluded", ""),
        ("shipped", "EMS2"),
        ("signed", ""),
    ]:
        cross_region.step_cross(by=supervisor, at=now, record=row, to=to, said=said)
    row.refresh_from_db()
    assert row.state == "signed" and row.papers_tracking == "EMS1" and row.result_tracking == "EMS2"


def test_without_a_checked_identity_nothing_is_received(contract: Contract) -> None:
    with pytest.raises(ServiceRefused, match="身份"):
        make_row("cross", contract, identity_checked=False)


def test_a_booked_service_is_given_or_missed(contract: Contract, supervisor: Any) -> None:
    now, row = timezone.now(), make_row("special", contract)
    with pytest.raises(ServiceRefused, match="起止"):
        special_services.serve_special(
            by=supervisor, at=now, service=row, started_at=now, ended_at=now + timedelta(1)
        )
    special_services.serve_special(
        by=supervisor, at=now, service=row, started_at=now - timedelta(hours=1), ended_at=now, outcome="已办"
    )
    with pytest.raises(ServiceRefused):
        special_services.end_special(by=supervisor, at=now, service=row, missed=True, reason="没有来")


def test_a_claim_is_paid_up_to_what_was_asked(contract: Contract, supervisor: Any) -> None:
    now, day, row = timezone.now(), timezone.localdate(), make_row("claim", contract)
    with pytest.raises(ServiceRefused):
        special_services.pay_claim(by=supervisor, at=now, record=row, paid_on=day, paid_yuan=Decimal("3000"))
    special_services.review_claim(by=supervisor, at=now, record=row)
    with pytest.raises(ServiceRefused, match="金额"):
        special_services.pay_claim(
            by=supervisor, at=now, record=row, paid_on=day, paid_yuan=Decimal("3000.01")
        )
    special_services.pay_claim(by=supervisor, at=now, record=row, paid_on=day, paid_yuan=Decimal("3000"))
    row.refresh_from_db()
    assert (row.state, row.paid_yuan) == ("paid", Decimal("3000.00"))


@pytest.mark.parametrize(
    ("register", "columns"),
    [
        ("matter", {"state": "closed"}), ("matter", {"state": "handed"}), ("matter", {"state": "dropped"}),
        ("matter", {"dropped_why": "x"}), ("consultation", {"state": "answered"}),
        ("assist", {"state": "running"}), ("assist", {"state": "finished"}), ("cross", {"state": "shipped"}),
        ("special", {"state": "served"}), ("claim", {"state": "paid"}), ("claim", {"amount_yuan": 0}),
    ],
)  # fmt: skip
def test_the_database_refuses_a_state_without_its_columns(
    contract: Contract, register: str, columns: dict[str, Any]
) -> None:
    row = make_row(register, contract)

    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**columns)


@pytest.mark.parametrize("register", REGISTERS)
def test_rows_and_their_steps_stay(contract: Contract, register: str) -> None:
    row = make_row(register, contract)

    with pytest.raises(DatabaseError), transaction.atomic():
        type(row).objects.filter(pk=row.pk)._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        ServiceStep.objects.filter(record=row.pk).update(text="改写")
