"""The outbox as supervisors see it: figures, the oldest, what was given up; never recipient or text."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import OutboxMessage
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.outbox import posted

pytestmark = pytest.mark.django_db


def url(contract: Contract) -> str:
    return reverse("contracts:outbox-list", args=[contract.slug])


def give_up(message: OutboxMessage) -> None:
    OutboxMessage.objects.filter(pk=message.pk).update(state="dead", tries=10, problem="对方答复 HTTP 503")


@pytest.fixture
def supervisor(contract: Contract) -> Any:
    return member(Role.SUPERVISOR, contract)


def test_what_was_given_up_is_shown_with_its_reason(
    client_for: ClientFor, contract: Contract, supervisor: Any
) -> None:
    give_up(posted("a", contract=contract, to="13800138000", body="秘密", about=contract))
    posted("b", contract=contract, at=timezone.now() - timedelta(minutes=25))

    page = client_for(supervisor).get(url(contract))
    text = page.content.decode()

    figures = page.context["figures"]
    assert (figures.dead, figures.waiting, figures.sending, figures.sent) == (1, 1, 0, 0)
    assert "对方答复 HTTP 503" in text and "再试一次" in text and page.context["minutes"] == 25
    assert "13800138000" not in text and "秘密" not in text


def test_a_message_in_the_file_is_not_called_delivered(
    client_for: ClientFor, contract: Contract, supervisor: Any
) -> None:
    message, now = posted("a", contract=contract, at=timezone.now()), timezone.now()
    OutboxMessage.objects.filter(pk=message.pk).update(state="sent", sent_at=now, via="file", tries=1)

    text = client_for(supervisor).get(url(contract), {"state": "sent"}).content.decode()

    assert "写入文件，未真正发出" in text


def test_who_only_looks_gets_no_button(client_for: ClientFor, contract: Contract) -> None:
    give_up(posted("a", contract=contract))

    text = client_for(member(Role.ASSESSOR, contract)).get(url(contract)).content.decode()

    assert "对方答复 HTTP 503" in text and "再试一次" not in text


def test_others_see_nothing(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    give_up(posted("a", contract=other_contract))

    assert client_for(member(Role.CLERK, contract)).get(url(contract)).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(url(contract)).status_code == 404
    page = client_for(member(Role.SUPERVISOR, contract)).get(url(contract))
    assert page.context["figures"].dead == 0 and "没有待发送的消息" in page.content.decode()


def test_the_list_takes_the_same_queries_however_long(
    client_for: ClientFor, contract: Contract, supervisor: Any, queries: Any
) -> None:
    client, counts = client_for(supervisor), []
    for rows in (1, 2):
        for number in range(rows):
            give_up(posted(f"{rows}-{number}", contract=contract, about=contract))
        with queries:
            client.get(url(contract))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 14
