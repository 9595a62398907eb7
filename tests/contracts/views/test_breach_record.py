"""The form of a breach; what it does is tried in test_breach_list.py."""

from django.urls import reverse

from tests.conftest import ClientFor
from tests.contracts.people import People


def test_the_form_names_the_kinds(client_for: ClientFor, people: People) -> None:
    address = reverse("contracts:breach-record", args=[people.contract.slug])
    text = client_for(people.assessor).get(address).content.decode()

    assert "缺员逾期未补" in text and "拒不履行合同" in text and "其他违约" in text
    assert client_for(people.director).get(address).status_code == 403
