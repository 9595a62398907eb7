"""The count of a day's till on the screen."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member
from tests.windows.fee_rows import make_fee
from windows.models import FeeCount

pytestmark = pytest.mark.django_db


def page_of(contract: Contract) -> str:
    return f"{reverse('windows:fee-day', args=[contract.slug])}?day={timezone.localdate()}"


def test_a_day_is_counted_and_a_difference_needs_words() -> None:
    contract = ContractFactory()
    make_fee(contract)
    make_fee(contract, channel="scan")
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))

    text = client.get(page_of(contract)).content.decode()
    assert "24.20" in text and text.count("12.10") >= 4 and "未对账" in text
    refused = client.post(page_of(contract), {"channel": "cash", "counted_yuan": "10"})
    assert refused.status_code == 409 and "差 -2.10 元" in refused.content.decode()
    client.post(page_of(contract), {"channel": "cash", "counted_yuan": "12.10"})

    assert FeeCount.objects.get().entries == 1 and "相符" in client.get(page_of(contract)).content.decode()


def test_only_those_who_count_count() -> None:
    contract = ContractFactory()
    make_fee(contract)
    sent = {"channel": "cash", "counted_yuan": "12.10"}

    assert sign_in_quickly(member(Role.CLERK, contract)).post(page_of(contract), sent).status_code == 403
    stranger = sign_in_quickly(member(Role.SUPERVISOR, ContractFactory()))
    assert stranger.post(page_of(contract), sent).status_code == 404
    assert not FeeCount.objects.exists()


def test_more_fees_take_no_more_queries(django_assert_max_num_queries: Any) -> None:
    contract = ContractFactory()
    for channel in ("cash", "cash", "scan"):
        make_fee(contract, channel=channel)
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))

    with django_assert_max_num_queries(16):
        client.get(page_of(contract))
