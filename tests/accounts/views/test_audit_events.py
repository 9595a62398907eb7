"""The list of events: whose, which, in pages."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from contracts.models import Contract
from hall_ops.lib.permissions import Role
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
    user = UserFactory(name="陈雨", username="chen.yu")  # its digits would be found as a number
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


def test_unknown_action_is_shown_as_it_is(auditor: Client) -> None:
    write("test.thing")

    assert "test.thing" in auditor.get("/audit/").content.decode()


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
