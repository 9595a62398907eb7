"""Proposing another reading of a clause."""

from datetime import date

import pytest
from django.urls import reverse

from contracts.models import Contract, DecisionSigning
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.people import People
from tests.factories.contracts import member

GOOD = {"option": "monthly", "effective_from": "2023-06", "reason": "按月结算"}


def url(contract: Contract) -> str:
    return reverse("contracts:decision-propose", args=[contract.slug, "settlement_basis"])


def test_a_proposal_waits_for_both_sides(client_for: ClientFor, people: People) -> None:
    response = client_for(people.assessor).post(url(people.contract), GOOD)

    row = DecisionSigning.objects.get()
    assert response.status_code == 302
    assert (row.option, row.effective_from, row.replaces) == ("monthly", date(2023, 6, 1), "annual")
    assert row.proposed_by == people.assessor and people.decision().chosen == "annual"


def test_the_form_shows_options_and_what_is_in_force(client_for: ClientFor, people: People) -> None:
    text = client_for(people.assessor).get(url(people.contract)).content.decode()

    assert all(option["label"] in text for option in people.decision().options)
    assert "未签署·按默认" in text


@pytest.mark.parametrize("missing", GOOD)
def test_each_field_is_needed(client_for: ClientFor, people: People, missing: str) -> None:
    response = client_for(people.assessor).post(url(people.contract), {**GOOD, missing: ""})

    assert response.status_code == 422 and missing in response.context["form"].errors
    assert not DecisionSigning.objects.exists()


@pytest.mark.parametrize("month", ["2023-13", "2023-6", "六月", "2023-06-01"])
def test_a_month_is_typed_as_a_month(client_for: ClientFor, people: People, month: str) -> None:
    response = client_for(people.assessor).post(url(people.contract), {**GOOD, "effective_from": month})

    assert response.status_code == 422


def test_a_second_proposal_is_refused_in_words(client_for: ClientFor, people: People) -> None:
    people.propose()
    response = client_for(people.assessor).post(url(people.contract), GOOD)

    assert response.status_code == 409 and "已有一项待签署" in response.content.decode()


@pytest.mark.parametrize("role", [Role.APPROVER, Role.DIRECTOR, Role.CLERK, Role.AUDITOR])
def test_only_the_assessor_proposes(client_for: ClientFor, people: People, role: Role) -> None:
    client = client_for(member(role, people.contract))

    assert client.get(url(people.contract)).status_code == 403
    assert client.post(url(people.contract), GOOD).status_code == 403
    assert not DecisionSigning.objects.exists()


def test_another_contracts_assessor_does_not_find_it(
    client_for: ClientFor, people: People, other_contract: Contract
) -> None:
    client = client_for(member(Role.ASSESSOR, other_contract))

    assert client.post(url(people.contract), GOOD).status_code == 404
