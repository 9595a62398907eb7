"""The steps between receipt and the department: told, brought, accepted, refused, looked at, deemed accepted."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.template.loader import render_to_string

from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import open_column
from records.models import OutboxMessage
from tests.factories.contracts import member
from tests.windows.intake_samples import NOON, PERSON, PHONE, Desk, make_desk
from tests.windows.service_rows import make_row
from windows.actions.archive import ArchiveRefused, open_box, put_in_box
from windows.actions.intake import IntakeRefused, PaperIn
from windows.actions.intake_steps import (
    accept_case,
    close_gap,
    conclude_on_spot,
    deem_accepted,
    papers_of,
    refuse_case,
    resubmit,
    tell_once,
)
from windows.actions.matters import answer, close
from windows.actions.moves import CaseMoved, MoveRefused
from windows.actions.refusal_looks import AlreadyLooked, LookRefused, agree_to_refusal, send_back_refusal
from windows.actions.refusal_matters import matter_from_refusal
from windows.enums import CaseState
from windows.jobs import nightly
from windows.models import Case, RefusalLook, UnresolvedMatter
from windows.queries.case_forms import personal_of
from windows.reports.case_forms import form_context
from windows.rules.intake import Promise, Told, told_from

pytestmark = pytest.mark.django_db
BROUGHT = [PaperIn(2, "paper", 1), PaperIn(3, "paper", 1)]


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def later(days: int) -> datetime:
    return NOON + timedelta(days=days)


def test_told_brought_and_accepted(desk: Desk) -> None:
    case = desk.register("tell_once", papers=desk.without(2, 3))
    back = resubmit(by=desk.clerk, at=later(2), case=case, brought=BROUGHT)
    assert (back.state, back.correction_due_on, back.stopped_days) == (CaseState.REGISTERED, None, 2)

    done = accept_case(by=desk.clerk, at=later(2), case=back, sms=True)

    done.refresh_from_db()
    assert (done.state, done.accepted_at, done.due_on) == ("accepted", later(2), date(2026, 3, 27))
    assert [line.action for line in done.events.all()] == [
        "register", "tell_once", "resubmit", "accept",
    ]  # fmt: skip
    assert {form.kind for form in done.forms.all()} == {"tell_once", "acceptance"}
    assert OutboxMessage.objects.count() == 1


def test_a_second_notice_is_marked_as_a_breach(desk: Desk) -> None:
    case = desk.register("tell_once", papers=desk.without(2))
    resubmit(by=desk.clerk, at=later(1), case=case, brought=[PaperIn(2, "paper", 1)])
    told = tell_once(
        by=desk.clerk, at=later(1), case=case, told=[Told(1, "营业执照（副本）", "不是最新的一本")]
    )

    assert (told.state, told.told_rounds) == (CaseState.CORRECTING, 2)
    assert told.events.last().facts["breach"] is True


def test_a_notice_that_leaves_something_out_is_refused(desk: Desk) -> None:
    case = desk.register("receive", papers=desk.without(2, 3))
    with pytest.raises(IntakeRefused, match="还漏了 1 项：经营场所平面图"):
        tell_once(by=desk.clerk, at=NOON, case=case, told=[Told(2, "申请表（盖章）")])

    assert tell_once(by=desk.clerk, at=NOON, case=case, told=told_from(papers_of(case))).told_rounds == 1


def test_a_correction_after_acceptance_stops_the_clock(desk: Desk) -> None:
    case = desk.register()
    told = tell_once(
        by=desk.clerk, at=later(1), case=case, told=[Told(1, "营业执照（副本）", "经营场所不一致")]
    )
    assert (told.state, told.stopped_since) == (CaseState.ACCEPTED, date(2026, 3, 12))

    back = resubmit(by=desk.clerk, at=later(5), case=case, brought=[PaperIn(1, "paper", 1)])

    assert (back.state, back.stopped_since, back.stopped_days) == (CaseState.ACCEPTED, None, 2)
    assert back.due_on == date(2026, 3, 27)


def test_a_gap_is_closed_paper_by_paper_and_late_ones_are_marked(desk: Desk) -> None:
    case = desk.register(
        "accept_gap", papers=desk.without(3), gap_due_on=date(2026, 3, 13), promise_signed=True
    )
    with pytest.raises(IntakeRefused, match="已经收过"):
        close_gap(by=desk.clerk, at=later(1), case=case, brought=[PaperIn(1, "paper", 1)])

    closed = close_gap(by=desk.clerk, at=later(6), case=case, brought=[PaperIn(3, "paper", 1)])

    assert closed.gap_due_on is None
    assert closed.events.last().facts == {"papers": [3], "late": True, "all": True}
    with pytest.raises(IntakeRefused, match="没有容缺"):
        close_gap(by=desk.clerk, at=later(6), case=case, brought=[PaperIn(3, "paper", 1)])


def test_accepting_later_with_a_promise_defers_what_is_missing(desk: Desk) -> None:
    case = desk.register("receive", papers=desk.without(3))
    with pytest.raises(IntakeRefused, match="请改用“容缺受理”"):
        accept_case(by=desk.clerk, at=later(1), case=case)

    done = accept_case(by=desk.clerk, at=later(1), case=case, promise=Promise(date(2026, 3, 16), True))

    assert (done.state, done.gap_due_on) == (CaseState.ACCEPTED, date(2026, 3, 16))
    assert done.materials.get(position=3).taken == "deferred"


def test_who_accepts_too_late_accepts_as_of_the_day_of_receipt(desk: Desk) -> None:
    case = desk.register("receive")
    done = accept_case(by=desk.clerk, at=later(8), case=case)

    assert (done.deemed_accepted, done.accepted_at, done.due_on) == (True, NOON, date(2026, 3, 25))


def test_the_law_accepts_after_five_working_days(desk: Desk) -> None:
    case = desk.register("receive", papers=desk.without(2))
    with pytest.raises(IntakeRefused):
        deem_accepted(at=later(7), case=case)
    with time_machine.travel(later(7), tick=False):
        assert nightly.deem_accepted() == "0 件视为受理"

    with time_machine.travel(later(8), tick=False):
        assert nightly.deem_accepted() == "1 件视为受理"

    case.refresh_from_db()
    assert (case.state, case.deemed_accepted, case.accepted_at) == (CaseState.ACCEPTED, True, NOON)
    line = case.events.last()
    assert (line.action, line.by) == ("accept", None)
    notice, message = case.forms.get(kind="acceptance"), OutboxMessage.objects.get()
    assert notice.made_by is None and notice.content["deemed"] and notice.content["clerk"] == desk.clerk.name
    assert notice.content["due_on"] == "2026-03-25"
    letter = json.loads(open_column(message, "letter"))
    assert letter["to"] == PHONE and "依法自收件之日起视为受理" in letter["body"]
    assert "陈大明" not in letter["body"] and message.object_id == str(case.pk)
    said = render_to_string("windows/pdf/case_form.html", form_context(notice, personal_of(notice)))
    assert "您的申请依法视为受理" in said and "您的申请材料符合要求" not in said


def test_the_law_accepts_without_a_message_where_there_is_no_mobile(desk: Desk) -> None:
    landline = replace(PERSON, phone="0898-66778899")
    case = desk.register("receive", applicant=landline)
    with time_machine.travel(later(8), tick=False):
        assert nightly.deem_accepted() == "1 件视为受理"
        assert nightly.deem_accepted() == "0 件视为受理"

    assert case.forms.filter(kind="acceptance").count() == 1 and not OutboxMessage.objects.exists()


def test_a_case_that_was_told_is_not_deemed_accepted(desk: Desk) -> None:
    case = desk.register("tell_once", papers=desk.without(2))
    resubmit(by=desk.clerk, at=later(1), case=case, brought=[PaperIn(2, "paper", 1)])
    with time_machine.travel(later(30), tick=False):
        assert nightly.deem_accepted() == "0 件视为受理"


def test_concluding_needs_an_item_on_the_spot(desk: Desk) -> None:
    case = desk.register("receive")
    with pytest.raises(IntakeRefused, match="承诺件"):
        conclude_on_spot(by=desk.clerk, at=NOON, case=case)
    spot = make_desk(kind="on_spot")
    done = conclude_on_spot(by=spot.clerk, at=NOON, case=spot.register("receive"))
    assert (done.state, done.concluded_as, done.accepted_at) == (CaseState.DECIDED, "granted", NOON)


def test_steps_ask_for_right_state_and_version(desk: Desk) -> None:
    case = desk.register()
    with pytest.raises(MoveRefused):
        refuse_case(by=desk.clerk, at=NOON, case=case, ground="not_met", reason="条件不具备")
    with pytest.raises(CaseMoved):
        accept_case(by=desk.clerk, at=NOON, case=case, revision=9)
    with pytest.raises(IntakeRefused):
        accept_case(by=member(Role.SUPERVISOR, desk.contract), at=NOON, case=case)


def refused_case(desk: Desk) -> Case:
    return desk.register("refuse", refusal_ground="not_met", refusal_reason="经营场所不符合条件")


def test_every_refusal_opens_one_matter_by_itself(desk: Desk) -> None:
    busy, free = member(Role.SUPERVISOR, desk.contract), member(Role.SUPERVISOR, desk.contract)
    make_row("matter", desk.contract, owner=busy)
    case = refused_case(desk)

    matter = UnresolvedMatter.objects.get(case=case)

    look = RefusalLook.objects.get(case=case)
    assert (matter.refusal, matter.owner, matter.recorded_by) == (look, free, desk.clerk)
    assert (matter.contact_by, matter.due_on) == (date(2026, 3, 11), date(2026, 3, 18))
    assert "经营场所不符合条件" in matter.text and matter.department == case.department
    assert matter.person_name == "陈大明" and open_column(matter, "phone") == PHONE
    assert refused_case(desk) == case, "the same form again"
    assert matter_from_refusal(by=busy, at=NOON, look=look) == matter
    assert UnresolvedMatter.objects.filter(case=case).count() == 1


def test_a_second_refusal_of_a_case_has_its_own_matter(desk: Desk) -> None:
    supervisor = member(Role.SUPERVISOR, desk.contract)
    case = refused_case(desk)
    send_back_refusal(by=supervisor, at=later(1), look=RefusalLook.objects.get(), note="请再核对场所证明")
    refuse_case(by=desk.clerk, at=later(2), case=case, ground="not_met", reason="场所证明核对后仍不符合")

    found = list(UnresolvedMatter.objects.order_by("pk"))

    assert [(each.state, each.refusal.agreed) for each in found] == [("dropped", False), ("open", None)]
    assert found[1].number == "BBC-2026-0002"


def test_a_matter_closed_before_stays_closed(desk: Desk) -> None:
    owner, other = member(Role.SUPERVISOR, desk.contract), member(Role.SUPERVISOR, desk.contract)
    refused_case(desk)
    matter = UnresolvedMatter.objects.get()
    owner, other = (owner, other) if matter.owner == owner else (other, owner)
    answer(by=owner, at=later(1), matter=matter, cause="policy", result="explained", text="已解释")
    close(by=other, at=later(1), matter=matter)
    send_back_refusal(by=other, at=later(2), look=RefusalLook.objects.get(), note="场所证明可以后补")

    assert UnresolvedMatter.objects.get().state == "closed"


def test_a_team_leader_or_the_clerk_sees_to_it_where_nobody_else_is(desk: Desk) -> None:
    refused_case(desk)
    assert UnresolvedMatter.objects.get().owner == desk.clerk
    leader = member(Role.TEAM_LEADER, desk.contract)
    desk.register("refuse", key="k-00000002", refusal_ground="not_met", refusal_reason="经营场所不符合条件")
    assert UnresolvedMatter.objects.order_by("pk").last().owner == leader  # type: ignore[union-attr]


def test_a_refusal_is_filed_after_the_look_and_then_stays(desk: Desk) -> None:
    supervisor, case = member(Role.SUPERVISOR, desk.contract), refused_case(desk)
    box = open_box(by=desk.clerk, at=NOON, contract=desk.contract, place="A-1", key="box-00000001")
    with pytest.raises(ArchiveRefused, match="等主管复核"):
        put_in_box(by=desk.clerk, at=NOON, box=box, case=case)
    agree_to_refusal(by=supervisor, at=later(1), look=RefusalLook.objects.get())

    put_in_box(by=desk.clerk, at=later(1), box=box, case=case)

    case.refresh_from_db()
    assert (case.state, case.archived_at, case.holder) == ("not_accepted", later(1), "archive")
    late_look = RefusalLook.objects.create(case=case, asked_at=later(1))
    with pytest.raises(LookRefused, match="已经归档"):
        send_back_refusal(by=supervisor, at=later(2), look=late_look, note="再看看")


def test_a_supervisor_agrees_once(desk: Desk) -> None:
    look = RefusalLook.objects.get(case=refused_case(desk))
    supervisor = member(Role.SUPERVISOR, desk.contract)
    with pytest.raises(LookRefused):
        agree_to_refusal(by=desk.clerk, at=later(1), look=look)

    agree_to_refusal(by=supervisor, at=later(1), look=look)

    look.refresh_from_db()
    assert (look.agreed, look.looked_by, look.looked_at) == (True, supervisor, later(1))
    with pytest.raises(AlreadyLooked):
        send_back_refusal(by=supervisor, at=later(1), look=look, note="再看看")


def test_a_refusal_sent_back_is_at_the_window_again(desk: Desk) -> None:
    case = refused_case(desk)
    look, supervisor = RefusalLook.objects.get(case=case), member(Role.SUPERVISOR, desk.contract)
    with pytest.raises(LookRefused, match="请写明"):
        send_back_refusal(by=supervisor, at=later(1), look=look, note=" ")

    send_back_refusal(by=supervisor, at=later(1), look=look, note="场所证明可以后补，请容缺受理")

    case.refresh_from_db()
    assert (case.state, case.refusal_kind, case.closed_at, case.closing_reason) == (
        "registered",
        "",
        None,
        "",
    )
    assert case.forms.get(kind="refusal").void_at is not None
    matter = UnresolvedMatter.objects.get()
    assert (matter.state, matter.dropped_why) == ("dropped", "场所证明可以后补，请容缺受理")
    assert (matter.closed_at, matter.closed_by) == (later(1), supervisor)
    assert accept_case(by=desk.clerk, at=later(1), case=case).state == CaseState.ACCEPTED
