"""The contract at a glance."""

from datetime import UTC, datetime
from decimal import Decimal

import time_machine
from django.urls import reverse

from contracts.models import Contract, Decision
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.made import AT, make
from tests.factories.contracts import member


def url(contract: Contract) -> str:
    return reverse("contracts:overview", args=[contract.slug])


def test_overview_shows_parties_years_people_and_payment(client_for: ClientFor, db: None) -> None:
    contract = make("haikou", price_yuan=Decimal("33796500.00"))

    with time_machine.travel(datetime(2024, 5, 1, tzinfo=UTC), tick=False):
        text = client_for(member(Role.CLERK, contract)).get(url(contract)).content.decode()

    for expected in (
        "海口市政府服务中心", "试点服务公司", "ZJGJHN-2023-023", "¥11,265,500.00", "2024-12", "2025-12",
        "114", "≥ 111", "第一办事大厅", "按季预付，年度按考核结清", "服务中",
    ):  # fmt: skip
        assert expected in text
    assert text.count("当前") == 1


def test_overview_marks_what_is_not_signed(client_for: ClientFor, db: None) -> None:
    contract = make("haikou")
    Decision.objects.filter(contract=contract).exclude(key="total_cap").update(signed_at=AT)

    response = client_for(member(Role.REVIEWER, contract)).get(url(contract))

    assert [decision.key for decision in response.context["unsigned"]] == ["total_cap"]
    assert "月度得分可否超过 100 分？" in response.content.decode()


def test_overview_links_only_what_the_user_may_open(client_for: ClientFor, db: None) -> None:
    contract = make("haikou")
    card_list = reverse("assessment:scorecard-list", args=[contract.slug])

    shown = {role: card_list in client_for(member(role, contract)).get(url(contract)).content.decode()
             for role in (Role.ASSESSOR, Role.CLERK)}  # fmt: skip

    assert shown == {Role.ASSESSOR: True, Role.CLERK: False}


def test_overview_stands_without_a_profile(client_for: ClientFor, contract: Contract) -> None:
    response = client_for(member(Role.DIRECTOR, contract)).get(url(contract))

    assert response.status_code == 200
    assert "还没有服务年度" in response.content.decode()


def test_overview_of_another_contract_is_not_there(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    assert client_for(member(Role.ASSESSOR, other_contract)).get(url(contract)).status_code == 404


def test_overview_is_shut_for_administrators(client_for: ClientFor, contract: Contract) -> None:
    assert client_for(member(Role.SYSTEM_ADMIN)).get(url(contract)).status_code == 403


def test_overview_and_shell_keep_to_few_queries(client_for: ClientFor, queries, db: None) -> None:
    counts = []
    for contract in (make("haikou"), make("baoting")):
        client = client_for(member(Role.DIRECTOR, contract))
        with queries:
            client.get(url(contract))
        counts.append(len(queries))

    # Ten of the page and its frame, one for what the bell reminds of, two for deadlines, one for interviews.
    assert counts[0] == counts[1] <= 14
