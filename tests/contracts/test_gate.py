"""What the gate asks the database for each signed-in request, and what the contract it hands on carries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.middleware import _contract_at
from contracts.models import Contract, Team
from contracts.queries.agreed import profile_parts
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, member

PARTS = {"limits": {"correction_days": {"value": 10}}, "hours": {"daily_hours": 8}, "notes": ["x" * 5000]}


def asked(client_for: ClientFor, user: object, slug: str) -> tuple[int, list[str]]:
    """The status of a request that no screen serves (405 for members, 404 for others), and what it asked."""
    client = client_for(user)
    with CaptureQueriesContext(connection) as seen:
        status = client.post(reverse("contracts:overview", args=[slug])).status_code
    return status, [query["sql"] for query in seen]


def test_a_member_passes_with_two_questions(client_for: ClientFor, contract: Contract) -> None:
    """The session; the user with their standings and the contract they stand in."""
    status, questions = asked(client_for, member(Role.DIRECTOR, contract), contract.slug)

    assert status == 405 and len(questions) == 2
    assert not [sql for sql in questions if '"profile"' in sql]


def test_another_contract_and_none_are_the_same_to_a_stranger(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    stranger = member(Role.DIRECTOR, other_contract)

    assert asked(client_for, stranger, contract.slug)[0] == 404
    assert len(asked(client_for, stranger, contract.slug)[1]) == 2
    assert len(asked(client_for, stranger, "no-such-hall")[1]) == 2


def test_an_administrator_of_all_finds_any_contract(client_for: ClientFor, contract: Contract) -> None:
    auditor = member(Role.AUDITOR)

    status, questions = asked(client_for, auditor, contract.slug)
    nowhere, _questions = asked(client_for, auditor, "no-such-hall")

    assert (status, nowhere) == (405, 404) and len(questions) == 3
    assert '"profile"' not in questions[2]


def test_somebody_without_a_role_is_still_signed_in(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(UserFactory())

    assert client.get(reverse("accounts:password-change")).status_code == 200
    assert client.get(reverse("contracts:overview", args=[contract.slug])).status_code == 404


def test_a_role_that_ends_closes_the_contract_at_the_next_request(
    client_for: ClientFor, contract: Contract
) -> None:
    user = member(Role.DIRECTOR, contract)
    client, url = client_for(user), reverse("contracts:overview", args=[contract.slug])
    assert client.get(url).status_code == 200

    user.memberships.update(ended_at=user.created_at)

    assert client.get(url).status_code == 404


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.AUDITOR])
def test_the_contract_handed_on_brings_its_parties_and_no_profile(db: None, role: Role) -> None:
    contract = ContractFactory(profile=PARTS)
    user = member(role, None if role is Role.AUDITOR else contract)
    user = type(user).objects.signed_in(user.pk)

    found = _contract_at(contract.slug, user.standings())

    assert found is not None and found.get_deferred_fields() == {"profile"}
    with CaptureQueriesContext(connection) as seen:
        assert (found.purchaser.name, found.contractor.name) == (
            contract.purchaser.name,
            contract.contractor.name,
        )
    assert not seen.captured_queries
    assert found.profile == PARTS


def test_parts_of_a_profile_are_read_once_and_alone(db: None) -> None:
    contract = ContractFactory(profile=PARTS)
    bare = Contract.objects.defer("profile").get(pk=contract.pk)

    with CaptureQueriesContext(connection) as seen:
        first = profile_parts(bare, "limits", "hours")
        again = profile_parts(bare, "hours", "price")
        once_more = profile_parts(bare, "limits", "price")

    assert first == [PARTS["limits"], PARTS["hours"]] == profile_parts(contract, "limits", "hours")
    assert (again, once_more) == ([PARTS["hours"], {}], [PARTS["limits"], {}])
    assert len(seen) == 2


def test_parts_of_a_contract_without_a_profile_are_empty(contract: Contract) -> None:
    bare = Contract.objects.defer("profile").get(pk=contract.pk)

    assert profile_parts(contract, "limits") == profile_parts(bare, "limits") == [{}]


def test_rows_of_one_contract_have_it_at_hand(contract: Contract, other_contract: Contract) -> None:
    for place in (contract, other_contract):
        place.teams.create(name="一组")
        place.teams.create(name="二组")

    with CaptureQueriesContext(connection) as seen:
        teams = list(Team.objects.in_contract(contract).order_by("pk"))
        names = [(team.name, team.contract.slug) for team in teams]

    assert names == [("一组", contract.slug), ("二组", contract.slug)]
    assert len(seen) == 1 and all(team.contract is contract for team in teams)


def test_a_script_gets_its_refusals_as_json(client_for: ClientFor, contract: Contract) -> None:
    """Whoever asks for JSON gets JSON, a page that is not there and a token that is missing included."""
    asks = {"Accept": "application/json"}
    client = client_for(member(Role.DIRECTOR, contract), enforce_csrf_checks=True)

    gone = client.get("/no-such-hall/", headers=asks)
    forged = client.post(reverse("contracts:search", args=[contract.slug]), headers=asks)

    assert (gone.status_code, forged.status_code) == (404, 403)
    assert gone.json()["error"].startswith("没有这个页面") and "安全校验" in forged.json()["error"]
    assert client.get("/no-such-hall/").headers["Content-Type"].startswith("text/html")


def test_a_reader_of_a_form_s_address_is_led_to_its_page(client_for: ClientFor, contract: Contract) -> None:
    client, page = (
        client_for(member(Role.ASSESSOR, contract)),
        reverse("contracts:milestone-list", args=[contract.slug]),
    )
    form = reverse("contracts:milestone-enter", args=[contract.slug])

    reader = client.get(form, headers={"accept": "text/html,*/*;q=0.8"})

    assert (reader.status_code, reader["Location"]) == (302, page)
    assert client.get(form).status_code == 405
    assert client.get(form, headers={"accept": "text/html", "hx-request": "true"}).status_code == 405
    assert client.put(form, headers={"accept": "text/html"}).status_code == 405


def test_a_stranger_is_led_nowhere(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    form = reverse("contracts:milestone-enter", args=[contract.slug])
    stranger = client_for(member(Role.ASSESSOR, other_contract))

    assert stranger.get(form, headers={"accept": "text/html"}).status_code == 404
