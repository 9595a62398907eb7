"""The breach register, the bond and force majeure on one page."""

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from contracts.models import BondEntry, Breach, Contract, ForceMajeure
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.people import People
from tests.factories.contracts import member

BREACH = {
    "kind": "vacancy",
    "happened_on": "2023-03-01",
    "ended_on": "",
    "people": "1",
    "text": "缺员",
    "clause": "",
}
BOND = {"kind": "received", "on": "2023-01-05", "amount_yuan": "1000.00", "note": "签约"}
FORCE = {"text": "台风", "began_on": "2023-08-20"}


def keyed(data: dict[str, str]) -> dict[str, str]:
    """The form as a page sends it: with a number of its own."""
    return {**data, "key": uuid4().hex}


def url(contract: Contract, screen: str, *args: object) -> str:
    return reverse(f"contracts:breach-{screen}", args=[contract.slug, *args])


@pytest.fixture
def recorded(client_for: ClientFor, people: People) -> Breach:
    client_for(people.assessor).post(url(people.contract, "record"), keyed(BREACH))
    return Breach.objects.get()


def test_a_breach_is_recorded_with_its_proposal(
    client_for: ClientFor, people: People, recorded: Breach
) -> None:
    page = client_for(people.director).get(url(people.contract, "detail", recorded.number))
    listed = client_for(people.director).get(url(people.contract, "list")).content.decode()

    assert recorded.proposed_yuan == Decimal("333.33")  # 800,000 ÷ 12 × 0.5 %
    assert "÷ 12 × 0.5%" in page.content.decode() and "002 § 八(七)" in page.content.decode()
    assert "待决定" in listed and "¥333.33" in listed


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"text": ""}, 422), ({"people": ""}, 409), ({"kind": "joke"}, 422), ({"people": "x"}, 422)],
)
def test_a_breach_that_does_not_fit_is_not_kept(
    client_for: ClientFor, people: People, changes: dict[str, str], status: int
) -> None:
    response = client_for(people.assessor).post(url(people.contract, "record"), keyed({**BREACH, **changes}))

    assert response.status_code == status and not Breach.objects.exists()


def test_the_approver_decides_with_a_reason(client_for: ClientFor, people: People, recorded: Breach) -> None:
    client, address = client_for(people.approver), url(people.contract, "decide", recorded.number)

    assert client.post(address, {"decided_yuan": "1.00", "reason": ""}).status_code == 422
    response = client.post(address, {"decided_yuan": "100.00", "reason": "减轻", "seen": ""}, follow=True)

    assert "壹佰元整" in response.content.decode() and "减轻" in response.content.decode()
    assert client.post(address, {"decided_yuan": "2.00", "reason": "再改", "seen": ""}).status_code == 409


def test_the_bond_is_kept_line_by_line(client_for: ClientFor, people: People) -> None:
    client, address = client_for(people.assessor), url(people.contract, "bond")
    client.post(address, keyed(BOND))

    assert client.get(url(people.contract, "list")).context["held"] == Decimal("1000.00")
    refused = client.post(address, keyed({**BOND, "kind": "returned", "amount_yuan": "1000.01"}))
    assert refused.status_code == 409 and "现存保证金" in refused.content.decode()
    assert client.post(address, keyed({**BOND, "amount_yuan": "0"})).status_code == 422
    assert BondEntry.objects.count() == 1


def test_force_majeure_is_recorded_and_filled_in(client_for: ClientFor, people: People) -> None:
    client = client_for(people.assessor)
    client.post(url(people.contract, "force"), keyed(FORCE))
    row = ForceMajeure.objects.get()
    address = url(people.contract, "force-fill", row.pk)
    text = client.post(
        address, {"ended_on": "2023-08-24", "notified_on": "2023-08-27"}, follow=True
    ).content.decode()

    row.refresh_from_db()
    assert row.ended_on == date(2023, 8, 24) and "须于 2023-08-25 前通报" in text and "迟 2 天" in text
    assert client.post(address, {"ended_on": "2023-08-25"}).status_code == 409
    assert client.post(address, {"ended_on": "never"}).status_code == 422
    assert client.post(url(people.contract, "force"), {**FORCE, "text": ""}).status_code == 422
    assert (
        client.post(url(people.contract, "force"), keyed({**FORCE, "began_on": "2999-01-01"})).status_code
        == 409
    )


POSTS = {"record": (), "bond": (), "force": ()}


@pytest.mark.parametrize("screen", POSTS)
@pytest.mark.parametrize("role", [Role.APPROVER, Role.DIRECTOR, Role.AUDITOR])
def test_only_the_assessor_records(client_for: ClientFor, people: People, screen: str, role: Role) -> None:
    assert client_for(member(role, people.contract)).post(url(people.contract, screen), {}).status_code == 403


def test_each_step_is_shut_for_who_does_not_hold_it(
    client_for: ClientFor, people: People, recorded: Breach, other_contract: Contract
) -> None:
    decide, detail = (url(people.contract, screen, recorded.number) for screen in ("decide", "detail"))
    stranger = client_for(member(Role.APPROVER, other_contract))

    assert client_for(people.assessor).post(decide, {}).status_code == 403
    assert client_for(member(Role.CLERK, people.contract)).get(detail).status_code == 403
    assert (
        client_for(member(Role.CLERK, people.contract)).get(url(people.contract, "list")).status_code == 403
    )
    assert stranger.get(detail).status_code == stranger.post(decide, {}).status_code == 404
    assert stranger.get(url(other_contract, "detail", recorded.number)).status_code == 404
    assert stranger.get(url(people.contract, "list")).status_code == 404


def test_the_register_takes_the_same_queries_however_long(
    client_for: ClientFor, people: People, queries: Any
) -> None:
    client, counts = client_for(people.assessor), []
    for rows in (1, 2):
        for _ in range(rows):
            client.post(url(people.contract, "record"), keyed(BREACH))
            client.post(url(people.contract, "bond"), BOND)
            client.post(url(people.contract, "force"), keyed(FORCE))
        with queries:
            client.get(url(people.contract, "list"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 17


@pytest.mark.parametrize(
    ("screen", "data", "model"),
    [("record", BREACH, Breach), ("bond", BOND, BondEntry), ("force", FORCE, ForceMajeure)],
)
def test_a_form_sent_twice_is_kept_once(
    client_for: ClientFor, people: People, screen: str, data: dict[str, str], model: Any
) -> None:
    client, address, sent = client_for(people.assessor), url(people.contract, screen), keyed(data)

    first, second = client.post(address, sent), client.post(address, sent)

    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert first.status_code == 302 and model.objects.count() == 1
    client.post(address, keyed(data))
    assert model.objects.count() == 2


def test_a_key_with_another_body_is_refused(client_for: ClientFor, people: People) -> None:
    client, address, sent = client_for(people.assessor), url(people.contract, "bond"), keyed(BOND)
    client.post(address, sent)

    assert client.post(address, {**sent, "amount_yuan": "5.00"}).status_code == 422
    assert BondEntry.objects.count() == 1


def test_every_form_carries_a_number_of_its_own(client_for: ClientFor, people: People) -> None:
    client = client_for(people.assessor)
    pages = [
        client.get(url(people.contract, screen)).content.decode() for screen in ("list", "list", "record")
    ]

    keys = [key for page in pages for key in re.findall(r'name="key" value="([0-9a-f]{32})"', page)]
    assert len(keys) == len(set(keys)) == 5
