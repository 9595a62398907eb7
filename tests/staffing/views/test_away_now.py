"""Away and back in one key."""

import pytest
from django.urls import reverse

from contracts.models import Contract, Team
from hall_ops.lib.permissions import Role
from staffing.models import Away
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person, make_post, make_staff

pytestmark = pytest.mark.django_db


def test_one_key_goes_away_and_comes_back(client_for: ClientFor, contract: Contract) -> None:
    team = Team.objects.create(contract=contract, name="一组")
    person = make_staff(contract, team=team)
    head = make_person(contract, user=member(Role.TEAM_LEADER, contract, team=team))
    engage(head, make_post(contract), team=team, leader=True)
    client, there = client_for(person.user), reverse("staffing:away-now", args=[contract.slug])
    home = reverse("staffing:attendance-mine", args=[contract.slug])

    said = client.post(there, {"next": home}, follow=True).content.decode()

    row = Away.objects.get()
    assert (row.person, row.told, row.sign_shown, row.back_at) == (person, head.user, True, None)
    assert row.told_at == row.left_at and head.name is not None and "已登记离岗" in said
    assert "F7" in said and "起离岗" in said
    client.post(there)
    row.refresh_from_db()
    assert row.back_at is not None and Away.objects.count() == 1


def test_a_foreign_address_is_not_followed(client_for: ClientFor, contract: Contract) -> None:
    person = make_staff(contract)
    there = reverse("staffing:away-now", args=[contract.slug])
    answer = client_for(person.user).post(there, {"next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == reverse("staffing:attendance-mine", args=[contract.slug])


def test_rights(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    there = reverse("staffing:away-now", args=[contract.slug])
    assert client_for(member(Role.ASSESSOR, contract)).post(there).status_code == 403
    assert client_for(member(Role.CLERK, other_contract)).post(there).status_code == 404
    client_for(member(Role.CLERK, contract)).post(there)
    assert not Away.objects.exists()
