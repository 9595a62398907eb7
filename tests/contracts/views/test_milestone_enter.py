"""Reached by POST only; what it does is tried in test_milestone_list.py."""

from tests.conftest import ClientFor
from tests.contracts.people import People
from tests.contracts.views.test_milestone_list import url


def test_it_is_no_page_to_open(client_for: ClientFor, people: People) -> None:
    assert client_for(people.assessor).get(url(people.contract, "enter")).status_code == 405
