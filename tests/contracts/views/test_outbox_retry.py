"""Sending again what was given up."""

from typing import Any

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent, OutboxMessage
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.outbox import posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def dead(contract: Contract, other_contract: Contract) -> list[OutboxMessage]:
    """Two of the contract, one of another."""
    messages = [
        posted(key, contract=where)
        for key, where in (("a", contract), ("b", contract), ("c", other_contract))
    ]
    OutboxMessage.objects.update(state="dead", tries=10, problem="?")
    return messages


def url(contract: Contract) -> str:
    return reverse("contracts:outbox-retry", args=[contract.slug])


def states() -> list[str]:
    return list(OutboxMessage.objects.order_by("business_key").values_list("state", flat=True))


def test_one_is_sent_again(client_for: ClientFor, contract: Contract, dead: list[OutboxMessage]) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))

    page = client.post(url(contract), {"message": dead[0].pk}, follow=True).content.decode()
    again = client.post(url(contract), {"message": dead[0].pk}, follow=True).content.decode()

    assert states() == ["waiting", "dead", "dead"]
    assert "1 条消息已重新排队" in page and "没有可以再发的消息" in again
    assert AuditEvent.objects.get(action="outbox.retry").object_id == str(dead[0].pk)


def test_all_of_the_contract_are_sent_again(
    client_for: ClientFor, contract: Contract, dead: list[OutboxMessage]
) -> None:
    client_for(member(Role.SUPERVISOR, contract)).post(url(contract))

    assert states() == ["waiting", "waiting", "dead"]


@pytest.mark.parametrize("message", ["c", "x", "9" * 30, "-1"])
def test_what_is_not_there_is_not_found(
    client_for: ClientFor, contract: Contract, dead: list[OutboxMessage], message: str
) -> None:
    wanted = dead[2].pk if message == "c" else message

    answer = client_for(member(Role.SUPERVISOR, contract)).post(url(contract), {"message": wanted})

    assert answer.status_code == 404 and states() == ["dead"] * 3


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.AUDITOR, Role.CLERK])
def test_only_the_supervisor_sends_again(
    client_for: ClientFor, contract: Contract, dead: list[Any], role: Role
) -> None:
    assert client_for(member(role, contract)).post(url(contract)).status_code == 403
    assert states() == ["dead"] * 3


def test_a_stranger_finds_nothing(
    client_for: ClientFor, contract: Contract, other_contract: Contract, dead: list[Any]
) -> None:
    assert client_for(member(Role.SUPERVISOR, other_contract)).post(url(contract)).status_code == 404
