"""The contractor's signature; what both sides share is tried in test_decision_sign_purchaser.py."""

from django.urls import reverse

from contracts.actions.decisions import Party
from tests.conftest import ClientFor
from tests.contracts.people import People
from tests.factories.accounts import PASSWORD


def test_the_contractor_sees_that_the_purchaser_waits(client_for: ClientFor, people: People) -> None:
    row = people.propose()
    address = reverse("contracts:decision-sign-contractor", args=[people.contract.slug, row.pk])

    client = client_for(people.director)
    client.post(address, {"document_hash": row.document_hash, "password": PASSWORD})

    text = client.get(reverse("contracts:decision-detail", args=[people.contract.slug, row.decision.key]))
    assert "采购人未签" in text.content.decode()
    people.sign(row, Party.PURCHASER)
    assert people.decision().chosen == "monthly"
