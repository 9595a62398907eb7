"""Patterns: made, given to people, retired."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Shift, ShiftPattern
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.roster_hall import MONDAY, Hall

pytestmark = pytest.mark.django_db


def address(contract: Contract, name: str = "pattern-list", *more: int) -> str:
    return reverse(f"staffing:{name}", args=[contract.slug, *more])


def test_a_pattern_is_made_and_given(client_for: ClientFor, contract: Contract) -> None:
    hall = Hall.of(contract)
    client = client_for(hall.supervisor)
    values = {"name": "早班", "day_1": ["am"], "day_2": ["am", "pm"], "week": MONDAY.isoformat()}

    client.post(address(contract), values)
    pattern = ShiftPattern.objects.get()
    assert pattern.grid == {"1": ["am"], "2": ["am", "pm"]}
    assert "已有名为" in client.post(address(contract), values).content.decode()
    assert "至少勾选" in client.post(address(contract), {"name": "空"}).content.decode()
    page = client.get(address(contract), {"week": MONDAY.isoformat()}).content.decode()
    assert "周二 上午、下午" in page and "林一" in page

    apply = address(contract, "pattern-apply", pattern.pk)
    assert "请勾选" in client.post(apply, {"week": MONDAY.isoformat()}, follow=True).content.decode()
    answer = client.post(apply, {"week": MONDAY.isoformat(), "people": [hall.people["林一"].pk]}, follow=True)
    assert "排 3 个班次" in answer.content.decode() and Shift.objects.count() == 3

    client.post(address(contract, "pattern-retire", pattern.pk))
    pattern.refresh_from_db()
    assert pattern.retired_at is not None and client.post(apply).status_code == 404
    assert (
        "已经停用"
        in client.post(address(contract, "pattern-retire", pattern.pk), follow=True).content.decode()
    )


def test_a_team_leader_gives_it_to_the_own_team(client_for: ClientFor, contract: Contract) -> None:
    hall = Hall.of(contract)
    pattern = ShiftPattern.objects.create(contract=contract, name="全周", grid={"1": ["am"]})
    client, apply = client_for(hall.leader), address(contract, "pattern-apply", pattern.pk)
    page = client.get(address(contract), {"week": MONDAY.isoformat()}).content.decode()
    assert "全周" in page and "林一" in page and "机动员" not in page

    answer = client.post(
        apply, {"week": MONDAY.isoformat(), "people": [hall.people["机动员"].pk]}, follow=True
    )

    assert "不在您的班组" in answer.content.decode() and not Shift.objects.exists()


def test_who_is_let_in(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    pattern = ShiftPattern.objects.create(contract=contract, name="全周", grid={"1": ["am"]})
    stranger = client_for(member(Role.SUPERVISOR, other_contract))

    assert stranger.get(address(contract)).status_code == 404
    for name in ("pattern-apply", "pattern-retire"):
        assert stranger.post(address(contract, name, pattern.pk)).status_code == 404
        assert stranger.post(address(other_contract, name, pattern.pk)).status_code == 404
    assert client_for(member(Role.CLERK, contract)).get(address(contract)).status_code == 403
    leader = client_for(member(Role.TEAM_LEADER, contract))
    assert leader.post(address(contract, "pattern-retire", pattern.pk)).status_code == 403
