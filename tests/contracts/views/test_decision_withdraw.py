"""Taking a proposal back."""

from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.people import People
from tests.factories.contracts import member


def url(contract: Contract, pk: int) -> str:
    return reverse("contracts:decision-withdraw", args=[contract.slug, pk])


def test_a_proposal_taken_back_stays_in_the_history(client_for: ClientFor, people: People) -> None:
    row = people.propose()
    response = client_for(people.assessor).post(url(people.contract, row.pk), follow=True)

    row.refresh_from_db()
    assert row.withdrawn_by == people.assessor and "已撤回" in response.content.decode()


def test_what_both_signed_stays(client_for: ClientFor, people: People) -> None:
    row = people.agree()
    response = client_for(people.assessor).post(url(people.contract, row.pk), follow=True)

    row.refresh_from_db()
    assert row.withdrawn_at is None and "不能再撤回" in response.content.decode()


def test_others_may_not_take_it_back(client_for: ClientFor, people: People, other_contract: Contract) -> None:
    row = people.propose()

    assert client_for(people.director).post(url(people.contract, row.pk)).status_code == 403
    stranger = client_for(member(Role.ASSESSOR, other_contract))
    assert stranger.post(url(people.contract, row.pk)).status_code == 404
    assert stranger.post(url(other_contract, row.pk)).status_code == 404
