import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from assessment.models import Scorecard
from hall_ops.lib.permissions import Role
from tests.assessment.views.conftest import Address, ClientAs
from tests.factories.assessment import entry_on, many_entries


def test_nothing_new_is_an_empty_answer(desk: Client, march: Scorecard, address: Address) -> None:
    entry_on(march)

    answer = desk.get(address("scorecard-pulse"), {"version": "1"})

    assert (answer.status_code, answer.content) == (204, b"")


def test_anothers_change_comes_with_all_rows_and_the_version(
    desk: Client, march: Scorecard, address: Address, colleague: User
) -> None:
    entry_on(march, "3.10", by=colleague, count=3)

    answer = desk.get(address("scorecard-pulse"), {"version": "0"})

    html = answer.content.decode()
    assert answer.status_code == 200 and answer.headers["X-Card-Version"] == "1"
    assert html.count('class="card-row"') == 105 and 'data-code="3.10"' in html
    assert "97<small> / 105" in html


@pytest.mark.parametrize("version", ["", "x", "99", "-1"])
def test_a_strange_version_gets_the_whole_card(
    desk: Client, march: Scorecard, address: Address, version: str
) -> None:
    assert desk.get(address("scorecard-pulse"), {"version": version}).status_code == 200


def test_a_pulse_asks_few_queries_whatever_the_entries(
    desk: Client, march: Scorecard, address: Address, queries: CaptureQueriesContext
) -> None:
    desk.get(address("scorecard-pulse"))
    with queries:
        desk.get(address("scorecard-pulse"), {"version": "0"})
    quiet = len(queries)
    many_entries(march, 12)
    with queries:
        desk.get(address("scorecard-pulse"))

    assert quiet <= 6
    assert len(queries) <= 15


def test_a_pulse_does_not_write(desk: Client, march: Scorecard, address: Address) -> None:
    before = list(Scorecard.objects.values())

    desk.get(address("scorecard-pulse"))

    assert list(Scorecard.objects.values()) == before


def test_another_contracts_pulse_is_not_there(stranger: Client, address: Address) -> None:
    assert stranger.get(address("scorecard-pulse")).status_code == 404


def test_the_contractor_feels_no_pulse_of_a_draft(client_as: ClientAs, address: Address) -> None:
    assert client_as(Role.DIRECTOR).get(address("scorecard-pulse")).status_code == 404
    assert client_as(Role.CLERK).get(address("scorecard-pulse")).status_code == 403
