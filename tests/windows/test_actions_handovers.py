"""Papers between window and department, line by line."""

import pytest
from django.utils import timezone

from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.factories.contracts import MembershipFactory, member
from tests.windows.papers import MESSENGER, Hall, fresh, make_hall, new_key
from windows.actions.handovers import (
    Carriage,
    HandOverRefused,
    add_case,
    drop_line,
    send_batch,
    send_cases,
    void_batch,
)
from windows.actions.results import return_case
from windows.enums import CaseState, HandOverState, LineKind
from windows.models import Case, CaseForm, HandOver, HandOverLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def test_papers_go_to_the_department_and_are_its_own_once_confirmed(hall: Hall) -> None:
    case, other = hall.case(), hall.case()

    batch = hall.sent(case, other)
    on_the_way = fresh(case)
    closed = hall.settled(batch)
    there = fresh(case)

    assert (on_the_way.state, on_the_way.holder) == (CaseState.ACCEPTED, "on_the_way")
    assert batch.number.startswith("JJ-") and batch.state == HandOverState.SENT
    assert (there.state, there.holder) == (CaseState.TRANSFERRED, "department") and there.transferred_at
    assert closed.state == HandOverState.CLOSED and closed.closed_by == hall.liaison
    assert [event.action for event in case.events.all()] == ["hand_over", "transfer"]
    assert CaseForm.objects.filter(kind="handover").count() == 2
    assert AuditEvent.objects.filter(action="handover.send").count() == 1


@pytest.mark.parametrize(
    ("outcome", "action"), [("missing", "papers_missing"), ("returned", "papers_refused")]
)
def test_what_is_not_confirmed_stays_ours(hall: Hall, outcome: str, action: str) -> None:
    taken, case = hall.case(), hall.case()
    batch = hall.sent(taken, case)
    line = batch.lines.get(case=case)

    hall.settled(batch, outcome, line, note="缺平面图")
    batch.refresh_from_db()
    ours = fresh(case)

    assert (ours.state, ours.holder) == (CaseState.ACCEPTED, "window")
    assert case.events.last().action == action and batch.state == HandOverState.SENT
    assert hall.sent(ours).number != batch.number  # it may go again


def test_missing_without_a_word_is_refused(hall: Hall) -> None:
    batch = hall.sent(hall.case())

    with pytest.raises(HandOverRefused, match="写明情况"):
        hall.settled(batch, "missing")
    assert not HandOverLine.objects.exclude(outcome="waiting").exists()


def test_a_case_lies_in_one_batch_only(hall: Hall) -> None:
    case, second = hall.case(), member(Role.CLERK, hall.contract)
    first = add_case(by=hall.clerk, at=timezone.now(), case=case)

    again = add_case(by=hall.clerk, at=timezone.now(), case=case)
    with pytest.raises(HandOverRefused, match=first.batch.number):
        add_case(by=second, at=timezone.now(), case=case)

    assert again == first


@pytest.mark.parametrize(
    "state", ["registered", "correcting", "transferred", "decided", "issued", "withdrawn"]
)
def test_only_accepted_cases_go_out(hall: Hall, state: str) -> None:
    with pytest.raises(HandOverRefused, match="不能移交"):
        add_case(by=hall.clerk, at=timezone.now(), case=hall.case(state))


def test_numbers_are_gapless_and_a_void_keeps_its_own(hall: Hall) -> None:
    case = hall.case()
    draft = add_case(by=hall.clerk, at=timezone.now(), case=case).batch
    void = void_batch(by=hall.clerk, at=timezone.now(), batch=draft)
    batch = hall.sent(case)

    assert (void.state, void.serial, batch.serial) == (HandOverState.VOID, 1, 2)
    with pytest.raises(HandOverRefused, match="不能再改"):
        void_batch(by=hall.clerk, at=timezone.now(), batch=batch)


def test_a_line_may_leave_its_draft_only(hall: Hall) -> None:
    first, second = hall.case(), hall.case()
    lines = [add_case(by=hall.clerk, at=timezone.now(), case=case) for case in (first, second)]

    drop_line(by=hall.clerk, at=timezone.now(), line=lines[0])
    batch = hall.sent(second)

    assert batch == lines[0].batch and batch.lines.count() == 1
    with pytest.raises(HandOverRefused, match="不能再改"):
        drop_line(by=hall.clerk, at=timezone.now(), line=lines[1])


