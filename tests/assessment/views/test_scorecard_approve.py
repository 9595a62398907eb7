import pytest
from django.test import Client

from assessment.models import CardSeal, Scorecard
from hall_ops.lib.permissions import Role
from tests.assessment.signing import People, shown_hash, signed, told
from tests.assessment.views.conftest import Address, ClientAs
from tests.conftest import sign_in_quickly
from tests.factories.accounts import PASSWORD
from tests.factories.assessment import haikou_contract
from tests.factories.contracts import member


@pytest.fixture
def approver(people: People) -> Client:
    return sign_in_quickly(people.approver)


@pytest.fixture
def reviewed(march: Scorecard, people: People) -> Scorecard:
    told(march)
    return signed(march, people, "review")


def test_approving_seals_the_card_and_shows_it_to_the_contractor(
    approver: Client, client_as: ClientAs, reviewed: Scorecard, address: Address
) -> None:
    director = client_as(Role.DIRECTOR)
    before = director.get(address("scorecard")).status_code

    answer = approver.post(
        address("scorecard-approve"), {"document_hash": shown_hash(reviewed), "password": PASSWORD}
    )

    assert answer.status_code == 302 and CardSeal.objects.get().scorecard == reviewed
    after = director.get(address("scorecard"))
    assert (before, after.status_code) == (404, 200)
    assert "对记录提出申辩" in after.content.decode()


def test_the_printed_card_is_the_sealed_one_byte_for_byte(
    desk: Client, march: Scorecard, people: People, address: Address
) -> None:
    told(march)
    draft = desk.get(address("scorecard-pdf")).content
    card = signed(march, people)

    assert desk.get(address("scorecard-pdf")).content == bytes(card.seal.pdf) != draft


def test_the_approver_sends_back_one_step(approver: Client, reviewed: Scorecard, address: Address) -> None:
    approver.post(address("scorecard-approve"), {"op": "return", "reason": "总分有误"})

    reviewed.refresh_from_db()
    assert reviewed.state == "assessed"


def test_others_and_strangers_are_kept_out(
    client_as: ClientAs, reviewed: Scorecard, address: Address
) -> None:
    abroad = sign_in_quickly(member(Role.APPROVER, haikou_contract()))

    assert client_as(Role.REVIEWER).get(address("scorecard-approve")).status_code == 403
    assert abroad.get(address("scorecard-approve")).status_code == 404
