"""Away and back in one key."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract, Team
from hall_ops.lib.permissions import Role
from staffing.models import Away
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person, make_post, make_staff
from tests.factories.windows import make_window
from windows.actions.sessions import sign_on

pytestmark = pytest.mark.django_db


def test_one_key_goes_away_and_comes_back(client_for: ClientFor, contract: Contract) -> None:
    team = Team.objects.create(contract=contract, name="一组")
    person = make_staff(contract, team=team)
    head = make_person(contract, user=member(Role.TEAM_LEADER, contract, team=team))
    engage(head, make_post(contract), team=team, leader=True)
    client, there = client_for(person.user), reverse("windows:away-now", args=[contract.slug])
    home = reverse("staffing:attendance-mine", args=[contract.slug])

    said = client.post(there, {"next": home}, follow=True).content.decode()

    row = Away.objects.get()
    assert (row.person, row.told, row.sign_shown, row.back_at) == (person, head.user, True, None)
    assert row.told_at == row.left_at and head.name is not None and "已登记离岗" in said
    assert "F7" in said and "起离岗" in said and "暂停服务" in said
    client.post(there)
    row.refresh_from_db()
    assert row.back_at is not None and Away.objects.count() == 1


def test_the_window_says_paused_meanwhile(client_for: ClientFor, contract: Contract) -> None:
    person, window = make_staff(contract), make_window(contract, "05")
    held = sign_on(by=person.user, at=timezone.now(), contract=contract, window=window)
    client, there = client_for(person.user), reverse("windows:away-now", args=[contract.slug])
    supervisor, board = client_for(member(Role.SUPERVISOR, contract)), f"/{contract.slug}/windows/board/"

    client.post(there)

    held.refresh_from_db()
    assert held.paused_at is not None and held.pause_reason == "离岗"
    assert "暂停 0 分钟" in supervisor.get(board).content.decode()
    desk = client.get(reverse("windows:desk", args=[contract.slug])).content.decode()
    assert 'id="desk-away"' in desk and "起离岗，回岗后才能登记" in desk and there in desk
    assert (
        'tag ok">服务中' not in client.get(reverse("windows:session", args=[contract.slug])).content.decode()
    )
    client.post(there)
    held.refresh_from_db()
    assert held.paused_at is None and Away.objects.get().back_at is not None
    assert 'id="desk-away"' not in client.get(reverse("windows:desk", args=[contract.slug])).content.decode()


def test_without_a_staff_file_the_window_is_paused_all_the_same(
    client_for: ClientFor, contract: Contract
) -> None:
    clerk = member(Role.CLERK, contract)
    held = sign_on(by=clerk, at=timezone.now(), contract=contract, window=make_window(contract))
    client, there = client_for(clerk), reverse("windows:away-now", args=[contract.slug])
    assert "口头报备" in client.post(there, follow=True).content.decode()
    held.refresh_from_db()
    assert held.paused_at is not None and not Away.objects.exists()
    assert "已回岗" in client.post(there, follow=True).content.decode()
    held.refresh_from_db()
    assert held.paused_at is None


def test_a_foreign_address_is_not_followed(client_for: ClientFor, contract: Contract) -> None:
    person = make_staff(contract)
    there = reverse("windows:away-now", args=[contract.slug])
    answer = client_for(person.user).post(there, {"next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == reverse("staffing:attendance-mine", args=[contract.slug])


def test_rights(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    there = reverse("windows:away-now", args=[contract.slug])
    assert client_for(member(Role.ASSESSOR, contract)).post(there).status_code == 403
    assert client_for(member(Role.CLERK, other_contract)).post(there).status_code == 404
    client_for(member(Role.CLERK, contract)).post(there)
    assert not Away.objects.exists()