@pytest.mark.parametrize(
    ("carriage", "says"),
    [
        (Carriage("messenger"), "递送人姓名"),
        (Carriage("courier", carrier="顺丰"), "快递单号"),
        (Carriage("pigeon"), "递送方式"),
        (Carriage("messenger", messenger_name="符小明", messenger_phone="123"), "电话"),
    ],
)
def test_a_batch_says_how_it_travels(hall: Hall, carriage: Carriage, says: str) -> None:
    line = add_case(by=hall.clerk, at=timezone.now(), case=hall.case())

    with pytest.raises(DomainError, match=says):
        send_batch(by=hall.clerk, at=timezone.now(), batch=line.batch, carriage=carriage, key=new_key())
    assert HandOver.objects.get().state == HandOverState.DRAFT


def test_the_same_form_twice_sends_once(hall: Hall) -> None:
    case, key, now = hall.case(), new_key(), timezone.now()
    twice = [
        send_cases(
            by=hall.clerk, at=now, contract=hall.contract, cases=[case], kind="papers", carriage=MESSENGER, key=key
        )
        for _ in range(2)
    ]  # fmt: skip

    assert twice[0] == twice[1] and HandOver.objects.count() == 1
    assert case.events.filter(action="hand_over").count() == 1


def test_a_colleague_does_not_touch_my_draft(hall: Hall) -> None:
    line = add_case(by=hall.clerk, at=timezone.now(), case=hall.case())
    second = member(Role.CLERK, hall.contract)

    for step in (
        lambda: void_batch(by=second, at=timezone.now(), batch=line.batch),
        lambda: drop_line(by=second, at=timezone.now(), line=line),
        lambda: send_batch(by=second, at=timezone.now(), batch=line.batch, carriage=MESSENGER, key=new_key()),
    ):
        with pytest.raises(HandOverRefused, match="本人"):
            step()


def test_a_liaison_of_another_department_receives_nothing(hall: Hall) -> None:
    batch = hall.sent(hall.case())
    other = MembershipFactory(role=Role.LIAISON, contract=hall.contract).user

    for by in (other, hall.clerk, hall.stranger):
        with pytest.raises(HandOverRefused, match="不能对"):
            hall.settled(batch, by=by)


def test_a_settled_line_keeps_its_word(hall: Hall) -> None:
    batch = hall.sent(hall.case(), hall.case())
    line = batch.lines.first()
    assert line is not None
    for outcome in ("confirmed", "confirmed"):
        hall.settled(batch, outcome, line)

    with pytest.raises(HandOverRefused, match="已登记为"):
        hall.settled(batch, "missing", line, note="无")
    assert line.case.events.filter(action="transfer").count() == 1


def test_a_draft_cannot_be_received(hall: Hall) -> None:
    line = add_case(by=hall.clerk, at=timezone.now(), case=hall.case())

    with pytest.raises(HandOverRefused, match="还没有送出"):
        hall.settled(line.batch)


def test_a_case_withdrawn_on_its_way_still_changes_hands(hall: Hall) -> None:
    case = hall.case()
    batch = hall.sent(case)
    now = timezone.now()
    Case.objects.filter(pk=case.pk).update(state="withdrawn", closed_at=now, closing_reason="申请人撤回")

    hall.settled(batch)

    assert (fresh(case).state, fresh(case).holder) == ("withdrawn", "department")
    line = return_case(by=hall.liaison, at=now, case=fresh(case), reason="已撤件")
    back = send_batch(by=hall.liaison, at=now, batch=line.batch, carriage=MESSENGER, key=new_key())
    hall.settled(back)
    assert (fresh(case).state, fresh(case).holder) == ("withdrawn", "window")


def test_a_case_sent_back_undecided_is_ours_after_we_confirm(hall: Hall) -> None:
    (case,) = hall.with_department(hall.case())
    line = return_case(by=hall.liaison, at=timezone.now(), case=case, reason="不属于本部门职权")

    back = send_batch(by=hall.liaison, at=timezone.now(), batch=line.batch, carriage=MESSENGER, key=new_key())
    theirs = fresh(case)
    hall.settled(back)
    ours = fresh(case)

    assert (theirs.state, theirs.holder) == (CaseState.TRANSFERRED, "on_the_way")
    assert (ours.state, ours.holder, ours.transferred_at) == (CaseState.ACCEPTED, "window", None)
    assert case.events.last().why == "不属于本部门职权"
    assert line.kind == LineKind.RETURN


def test_a_return_needs_a_reason(hall: Hall) -> None:
    (case,) = hall.with_department(hall.case())

    with pytest.raises(HandOverRefused, match="写明原因"):
        return_case(by=hall.liaison, at=timezone.now(), case=case, reason=" ")
    with pytest.raises(HandOverRefused, match="不能对"):
        return_case(by=hall.clerk, at=timezone.now(), case=case, reason="试")
