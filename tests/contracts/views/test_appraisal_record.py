"""The form of an evaluation; what it does is tried in test_appraisal_list.py."""

from tests.conftest import ClientFor
from tests.contracts.people import People
from tests.contracts.views.test_appraisal_list import GOOD, url


def test_a_second_evaluation_needs_a_reason(client_for: ClientFor, people: People) -> None:
    client = client_for(people.approver)
    client.post(url(people.contract, 1), GOOD)

    assert "更正原因" in client.get(url(people.contract, 1)).content.decode()
    assert client.post(url(people.contract, 1), GOOD).status_code == 409
    assert client.post(url(people.contract, 1), {**GOOD, "mended_reason": "复核"}).status_code == 302
