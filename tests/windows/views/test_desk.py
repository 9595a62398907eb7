"""The desk over HTTP: the page, an item's fragment, registering, applicants, drafts, scans, today's list."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.workdays import add_workdays
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import ContractFactory, member
from tests.windows.intake_samples import CREDIT_CODE, ID_NUMBER, PHONE, Desk, make_desk
from windows.models import Case, IntakeDraft, WindowSession

pytestmark = pytest.mark.django_db
FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def desk() -> Desk:
    return make_desk(at=timezone.now())


@pytest.fixture
def clerk(desk: Desk, client_for: ClientFor) -> Client:
    return client_for(desk.clerk)


def url(desk: Desk, name: str = "desk") -> str:
    return reverse(f"windows:{name}", args=[desk.contract.slug])


def typed(desk: Desk, **values: Any) -> dict[str, Any]:
    """What the page sends."""
    question = desk.options["小餐饮"].situation_id
    base = {
        "key": "k-00000001", "version": desk.version.pk, "outcome": "accept", "document": "person:resident",
        "id_number": ID_NUMBER, "applicant_name": "陈大明", "phone": PHONE, "delivery": "counter",
        "channel": "counter", f"answer-{question}": desk.options["小餐饮"].pk,
    }  # fmt: skip
    papers = {f"paper-{place}": "paper" for place in (1, 2, 3)}
    pieces = {f"paper-{place}-received": "1" for place in (1, 2, 3)}
    return base | papers | pieces | values


def register(clerk: Client, desk: Desk, **values: Any) -> Any:
    return clerk.post(url(desk, "desk-register"), typed(desk, **values), headers=FETCH)


def test_the_page_shows_window_form_and_own_cases(desk: Desk, clerk: Client) -> None:
    desk.register(at=timezone.now())
    page = clerk.get(url(desk)).content.decode()

    assert f"窗口 {desk.session.window.number}" in page and "今日已登记 1 件" in page
    assert "陈**" in page and "陈大明" not in page and ID_NUMBER not in page


def test_without_a_window_one_signs_on_first(desk: Desk, clerk: Client) -> None:
    WindowSession.objects.filter(pk=desk.session.pk).update(started_at=timezone.now() - timedelta(days=1))

    answer = clerk.get(url(desk))

    assert answer.status_code == 302 and "/session/?next=" in answer.headers["Location"]


def test_a_paused_window_says_so(desk: Desk, clerk: Client) -> None:
    WindowSession.objects.filter(pk=desk.session.pk).update(paused_at=timezone.now(), pause_reason="取件")
    assert "回岗后才能登记" in clerk.get(url(desk)).content.decode()
    refused = register(clerk, desk)
    assert refused.status_code == 422 and [each["field"] for each in refused.json()["problems"]] == ["away"]


def test_an_item_brings_questions_papers_and_terms(desk: Desk, clerk: Client) -> None:
    parts = clerk.get(url(desk, "desk-item"), {"version": desk.version.pk}, headers=FETCH).json()

    assert "经营规模" in parts["questions"] and "大中型餐饮" in parts["questions"]
    assert f'data-options="{desk.options["小餐饮"].pk}"' in parts["papers"] and "可容缺" in parts["papers"]
    assert "承诺 10 个工作日" in parts["aside"] and "data-gap-last" in parts["aside"]


@pytest.mark.parametrize(
    ("version", "status"), [("0", 404), ("999999", 404), ("x", 422), ("９", 422), ("9" * 30, 422), ("", 422)]
)
def test_an_item_that_is_gone_is_told(desk: Desk, clerk: Client, version: str, status: int) -> None:
    answer = clerk.get(url(desk, "desk-item"), {"version": version}, headers=FETCH)
    assert answer.status_code == status and answer.json()["problems"][0]["field"] == "item"


def test_an_item_of_another_purchaser_is_gone(desk: Desk, clerk: Client) -> None:
    other = make_desk()
    assert clerk.get(url(desk, "desk-item"), {"version": other.version.pk}).status_code == 404
    assert register(clerk, desk, version=other.version.pk).json()["problems"][0]["field"] == "item"


def test_registering_answers_the_number_and_once_only(desk: Desk, clerk: Client) -> None:
    first = register(clerk, desk)
    again = register(clerk, desk)

    case = Case.objects.get()
    assert first.json()["number"] == again.json()["number"] == case.number
    assert (case.state, case.materials.count()) == ("accepted", 4)


@pytest.mark.parametrize("outcome", ["accept", "accept_gap"])
def test_a_registration_takes_few_round_trips(desk: Desk, clerk: Client, outcome: str) -> None:
    """Two to know who asks; then window, key, item, calendar, terms, number, everything that is written, its event.

    SQLite, where a question costs no journey, takes the last two one statement at a time.
    """
    values = (
        {"outcome": outcome, "paper-3": "missing", "promise_signed": "on"} if outcome == "accept_gap" else {}
    )
    if values:
        values["gap_due_on"] = str(add_workdays(timezone.localdate(), 2, {}))
    register(clerk, desk, key="k-00000009", **values)
    with CaptureQueriesContext(connection) as took:
        answer = register(clerk, desk, **values)

    sent = [each["sql"] for each in took if "SAVEPOINT" not in each["sql"]]
    assert answer.status_code == 200, answer.content.decode()
    assert len(sent) <= (10 if connection.vendor == "postgresql" else 17), sent
    first_lock = next(place for place, text in enumerate(sent) if "records_counter" in text)
    after = [text for text in sent[first_lock + 1 :] if text.startswith("SELECT") and "audithead" not in text]
    assert after == [], "everything is read before the number is taken"


def test_a_form_changed_after_its_answer_was_lost_is_told(desk: Desk, clerk: Client) -> None:
    made = register(clerk, desk).json()
    again = register(clerk, desk, note="改了").json()

    assert again["number"] == made["number"] and "已经登记成功" in again["warning"]
    assert Case.objects.count() == 1


def test_what_is_wrong_names_its_field(desk: Desk, clerk: Client) -> None:
    answer = register(clerk, desk, id_number="110105194912310021", phone="", **{"paper-2": "missing"})

    assert answer.status_code == 422
    said = {problem["field"]: problem["text"] for problem in answer.json()["problems"]}
    assert "校验码" in said["id_number"] and "无" in said["phone"] and "申请表" in said["papers"]
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": "magic"}, {"priority": "vip"}, {"version": "x"}, {"key": "k"}, {"document": "person:credit_code"},
        {"gap_due_on": "昨天"}, {"paper-2": "stolen"}, {"note": "a\x00b"}, {"phone": "1" * 3000},
    ],
)  # fmt: skip
def test_odd_input_is_refused_in_words(desk: Desk, clerk: Client, values: dict[str, str]) -> None:
    answer = register(clerk, desk, **values)
    assert answer.status_code == 422 and answer.json()["problems"][0]["text"]


def test_a_case_registered_before_the_window_was_left_is_still_told(desk: Desk, clerk: Client) -> None:
    made = register(clerk, desk).json()
    WindowSession.objects.filter(pk=desk.session.pk).update(ended_at=timezone.now(), ended_by=desk.clerk)

    assert register(clerk, desk).json()["number"] == made["number"]
    refused = register(clerk, desk, key="k-00000002")
    assert refused.status_code == 409 and refused.json()["problems"][0]["field"] == "session"


def test_what_was_made_is_shown_with_code_and_papers(desk: Desk, clerk: Client) -> None:
    made = register(clerk, desk).json()
    parts = clerk.get(made["after"], headers=FETCH).json()

    case = Case.objects.get()
    assert case.number in parts["done"] and "<svg" in parts["done"] and "受理通知单" in parts["done"]
    assert case.query_code[:4] in parts["done"] and "今日已登记 1 件" in parts["sub"]
    assert "陈**" in parts["today"] and "陈大明" not in parts["today"]


def test_another_clerks_case_is_not_shown_as_mine(desk: Desk, client_for: ClientFor) -> None:
    case = desk.register(at=timezone.now())
    other = client_for(member(Role.CLERK, desk.contract))
    parts = other.get(url(desk, "desk-today"), {"done": case.number}).json()
    assert "done" not in parts and case.number not in parts["today"]


def test_a_repeat_applicant_is_filled_in_and_the_look_is_an_event(desk: Desk, clerk: Client) -> None:
    case = desk.register(at=timezone.now())
    ask = {"id_kind": "resident", "id_number": ID_NUMBER.lower()}
    known = clerk.post(url(desk, "desk-applicant"), ask, headers=FETCH).json()["known"]

    assert (known["name"], known["phone"], known["visits"]) == ("陈大明", PHONE, 1)
    event = AuditEvent.objects.get(action="applicant.fill")
    assert event.after == {"number": case.number} and event.actor_id == desk.clerk.pk
    unknown = clerk.post(url(desk, "desk-applicant"), {"id_kind": "credit_code", "id_number": CREDIT_CODE})
    assert (
        unknown.json() == {"known": None} and AuditEvent.objects.filter(action="applicant.fill").count() == 1
    )


def test_half_a_number_is_not_looked_up(desk: Desk, clerk: Client) -> None:
    for number in (ID_NUMBER[:17], "110105194912310021", ""):
        answer = clerk.post(url(desk, "desk-applicant"), {"id_kind": "resident", "id_number": number})
        assert answer.status_code == 422


def test_applicants_of_another_purchaser_are_unknown(desk: Desk, client_for: ClientFor) -> None:
    desk.register(at=timezone.now())
    other = make_desk(ContractFactory(), at=timezone.now())
    answer = client_for(other.clerk).post(
        url(other, "desk-applicant"), {"id_kind": "resident", "id_number": ID_NUMBER}
    )
    assert answer.json() == {"known": None}


def save(clerk: Client, desk: Desk, revision: int, **fields: str) -> Any:
    body = {"key": "k-00000001", "revision": revision, "fields_json": json.dumps(fields)}
    return clerk.post(url(desk, "desk-draft"), body, headers=FETCH)


def test_a_draft_is_kept_sealed_read_and_discarded(desk: Desk, clerk: Client) -> None:
    assert save(clerk, desk, 1, applicant_name="陈大明", item_name="食品经营许可").json()["saved"]
    assert save(clerk, desk, 3, applicant_name="陈小明").status_code == 200
    save(clerk, desk, 2, applicant_name="陈旧")

    draft = IntakeDraft.objects.get()
    assert draft.revision == 3 and "陈小明".encode() not in bytes(draft.sealed)
    read = clerk.get(url(desk, "desk-draft"), {"key": "k-00000001"}).json()
    assert read == {"key": "k-00000001", "revision": 3, "fields": {"applicant_name": "陈小明"}}
    listed = clerk.get(url(desk)).content.decode()
    assert "未选事项" in listed and "陈**" in listed and "陈小明" not in listed
    assert clerk.post(url(desk, "desk-draft"), {"key": "k-00000001", "discard": "1"}).json() == {
        "discarded": 1
    }


def test_a_draft_is_its_clerks_own(desk: Desk, clerk: Client, client_for: ClientFor) -> None:
    save(clerk, desk, 1, applicant_name="陈大明")
    other = client_for(member(Role.CLERK, desk.contract))

    assert other.get(url(desk, "desk-draft"), {"key": "k-00000001"}).status_code == 404
    assert other.post(url(desk, "desk-draft"), {"key": "k-00000001", "discard": "1"}).json() == {
        "discarded": 0
    }


def test_a_draft_that_comes_after_its_registration_is_dropped(desk: Desk, clerk: Client) -> None:
    save(clerk, desk, 1, applicant_name="陈大明")
    register(clerk, desk)

    assert save(clerk, desk, 2, applicant_name="陈大明").json() == {"done": True}
    assert not IntakeDraft.objects.exists()


@pytest.mark.parametrize("text", ["[]", "{", '{"a": 1}', "x" * 61_000])
def test_an_odd_draft_is_refused(desk: Desk, clerk: Client, text: str) -> None:
    body = {"key": "k-00000001", "revision": 1, "fields_json": text}
    assert clerk.post(url(desk, "desk-draft"), body).status_code == 422


def test_a_scan_opens_the_case(desk: Desk, clerk: Client) -> None:
    case = desk.register(at=timezone.now(), platform_number="460100X1")
    target = reverse("windows:case-detail", args=[desk.contract.slug, case.number])
    for text in (
        case.number.lower(), f"{case.number}-SL01", case.query_code, f"https://hall.example/p/{case.query_code}/",
        f"{case.query_code[:4]}-{case.query_code[4:]}", "460100X1",
    ):  # fmt: skip
        assert clerk.get(url(desk, "desk-scan"), {"code": text}).json() == {"url": target}
    missing = clerk.get(url(desk, "desk-scan"), {"code": "QS-20200101-0001"})
    assert missing.status_code == 404 and "没有找到" in missing.content.decode()


def test_a_draft_or_scan_without_its_key_is_asked_for(desk: Desk, clerk: Client) -> None:
    for name in ("desk-draft", "desk-scan"):
        assert clerk.get(url(desk, name)).status_code == 422


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ASSESSOR, Role.LIAISON])
def test_others_have_no_desk(desk: Desk, client_for: ClientFor, role: Role) -> None:
    clerk = client_for(member(role, desk.contract))
    assert clerk.get(url(desk)).status_code == 403
    assert register(clerk, desk).status_code == 403 and not Case.objects.exists()


def test_another_contracts_desk_is_not_there(desk: Desk, clerk: Client, other_contract: Contract) -> None:
    assert clerk.get(reverse("windows:desk", args=[other_contract.slug])).status_code == 404


def test_the_page_asks_the_same_number_of_queries(desk: Desk, clerk: Client) -> None:
    counts = []
    for rows in (1, 3):
        while Case.objects.count() < rows:
            desk.register(at=timezone.now(), key=f"k-1000000{Case.objects.count()}")
        with CaptureQueriesContext(connection) as seen:
            clerk.get(url(desk))
        counts.append(len(seen))
    assert counts[0] == counts[1] < 20
