import pytest
from django.test import Client

from assessment.models import CardSignature, Scorecard
from hall_ops.lib.permissions import Role
from tests.assessment.signing import People, shown_hash, signed, told
from tests.assessment.views.conftest import Address, ClientAs
from tests.conftest import sign_in_quickly
from tests.factories.accounts import PASSWORD


@pytest.fixture
def reviewer(people: People) -> Client:
    return sign_in_quickly(people.reviewer)


@pytest.fixture
def assessed(march: Scorecard, people: People) -> Scorecard:
    told(march)
    return signed(march, people, "assess")


def test_the_reviewer_signs(reviewer: Client, assessed: Scorecard, address: Address) -> None:
    page = reviewer.get(address("scorecard-review")).content.decode()
    answer = reviewer.post(
        address("scorecard-review"), {"document_hash": shown_hash(assessed), "password": PASSWORD}
    )

    assert "审核通过并签署" in page and "退回" in page
    assert answer.status_code == 302
    assessed.refresh_from_db()
    assert assessed.state == "reviewed"


def test_the_reviewer_sends_back_with_a_reason(
    reviewer: Client, assessed: Scorecard, address: Address
) -> None:
    answer = reviewer.post(address("scorecard-review"), {"op": "return", "reason": "3.10 次数\r\n请核对"})

    assert answer.status_code == 302
    assessed.refresh_from_db()
    assert assessed.state == "draft"
    assert CardSignature.objects.get().cleared_reason == "3.10 次数\n请核对"


def test_sending_back_without_a_reason_changes_nothing(
    reviewer: Client, assessed: Scorecard, address: Address
) -> None:
    answer = reviewer.post(address("scorecard-review"), {"op": "return", "reason": " "}, follow=True)

    assert "退回须写明原因" in answer.content.decode()
    assessed.refresh_from_db()
    assert assessed.state == "assessed"


def test_others_and_strangers_are_kept_out(
    desk: Client, client_as: ClientAs, stranger: Client, assessed: Scorecard, address: Address
) -> None:
    assert desk.get(address("scorecard-review")).status_code == 403
    assert client_as(Role.APPROVER).get(address("scorecard-review")).status_code == 403
    assert stranger.get(address("scorecard-review")).status_code == 404
