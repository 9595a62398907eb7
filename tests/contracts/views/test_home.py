"""The desk: the only contract opens by itself, several stand as cards, nobody is left without a next step."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract, Membership, ServiceYear
from hall_ops.lib.permissions import ROLE_SIDES, Role
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.contracts import ContractFactory, MembershipFactory, member

HOME = reverse("contracts:home")
NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def a_year(contract: Contract) -> None:
    ServiceYear.objects.create(
        contract=contract,
        number=1,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        assessed_from=date(2026, 1, 1),
        assessed_to=date(2026, 12, 1),
        price_yuan=Decimal("3755166.66"),
    )


def test_home_opens_the_only_contract(client_for: ClientFor, contract: Contract) -> None:
    response = client_for(member(Role.ASSESSOR, contract)).get(HOME)

    assert response.url == reverse("contracts:overview", args=[contract.slug])


def test_home_shows_several_contracts_with_year_and_price(client_for: ClientFor, contract: Contract) -> None:
    user = member(Role.ASSESSOR, contract)
    second = MembershipFactory(user=user, contract=ContractFactory(starts_on=date(2027, 1, 1))).contract
    foreign = ContractFactory()
    a_year(contract)

    with time_machine.travel(NOW, tick=False):
        text = client_for(user).get(HOME).content.decode()

    assert contract.name in text and second.name in text
    assert foreign.name not in text
    assert "服务中" in text and "未开始" in text
    assert "第 1 服务年度 · ¥3,755,166.66" in text
    assert reverse("contracts:overview", args=[second.slug]) in text


def test_home_lets_an_administrator_reach_the_members_only(client_for: ClientFor, contract: Contract) -> None:
    text = client_for(member(Role.SECURITY_ADMIN)).get(HOME).content.decode()

    assert reverse("contracts:contract-members", args=[contract.slug]) in text
    assert f'href="{reverse("contracts:overview", args=[contract.slug])}"' not in text
    assert "中标价" not in text


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role.SYSTEM_ADMIN, "建立合同"),
        (Role.SECURITY_ADMIN, "全系统管理身份"),
        (Role.AUDITOR, "还没有可查看的合同"),
    ],
)
def test_home_names_the_next_step_of_administrators(client_for: ClientFor, role: Role, said: str) -> None:
    assert said in client_for(member(role)).get(HOME).content.decode()


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ASSESSOR, Role.SYSTEM_ADMIN])
def test_home_sends_people_without_a_role_to_the_security_administrator(
    client_for: ClientFor, role: Role
) -> None:
    text = client_for(UserFactory(role=role)).get(HOME).content.decode()

    assert "安全管理员" in text
    assert reverse("contracts:create") not in text


def test_home_tells_of_a_role_that_waits(client_for: ClientFor, contract: Contract) -> None:
    user = UserFactory(role=Role.DIRECTOR)
    granter = member(Role.SECURITY_ADMIN)
    Membership.objects.create(
        user=user,
        contract=contract,
        role=Role.DIRECTOR,
        side=ROLE_SIDES[Role.DIRECTOR],
        granted_by=granter,
        granted_at=timezone.now(),
    )

    text = client_for(user).get(HOME).content.decode()

    assert "等待确认" in text and contract.name in text


def test_home_asks_for_a_sign_in(client) -> None:
    assert client.get(HOME).url.startswith(reverse("accounts:sign-in"))


def test_home_takes_the_same_queries_for_one_and_three_more(client_for: ClientFor, queries) -> None:
    counts = []
    for extra in (2, 4):
        user = member(Role.ASSESSOR, ContractFactory())
        for _ in range(extra):
            a_year(MembershipFactory(user=user, contract=ContractFactory()).contract)
        client = client_for(user)
        client.get(HOME)
        with queries:
            client.get(HOME)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8
