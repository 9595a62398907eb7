"""A case's fee at the window."""

import secrets
from typing import Any

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member
from tests.factories.windows import make_case
from tests.windows.fee_rows import make_fee, paying_case
from windows.models import Case, Fee

pytestmark = pytest.mark.django_db


def page_of(case: Case) -> str:
    return reverse("windows:case-fee", args=[case.contract.slug, case.number])


def values(**more: Any) -> dict[str, Any]:
    return {"key": secrets.token_hex(16), "quantity": 2, "channel": "scan", "receipt_number": "QS-1", **more}


def test_the_window_takes_the_fee_and_the_case_shows_it() -> None:
    contract = ContractFactory()
    case = paying_case(contract)
    client = sign_in_quickly(member(Role.CLERK, contract))

    assert "12.10" in client.get(page_of(case)).content.decode()
    answer = client.post(page_of(case), values(), follow=True)

    fee = Fee.objects.get()
    assert fee.number in answer.content.decode() and f"{fee.amount_yuan}" == "24.20"
    shown = client.get(reverse("windows:case-detail", args=[contract.slug, case.number])).content.decode()
    assert fee.number in shown and "24.20" in shown


def test_an_unpaid_case_says_so_and_a_free_one_says_nothing() -> None:
    contract = ContractFactory()
    client = sign_in_quickly(member(Role.CLERK, contract))
    for case, due in ((paying_case(contract), True), (make_case(contract), False)):
        page = reverse("windows:case-detail", args=[contract.slug, case.number])
        assert ("未收" in client.get(page).content.decode()) is due


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        ({"receipt_number": ""}, 409, "票据号"),
        ({"reduced_yuan": "30"}, 409, "应收的 24.20"),
        ({"reduced_yuan": "1"}, 409, "减免依据"),
        ({"quantity": "0"}, 422, "数量"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_taken(more: dict[str, str], status: int, said: str) -> None:
    contract = ContractFactory()
    case = paying_case(contract)

    answer = sign_in_quickly(member(Role.CLERK, contract)).post(page_of(case), values(**more))

    assert answer.status_code == status and said in answer.content.decode() and not Fee.objects.exists()


def test_others_take_nothing() -> None:
    contract = ContractFactory()
    case = paying_case(contract)

    assert sign_in_quickly(member(Role.SUPERVISOR, contract)).post(page_of(case), values()).status_code == 403
    stranger = sign_in_quickly(member(Role.CLERK, ContractFactory()))
    assert stranger.post(page_of(case), values()).status_code == 404
    assert sign_in_quickly(member(Role.LIAISON, contract)).get(page_of(case)).status_code == 404
    assert not Fee.objects.exists()


def test_more_entries_take_no_more_queries(contract: Contract, django_assert_max_num_queries: Any) -> None:
    case = paying_case(contract)
    make_fee(contract, case=case)
    client = sign_in_quickly(member(Role.CLERK, contract))

    with django_assert_max_num_queries(24):
        client.get(page_of(case))
