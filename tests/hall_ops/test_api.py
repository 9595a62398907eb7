"""The interface for other systems: tokens, scopes, strict shapes, repetition, and what it never says."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from contracts.actions.tokens import make_token, revoke_token
from contracts.enums import ApiScope
from contracts.models import ApiToken, Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import ContractFactory, member
from tests.factories.windows import make_case, make_item, make_window
from windows.models import Case, Rating, ServiceItem

pytestmark = pytest.mark.django_db
RATED = "2026-03-02T09:30:00+08:00"


@pytest.fixture
def contract() -> Contract:
    return ContractFactory()


def token_for(contract: Contract, *scopes: str) -> str:
    now = timezone.now()
    return make_token(
        by=member(Role.SECURITY_ADMIN), at=now, contract=contract, name="一体化平台", scopes=scopes or ApiScope.values,
        owner=member(Role.CLERK, contract), expires_on=timezone.localdate() + timedelta(days=30),
    ).text  # fmt: skip


def call(method: str, path: str, text: str, body: Any = None, **headers: str) -> Any:
    client = Client(raise_request_exception=True)
    headers = {
        "Authorization": f"Bearer {text}",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    if method == "GET":
        return client.get(f"/api/v1/{path}", headers=headers)
    return client.post(
        f"/api/v1/{path}", data=json.dumps(body), content_type="application/json", headers=headers
    )


def rating(case: Case, **values: Any) -> dict[str, Any]:
    return {"case_number": case.number, "level": 5, "reasons": ["517"], "rated_at": RATED, **values}


def push(text: str, rows: list[Any], key: str = "k-12345678") -> Any:
    return call("POST", "ratings", text, rows, Idempotency_Key=key)


@pytest.mark.parametrize("text", ["", "hall_1234_x", "hall_00000000_" + "x" * 43, "nonsense"])
def test_without_a_token_that_holds_nothing_opens(contract: Contract, text: str) -> None:
    answer = call("GET", f"cases/{make_case(contract).number}", text)

    assert answer.status_code == 401 and "令牌" in answer.json()["error"]


def test_a_revoked_an_expired_and_an_ownerless_token_hold_no_more(contract: Contract) -> None:
    case, text = make_case(contract), token_for(contract)
    assert call("GET", f"cases/{case.number}", text).status_code == 200
    token = ApiToken.objects.get()
    ApiToken.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert call("GET", f"cases/{case.number}", text).status_code == 401
    ApiToken.objects.update(expires_on=timezone.localdate())
    revoke_token(by=token.made_by, at=timezone.now(), token=token)
    assert call("GET", f"cases/{case.number}", text).status_code == 401


def test_progress_tells_state_and_days_and_no_person(contract: Contract) -> None:
    case = make_case(contract, "accepted", applicant_name="陈某某")

    answer = call("GET", f"cases/{case.number}", token_for(contract))

    assert answer.json()["state"] == "accepted" and answer.json()["national_code"] == 3
    assert "陈某某" not in answer.content.decode()


def test_a_token_reaches_its_own_contract_and_scope_only(contract: Contract) -> None:
    elsewhere = make_case(ContractFactory())
    text = token_for(contract, ApiScope.READ_PROGRESS)

    assert call("GET", f"cases/{elsewhere.number}", text).status_code == 404
    refused = push(text, [rating(make_case(contract))])
    assert refused.status_code == 403 and "推送评价" in refused.json()["error"]


def test_pushing_the_same_again_changes_nothing(contract: Contract) -> None:
    rows, text = (
        [rating(make_case(contract)), rating(make_case(contract), level=4, reasons=["411"])],
        token_for(contract),
    )

    first, again, afresh = push(text, rows), push(text, rows), push(text, rows, "k-87654321")

    assert first.json() == again.json() == {"added": 2, "unchanged": 0}
    assert afresh.json() == {"added": 0, "unchanged": 2} and Rating.objects.count() == 2
    other = push(text, rows[:1])
    assert other.status_code == 422 and "内容不同" in other.json()["error"]


def test_one_bad_row_keeps_all_out_and_is_named(contract: Contract) -> None:
    answer = push(
        token_for(contract), [rating(make_case(contract)), rating(make_case(contract), reasons=["108"])]
    )

    assert answer.status_code == 409 and "第 2 条" in answer.json()["error"] and not Rating.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"level": "5"}, "level"),
        ({"level": 6}, "level"),
        ({"level": True}, "level"),
        ({"rated_at": 0}, "rated_at"),
        ({"rated_at": "2026-03-02T09:30:00"}, "rated_at"),
        ({"rated_at": "昨天"}, "rated_at"),
        ({"surprise": 1}, "surprise"),
        ({"text": "长" * 151}, "text"),
        ({"reasons": ["999"]}, "reasons"),
    ],
)
def test_a_wrong_shape_is_named_by_row_and_field(
    contract: Contract, change: dict[str, Any], field: str
) -> None:
    answer = push(token_for(contract), [rating(make_case(contract)), rating(make_case(contract)) | change])

    assert answer.status_code == 422
    assert any(problem["field"].startswith(f"1.{field}") for problem in answer.json()["problems"])
    assert not Rating.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"rows": []}', b"[NaN]"])
def test_a_body_that_is_no_list_is_refused_in_words(contract: Contract, body: bytes) -> None:
    answer = Client().post(
        "/api/v1/ratings", data=body, content_type="application/json",
        headers={"Authorization": f"Bearer {token_for(contract)}", "Idempotency-Key": "k-12345678"},
    )  # fmt: skip

    assert answer.status_code in {400, 422} and answer.json()["error"]


def test_the_document_names_every_route_and_an_unknown_one_is_told(contract: Contract) -> None:
    document = Client().get("/api/openapi.json").json()

    assert {"/api/v1/ratings", "/api/v1/cases/{number}"} <= set(document["paths"])
    assert call("GET", "nowhere", token_for(contract)).status_code == 404


def case_in(item: ServiceItem, **values: Any) -> dict[str, Any]:
    applicant = {
        "kind": "person", "name": "陈大明", "id_kind": "resident", "id_number": "11010519491231002X",
        "phone": "13800001234",
    }  # fmt: skip
    return {
        "platform_number": "PT-1", "item_code": item.short_code, "applicant": applicant, "received_at": RATED, **values,
    }  # fmt: skip


def test_a_pushed_case_is_numbered_sealed_and_received_once(contract: Contract) -> None:
    item, text = make_item(contract), token_for(contract)
    make_window(contract, "01")

    first = call("POST", "cases", text, [case_in(item)], Idempotency_Key="k-00000001").json()["cases"][0]
    again = call("POST", "cases", text, [case_in(item)], Idempotency_Key="k-00000002").json()["cases"][0]

    case = Case.objects.get()
    assert first["is_new"] and not again["is_new"] and first["number"] == again["number"] == case.number
    assert case.channel == "online" and case.id_index and b"110105" not in bytes(case.id_sealed)


def test_a_pushed_case_that_does_not_fit_keeps_all_out(contract: Contract) -> None:
    item = make_item(contract)
    make_window(contract, "01")
    bad = case_in(item, platform_number="PT-2")
    bad["applicant"] = bad["applicant"] | {"id_number": "110105194912310021"}

    wrong = call("POST", "cases", token_for(contract), [case_in(item), bad], Idempotency_Key="k-00000001")
    unknown = [case_in(item, item_code="NONE")]
    astray = call("POST", "cases", token_for(contract), unknown, Idempotency_Key="k-00000002")

    assert wrong.status_code == 422 and "第 2 条" in wrong.json()["error"]
    assert astray.status_code == 404 and not Case.objects.exists()


def test_tickets_are_taken_once_and_their_later_word_holds(contract: Contract) -> None:
    window, text = make_window(contract, "01"), token_for(contract)
    waiting = {"venue": window.venue.code, "number": "A001", "state": "waiting", "taken_at": RATED}
    served = waiting | {"state": "served", "window": "01", "called_at": "2026-03-02T09:40:00+08:00"}

    first = call("POST", "tickets", text, [waiting], Idempotency_Key="k-00000001").json()
    later = call("POST", "tickets", text, [served], Idempotency_Key="k-00000002").json()
    again = call("POST", "tickets", text, [served], Idempotency_Key="k-00000003").json()

    assert (first["added"], later["changed"], again["unchanged"]) == (1, 1, 1)
    assert contract.queue_tickets.get().window == window


@pytest.mark.parametrize(
    ("change", "status"),
    [({"venue": "X"}, 404), ({"window": "99"}, 404), ({"state": "served"}, 409), ({"state": "asleep"}, 422)],
)
def test_a_wrong_ticket_keeps_all_out(contract: Contract, change: dict[str, str], status: int) -> None:
    good = {
        "venue": make_window(contract, "01").venue.code,
        "number": "A001",
        "state": "waiting",
        "taken_at": RATED,
    }

    answer = call("POST", "tickets", token_for(contract), [good, good | change], Idempotency_Key="k-00000001")

    assert answer.status_code == status and not contract.queue_tickets.exists()
