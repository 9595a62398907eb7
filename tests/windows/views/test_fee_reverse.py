"""Taking a charge back on the screen."""

import secrets
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member
from tests.windows.fee_rows import make_fee
from windows.models import Fee

pytestmark = pytest.mark.django_db


def page_of(fee: Fee) -> str:
    return reverse("windows:fee-reverse", args=[fee.contract.slug, fee.number])


def values(**more: Any) -> dict[str, Any]:
    return {"key": secrets.token_hex(16), "way": "refund", "refund_yuan": "2.10", "reason": "多收", **more}


def test_a_refund_and_a_void_are_rows_of_their_own() -> None:
    contract = ContractFactory()
    first, second = make_fee(contract), make_fee(contract)
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))

    client.post(page_of(first), values())
    client.post(page_of(second), values(way="void", refund_yuan=""))

    amounts = dict(Fee.objects.exclude(kind="charge").values_list("kind", "amount_yuan"))
    assert amounts == {"refund": Decimal("-2.10"), "void": Decimal("-12.10")}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"refund_yuan": ""}, "请填写退费金额"),
        ({"refund_yuan": "99"}, "不超过"),
        ({"reason": ""}, "原因"),
    ],
)
def test_what_is_wrong_is_named(more: dict[str, str], said: str) -> None:
    contract = ContractFactory()
    fee = make_fee(contract)

    answer = sign_in_quickly(member(Role.SUPERVISOR, contract)).post(page_of(fee), values(**more))

    assert answer.status_code in {409, 422} and said in answer.content.decode()
    assert Fee.objects.count() == 1


def test_what_was_taken_on_another_day_is_offered_as_a_refund() -> None:
    contract = ContractFactory()
    today, before = make_fee(contract), make_fee(contract, at=timezone.now() - timedelta(days=3))
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))

    assert '<option value="void" selected>' in client.get(page_of(today)).content.decode()
    page = client.get(page_of(before)).content.decode()

    assert '<option value="refund" selected>' in page and 'value="12.10"' in page


def test_others_take_nothing_back() -> None:
    contract = ContractFactory()
    fee = make_fee(contract)

    assert sign_in_quickly(member(Role.CLERK, contract)).post(page_of(fee), values()).status_code == 403
    stranger = sign_in_quickly(member(Role.SUPERVISOR, ContractFactory()))
    assert stranger.post(page_of(fee), values()).status_code == 404
    assert Fee.objects.count() == 1
