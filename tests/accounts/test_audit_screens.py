"""The auditor's screens: search, pages, one event, one object's trail, export, check."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection, transaction
from django.test import Client

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.triggers import drop_triggers
from records.actions import record_event
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member


def write(action: str = "session.open", **values: Any) -> AuditEvent:
    with transaction.atomic():
        return record_event(action, by=values.pop("by", None), **values)


def numbers(client: Client, url: str) -> list[int]:
    return [shown.event.number for shown in client.get(url).context["events"]]


@pytest.fixture
def auditor(client_for: ClientFor) -> Client:
    return client_for(member(Role.AUDITOR))


def test_auditor_of_a_contract_sees_that_contracts_events_only(
    contract: Contract, other_contract: Contract, client_for: ClientFor
) -> None:
    mine, theirs, nobodys = write(contract=contract), write(contract=other_contract), write()
    client = client_for(member(Role.AUDITOR, contract))

    assert numbers(client, f"/{contract.slug}/audit/") == [mine.number]
    assert client.get(f"/{contract.slug}/audit/{mine.number}/").status_code == 200
    for number in (theirs.number, nobodys.number):
        assert client.get(f"/{contract.slug}/audit/{number}/").status_code == 404
    assert client.get(f"/{other_contract.slug}/audit/").status_code == 404
    assert client.get("/audit/").status_code == 403


def test_installation_wide_auditor_sees_everything(
    auditor: Client, contract: Contract, other_contract: Contract
) -> None:
    events = [write(contract=contract), write(contract=other_contract), write()]

    assert numbers(auditor, "/audit/") == [event.number for event in reversed(events)]
    assert numbers(auditor, f"/{contract.slug}/audit/") == [events[0].number]
    assert contract.short_name in auditor.get("/audit/").content.decode()


def test_search_by_words_action_result_and_date(auditor: Client) -> None:
    user = UserFactory(name="陈雨")
    opened, refused = write(by=user), write("session.refuse", result="refused")

    assert numbers(auditor, "/audit/?words=陈雨") == [opened.number]
    assert numbers(auditor, f"/audit/?words={refused.number}") == [refused.number]
    assert numbers(auditor, "/audit/?action=session.refuse") == [refused.number]
    assert numbers(auditor, "/audit/?result=done") == [opened.number]
    assert numbers(auditor, f"/audit/?since={opened.at:%Y-%m-%d}") == [refused.number, opened.number]
    assert numbers(auditor, "/audit/?until=2001-01-01") == []


@pytest.mark.parametrize(
    "query",
    ["since=never", "action=nonsense", "before=x", "before=99999999999999999999", "words=%00", "page=-1"],
)
def test_nonsense_in_the_search_does_not_crash(auditor: Client, query: str) -> None:
    write()

    assert auditor.get(f"/audit/?{query}").status_code == 200


def test_pages_hold_while_new_events_arrive(auditor: Client) -> None:
    events = [write() for _ in range(60)]
    first, older = numbers(auditor, "/audit/"), auditor.get("/audit/").context["older"]
    write()

    second = numbers(auditor, f"/audit/?before={older}")

    assert first == [event.number for event in reversed(events)][:50]
    assert second == [event.number for event in reversed(events)][50:]


def test_list_takes_the_same_queries_however_long(auditor: Client, queries: Any) -> None:
    counts = []
    for _ in range(2):
        write()
        with queries:
            auditor.get("/audit/")
        counts.append(len(queries))
        for _more in range(3):
            write(by=UserFactory())

    assert counts[0] == counts[1]


def test_event_shows_before_beside_after_with_labels(auditor: Client) -> None:
    event = write(
        "role.end", before={"role": "clerk", "team": "早班"}, after={"role": "supervisor", "x_unknown": True}
    )

    response = auditor.get(f"/audit/{event.number}/")

    assert response.context["changes"] == [
        {"label": "身份", "before": "窗口人员", "after": "大厅主管"},
        {"label": "班组", "before": "早班", "after": ""},
        {"label": "x_unknown", "before": "", "after": "是"},
    ]
    assert "收回身份" in response.content.decode()


def test_unknown_action_is_shown_as_it_is(auditor: Client) -> None:
    write("future.thing")

    assert "future.thing" in auditor.get("/audit/").content.decode()


def test_script_in_an_event_is_text(auditor: Client) -> None:
    event = write(after={"reason": "<script>alert(1)</script>"}, actor_name="<img src=x>")

    for url in ("/audit/", f"/audit/{event.number}/"):
        body = auditor.get(url).content.decode()
        assert "<script>alert" not in body and "<img src=x>" not in body


def test_trail_tells_one_objects_story_in_order(auditor: Client, contract: Contract) -> None:
    user, other = UserFactory(), UserFactory()
    first, second = write("account.create", obj=user), write("account.disable", obj=user)
    write("account.create", obj=other)

    response = auditor.get(f"/audit/trail/?type=accounts.user&id={user.pk}")

    assert [shown.event.number for shown, _changes in response.context["entries"]] == [
        first.number,
        second.number,
    ]
    assert auditor.get(f"/{contract.slug}/audit/trail/?type=accounts.user&id={user.pk}").status_code == 404


def test_export_holds_what_was_found_and_is_an_event(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    write(contract=contract, after={"reason": "=1+1"}, actor_name="=HYPERLINK(1)")
    write(contract=contract, action="session.refuse", result="refused")
    write(contract=other_contract)
    client = client_for(member(Role.AUDITOR, contract))

    response = client.post(f"/{contract.slug}/audit/export/", {"result": "done"})

    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert len(rows) == 1
    assert rows[0][2] == "=HYPERLINK(1)"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    event = AuditEvent.objects.get(action="audit.export")
    assert (event.contract_id, event.after) == (contract.pk, {"rows": 1, "conditions": {"result": "done"}})


def test_check_says_whole_and_is_an_event(auditor: Client) -> None:
    write()

    body = auditor.post("/audit/verify/").content.decode()

    assert "审计链完整：共 1 条" in body
    assert AuditEvent.objects.get(action="audit.verify").after["broken_at"] is None


def test_check_names_the_broken_event(auditor: Client) -> None:
    event = write()
    drop_triggers()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE records_auditevent SET actor_name = 'x' WHERE number = {event.number}")

    body = auditor.post("/audit/verify/").content.decode()

    assert f"审计链在第 {event.number} 条断开：内容被改动" in body
    assert AuditEvent.objects.get(action="audit.verify").result == "refused"


def test_refusal_names_the_right_that_was_missing(
    client_for: ClientFor, contract: Contract, auditor: Client
) -> None:
    client_for(member(Role.CLERK, contract)).get(f"/{contract.slug}/audit/")

    event = AuditEvent.objects.get(action="access.refuse")
    assert (event.after["permission"], event.contract_id, event.result) == (
        "audit.view",
        contract.pk,
        "refused",
    )
    assert "越权被拒" in auditor.get("/audit/").content.decode()
