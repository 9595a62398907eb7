"""One open question: options, effects, signatures, history."""

from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from contracts.actions.decisions import Party
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.people import People
from tests.factories.contracts import member


def url(contract: Contract, key: str = "settlement_basis") -> str:
    return reverse("contracts:decision-detail", args=[contract.slug, key])


def told_effects(contract: Contract) -> dict[str, dict[str, Decimal]]:
    """What an upper app might tell: the worked example of rules.md section 3."""
    annual, monthly = Decimal("1126550.00"), Decimal("1049739.77")
    return {"settlement_basis": {"annual": annual, "monthly": monthly, "quarterly": monthly}}


@pytest.fixture
def _effects(settings: Any) -> None:
    settings.DECISION_EFFECTS = "tests.contracts.views.test_decision_detail.told_effects"


def page(client_for: ClientFor, people: People, role: Role = Role.APPROVER) -> HttpResponse:
    return client_for(member(role, people.contract)).get(url(people.contract))


def test_an_unsigned_default_is_marked(client_for: ClientFor, people: People) -> None:
    text = page(client_for, people).content.decode()

    assert "未签署·按默认" in text and "还没有签署过" in text
    assert "002" in text


@pytest.mark.usefixtures("_effects")
def test_each_option_shows_what_it_comes_to(client_for: ClientFor, people: People) -> None:
    text = page(client_for, people).content.decode()

    assert "¥1,126,550.00" in text and "¥1,049,739.77" in text and "¥-76,810.23" in text


@pytest.mark.usefixtures("_effects")
def test_a_clerk_sees_the_question_without_the_money(client_for: ClientFor, people: People) -> None:
    text = page(client_for, people, Role.CLERK).content.decode()

    assert "¥" not in text and "现行" in text


def test_without_cards_the_effect_stays_open(client_for: ClientFor, people: People, settings: Any) -> None:
    settings.DECISION_EFFECTS = ""
    text = page(client_for, people).content.decode()

    assert "要等本年度有已批准的考核表" in text and "¥" not in text


def test_history_names_who_signed_and_what_was_taken_back(client_for: ClientFor, people: People) -> None:
    people.agree("monthly")
    response = page(client_for, people)

    text = response.content.decode()
    assert people.approver.name in text and people.director.name in text
    assert response.context["page"].now.option == "monthly"
    assert "双方已签署" in text


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.APPROVER, "代表采购人签署"),
        (Role.DIRECTOR, "代表供应商签署"),
        (Role.ASSESSOR, "撤回提议"),
    ],
)
def test_a_waiting_proposal_offers_each_their_step(
    client_for: ClientFor, people: People, role: Role, offered: str
) -> None:
    people.propose()
    text = page(client_for, people, role).content.decode()

    steps = ("代表采购人签署", "代表供应商签署", "撤回提议")
    assert [step for step in steps if step in text] == [offered]


def test_a_side_that_signed_is_not_asked_again(client_for: ClientFor, people: People) -> None:
    people.sign(people.propose(), Party.PURCHASER)

    assert "代表采购人签署" not in page(client_for, people).content.decode()


def test_a_question_that_does_not_exist_is_not_there(client_for: ClientFor, people: People) -> None:
    assert client_for(people.approver).get(url(people.contract, "no_such")).status_code == 404


def test_another_contracts_question_is_not_there(
    client_for: ClientFor, people: People, other_contract: Contract
) -> None:
    stranger = client_for(member(Role.APPROVER, other_contract))

    assert stranger.get(url(people.contract)).status_code == 404
    assert stranger.get(url(other_contract)).status_code == 404


def test_the_question_is_shut_for_administrators(client_for: ClientFor, people: People) -> None:
    assert page(client_for, people, Role.SECURITY_ADMIN).status_code == 403


def test_history_takes_the_same_queries_however_long(
    client_for: ClientFor, people: People, queries: Any
) -> None:
    client = client_for(people.approver)
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            people.agree("monthly")
        with queries:
            client.get(url(people.contract))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12
