"""Reached by POST only; what it does is tried in test_breach_list.py."""

from django.urls import reverse

from tests.conftest import ClientFor
from tests.contracts.people import People


def test_it_is_no_page_to_open(client_for: ClientFor, people: People) -> None:
    address = reverse("contracts:breach-decide", args=[people.contract.slug, 1])

    assert client_for(people.approver).get(address).status_code == 405
