"""Signing for a side; both screens are one and tried together."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from contracts.actions.decisions import Party
from contracts.models import Contract, DecisionSigning
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.people import People
from tests.factories.accounts import PASSWORD
from tests.factories.contracts import member

ROLES = {Party.PURCHASER: Role.APPROVER, Party.CONTRACTOR: Role.DIRECTOR}
parties = pytest.mark.parametrize("party", list(Party))


def url(contract: Contract, row: DecisionSigning, party: Party) -> str:
    return reverse(f"contracts:decision-sign-{party}", args=[contract.slug, row.pk])


def post(
    client_for: ClientFor, people: People, row: DecisionSigning, party: Party, **changes: str
) -> HttpResponse:
    by = people.approver if party == Party.PURCHASER else people.director
    data = {"document_hash": row.document_hash, "password": PASSWORD, **changes}
    return client_for(by).post(url(people.contract, row, party), data)


@parties
def test_the_page_shows_what_is_signed(client_for: ClientFor, people: People, party: Party) -> None:
    row = people.propose()
    by = people.approver if party == Party.PURCHASER else people.director

    text = client_for(by).get(url(people.contract, row, party)).content.decode()

    assert row.document_hash in text and row.option_label in text and "2023 年 1 月" in text
    assert people.contract.contractor.name in text and row.reason in text


@parties
def test_one_side_signs_with_the_password(client_for: ClientFor, people: People, party: Party) -> None:
    row = people.propose()

    response = post(client_for, people, row, party)

    row.refresh_from_db()
    assert response.status_code == 302
    assert getattr(row, f"{party}_at") is not None and not row.is_complete
    assert people.decision().signed_at is None


def test_the_second_signature_agrees(client_for: ClientFor, people: People) -> None:
    row = people.propose()
    post(client_for, people, row, Party.CONTRACTOR)
    post(client_for, people, row, Party.PURCHASER)

    assert people.decision().chosen == "monthly"


@parties
@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"password": "wrong"}, 409),
        ({"password": ""}, 422),
        ({"document_hash": "0" * 64}, 409),
        ({"document_hash": "x"}, 422),
    ],
    ids=["wrong password", "no password", "other hash", "no hash"],
)
def test_what_does_not_fit_signs_nothing(
    client_for: ClientFor, people: People, party: Party, changes: dict[str, str], status: int
) -> None:
    row = people.propose()

    assert post(client_for, people, row, party, **changes).status_code == status
    row.refresh_from_db()
    assert getattr(row, f"{party}_at") is None


@parties
def test_the_other_side_may_not_open_it(client_for: ClientFor, people: People, party: Party) -> None:
    row = people.propose()
    other = people.director if party == Party.PURCHASER else people.approver

    assert client_for(other).get(url(people.contract, row, party)).status_code == 403


@parties
def test_another_contracts_people_do_not_find_it(
    client_for: ClientFor, people: People, other_contract: Contract, party: Party
) -> None:
    row = people.propose()
    client = client_for(member(ROLES[party], other_contract))

    assert client.get(url(people.contract, row, party)).status_code == 404
    assert client.get(url(other_contract, row, party)).status_code == 404


@parties
def test_a_signed_page_asks_nothing_more(client_for: ClientFor, people: People, party: Party) -> None:
    row = people.propose()
    people.sign(row, party)
    by = people.approver if party == Party.PURCHASER else people.director

    assert "现在没有要您签署的" in client_for(by).get(url(people.contract, row, party)).content.decode()
