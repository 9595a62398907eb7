"""The preview of a queue machine's file, and taking it."""

from typing import Any

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member
from tests.windows.views.test_queue_import import GOOD, send
from windows.models import QueueDraft, QueueTicket

pytestmark = pytest.mark.django_db


def page_of(contract: Contract) -> str:
    return reverse("windows:queue-draft", args=[contract.slug, QueueDraft.objects.get().pk])


def take(contract: Contract, text: str) -> Any:
    send(contract, text)
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))
    return client.post(page_of(contract), {"op": "take"}, follow=True)


def test_a_file_is_taken_once_and_sets_waiting_times() -> None:
    contract = ContractFactory()

    first, again = take(contract, GOOD), take(contract, GOOD)

    assert "新增 2 张" in first.content.decode() and "原样 2 张" in again.content.decode()
    assert QueueTicket.objects.count() == 2 and contract.queue_imports.count() == 1
    assert not QueueDraft.objects.exists()
    client = sign_in_quickly(member(Role.DIRECTOR, contract))
    page = reverse("windows:queue-waiting", args=[contract.slug])
    text = client.get(page, {"first": "2026-03-01", "last": "2026-03-31"}).content.decode()
    assert "4 分 35 秒" in text


def test_the_preview_says_what_changes_from_what_to_what() -> None:
    contract = ContractFactory()
    take(contract, GOOD)

    text = send(
        contract, GOOD.replace("过号", "等候") + "A009,2026-03-02 09:00:00,,,,,等候\n"
    ).content.decode()

    assert "过号" in text and "<b>等候</b>" in text and "A009" in text
    assert QueueTicket.objects.count() == 2
    seen_again = send(contract, GOOD).content.decode()
    assert "已经导入过" in seen_again


def test_giving_up_takes_nothing() -> None:
    contract = ContractFactory()
    send(contract, GOOD)
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))

    client.post(page_of(contract), {"op": "drop"})

    assert not QueueDraft.objects.exists() and not QueueTicket.objects.exists()


def test_others_take_nothing() -> None:
    contract = ContractFactory()
    send(contract, GOOD)

    director = sign_in_quickly(member(Role.DIRECTOR, contract))
    assert director.post(page_of(contract), {"op": "take"}).status_code == 403
    stranger = sign_in_quickly(member(Role.SUPERVISOR, ContractFactory()))
    assert stranger.post(page_of(contract), {"op": "take"}).status_code == 404
    assert not QueueTicket.objects.exists()


def test_many_tickets_take_no_more_queries(django_assert_max_num_queries: Any) -> None:
    contract = ContractFactory()
    lines = "".join(f"B{n:03},2026-03-02 09:00:00,,,,,等候\n" for n in range(60))
    send(contract, lines)
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))

    with django_assert_max_num_queries(16):
        client.get(page_of(contract))
