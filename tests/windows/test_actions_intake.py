"""Registering: what each outcome writes, what is refused and how it is said, what is never written twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import open_column
from records.actions import KeyReused
from records.models import AuditEvent, Counter, IdempotencyKey, OutboxMessage
from tests.factories.contracts import member
from tests.windows.intake_samples import COMPANY, ID_NUMBER, NOON, PERSON, PHONE, Desk, make_desk
from windows.actions.intake import IntakeRefused, PaperIn, register_case
from windows.enums import CaseState
from windows.models import Case, IntakeDraft, RefusalLook, WindowSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def fields(refused: pytest.ExceptionInfo[IntakeRefused]) -> set[str]:
    return {problem.field for problem in refused.value.problems}


def test_accepting_writes_number_terms_papers_log_form_and_event(desk: Desk) -> None:
    case = desk.register()

    case.refresh_from_db()
    assert case.number == f"{desk.session.window.venue.code.upper()}-20260311-0001"
    assert (case.state, case.accepted_at, case.due_on) == (CaseState.ACCEPTED, NOON, date(2026, 3, 25))
    assert case.statutory_due_on == date(2026, 4, 8) and case.situation == "小餐饮"
    assert (case.window, case.zone, case.clerk) == (desk.session.window, desk.session.window.zone, desk.clerk)
    assert [paper.taken for paper in case.materials.all()] == ["paper"] * 4
    assert [line.action for line in case.events.all()] == ["register", "accept"]
    assert [form.kind for form in case.forms.all()] == ["acceptance"]
    event = AuditEvent.objects.get(action="case.register")
    assert event.after["number"] == case.number and "陈大明" not in str(event.after)


def test_what_identifies_people_is_sealed_and_can_be_found(desk: Desk) -> None:
    case = desk.register(applicant=replace(PERSON, id_number=ID_NUMBER.lower(), phone="138 1234 5678"))

    case.refresh_from_db()
    assert (open_column(case, "id"), open_column(case, "phone")) == (ID_NUMBER, PHONE)
    assert case.id_index and case.phone_index and case.phone_tail_index
    other = desk.register(key="k-00000002", applicant=replace(PERSON, phone="13999995678"))
    other.refresh_from_db()
    assert (other.id_index, other.phone_tail_index) == (case.id_index, case.phone_tail_index)
    assert other.phone_index != case.phone_index


def test_a_gap_is_accepted_with_its_promise(desk: Desk) -> None:
    case = desk.register(
        "accept_gap", papers=desk.without(3), gap_due_on=date(2026, 3, 16), promise_signed=True
    )

    case.refresh_from_db()
    assert (case.state, case.gap_due_on) == (CaseState.ACCEPTED, date(2026, 3, 16))
    assert case.materials.get(position=3).taken == "deferred"
    promise = case.forms.get(kind="promise").content["facts"]
    assert promise["papers"] == ["经营场所平面图"] and promise["due_on"] == "2026-03-16" and promise["late"]
    assert case.events.last().action == "accept_gap"


def test_telling_once_names_everything_missing(desk: Desk) -> None:
    papers = (PaperIn(1, "paper", 1, fault="未年检"), PaperIn(2))
    case = desk.register("tell_once", papers=papers, other_fault="现场照片不清楚")

    case.refresh_from_db()
    assert (case.state, case.told_rounds, case.correction_due_on) == ("correcting", 1, date(2026, 3, 18))
    told = case.forms.get(kind="tell_once").content["facts"]["told"]
    assert [(line["name"], line["why"]) for line in told] == [
        ("营业执照（副本）", "未年检"), ("申请表（盖章）", ""), ("经营场所平面图", ""), ("其他", "现场照片不清楚"),
    ]  # fmt: skip
    assert "breach" not in case.events.last().facts


def test_refusing_needs_its_grounds_and_asks_a_supervisor(desk: Desk) -> None:
    with pytest.raises(IntakeRefused) as refused:
        desk.register("refuse", refusal_ground="not_ours", refusal_reason="")
    assert fields(refused) == {"refusal_reason", "refusal_office"}

    case = desk.register(
        "refuse",
        refusal_ground="not_ours",
        refusal_reason="由区级部门受理",
        refusal_office="琼山区市场监督管理局",
    )

    case.refresh_from_db()
    assert (case.state, case.refusal_kind) == (CaseState.NOT_ACCEPTED, "refused")
    assert RefusalLook.objects.get(case=case).looked_at is None
    assert [form.kind for form in case.forms.all()] == ["refusal"]


def test_an_item_on_the_spot_is_concluded(contract: object) -> None:
    desk = make_desk(kind="on_spot")
    case = desk.register("on_spot", result_number="滨食备〔2026〕8号")

    case.refresh_from_db()
    assert (case.state, case.concluded_as, case.decided_at) == (CaseState.DECIDED, "granted", NOON)
    assert [line.action for line in case.events.all()] == ["register", "accept", "grant"]
    assert case.due_on == NOON.date()


def test_receiving_only_keeps_the_papers(desk: Desk) -> None:
    case = desk.register("receive", papers=desk.without(2))

    case.refresh_from_db()
    assert case.state == CaseState.REGISTERED and case.accepted_at is None
    assert [form.kind for form in case.forms.all()] == ["receipt"]


def test_everything_wrong_is_said_at_once(desk: Desk) -> None:
    bad = replace(PERSON, name="", id_number="110105194912310021", phone="1381234567")
    with pytest.raises(IntakeRefused) as refused:
        desk.register(applicant=bad, options=(), papers=())

    assert {"applicant_name", "id_number", "phone", "papers"} <= fields(refused)
    assert any(name.startswith("answer-") for name in fields(refused))
    assert not Case.objects.exists() and not Counter.objects.exists() and not IdempotencyKey.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"priority": "vip"}, "priority"),
        ({"note": "长" * 301}, "note"),
        ({"note": "坏\x00字"}, "note"),
        ({"sms": True, "applicant": COMPANY}, "sms"),
        ({"delivery": "post"}, "address"),
        ({"papers": (PaperIn(1, "licence"), PaperIn(2, "licence"), PaperIn(3, "paper", 1))}, "paper-2"),
        ({"version": 0}, "item"),
    ],
)
def test_what_does_not_fit_is_refused(desk: Desk, values: dict[str, object], field: str) -> None:
    with pytest.raises(IntakeRefused) as refused:
        desk.register(**values)
    assert field in fields(refused)


def test_a_paper_of_another_answer_is_not_asked(desk: Desk) -> None:
    case = desk.register(options=(desk.options["大中型餐饮"].pk,), papers=desk.without(3))

    assert [paper.position for paper in case.materials.all()] == [1, 2, 4]


def test_the_same_form_twice_makes_one_case(desk: Desk) -> None:
    first = desk.register()
    again = desk.register()

    assert (again.pk, again.number, Case.objects.count()) == (first.pk, first.number, 1)
    with pytest.raises(KeyReused):
        desk.register(note="另一次")


def test_two_platform_numbers_alike_are_refused(desk: Desk) -> None:
    desk.register(platform_number="46010020260311000001")
    with pytest.raises(IntakeRefused) as refused:
        desk.register(key="k-00000002", platform_number="46010020260311000001")
    assert fields(refused) == {"platform_number"}


def test_only_who_sits_at_the_window_today_registers(desk: Desk) -> None:
    other = member(Role.CLERK, desk.contract)
    stale = replace(desk)
    stale.session = WindowSession.objects.get(pk=desk.session.pk)
    stale.session.started_at = NOON - timedelta(days=1)
    for by, session in ((other, desk.session), (desk.clerk, stale.session)):
        with pytest.raises(IntakeRefused) as refused:
            register_case(
                by=by, at=NOON, contract=desk.contract, session=session, entry=desk.entry(), key="k-00000009"
            )
        assert fields(refused) == {"session"}
    desk.session.paused_at = NOON
    with pytest.raises(IntakeRefused, match="起离岗，窗口正在暂停服务。按 F7 回岗") as refused:
        desk.register()
    assert fields(refused) == {"away"}


def test_a_supervisor_without_the_right_is_refused(desk: Desk) -> None:
    supervisor: User = member(Role.SUPERVISOR, desk.contract)
    with pytest.raises(IntakeRefused):
        register_case(
            by=supervisor,
            at=NOON,
            contract=desk.contract,
            session=desk.session,
            entry=desk.entry(),
            key="k-00000009",
        )


def test_a_message_goes_out_without_name_or_number(desk: Desk) -> None:
    case = desk.register(sms=True)

    message = OutboxMessage.objects.get()
    assert (message.channel, message.business_key) == ("sms", f"case:{case.pk}:register:0")


def test_the_draft_goes_with_the_registration(desk: Desk) -> None:
    for key in ("k-00000001", "k-00000002"):
        IntakeDraft.objects.create(
            contract=desk.contract, user=desk.clerk, key=key, sealed=b"x", started_at=NOON, saved_at=NOON
        )
    desk.register()

    assert [draft.key for draft in IntakeDraft.objects.all()] == ["k-00000002"]


def test_days_and_venues_count_apart(desk: Desk) -> None:
    desk.register()
    tomorrow = NOON + timedelta(days=1)
    desk.session.started_at = tomorrow
    second = desk.register(key="k-00000002", at=tomorrow)

    assert second.number.endswith("20260312-0001")


def test_registering_takes_few_queries(desk: Desk, queries: CaptureQueriesContext) -> None:
    desk.register()
    with queries:
        desk.register(key="k-00000002")
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]

    assert len(asked) <= 12, "\n".join(sql[:150] for sql in asked)
