"""Tokens of other systems on the security administrator's screen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.enums import ApiScope
from contracts.models import ApiToken, Contract
from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member

pytestmark = pytest.mark.django_db


def values(contract: Contract, **changes: object) -> dict[str, object]:
    day = timezone.localdate() + timedelta(days=90)
    owner = member(Role.CLERK, contract)
    return {
        "name": "排队叫号",
        "scopes": [ApiScope.PUSH_TICKETS],
        "owner": owner.pk,
        "expires_on": day,
    } | changes


def test_a_token_is_shown_once_and_kept_as_a_digest() -> None:
    contract = ContractFactory()
    client = sign_in_quickly(member(Role.SECURITY_ADMIN))
    page = reverse("contracts:token-list", args=[contract.slug])

    made = client.post(page, values(contract)).content.decode()

    token = ApiToken.objects.get()
    assert f"hall_{token.prefix}_" in made and "推送取号" in made
    later = client.get(page).content.decode()
    assert f"hall_{token.prefix}_…" in later and token.digest not in later


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scopes": []}, "可用范围"),
        ({"name": " "}, "对接系统"),
        ({"expires_on": "2020-01-01"}, "有效期"),
        ({"expires_on": "2999-01-01"}, "有效期"),
        ({"owner": ""}, "责任人"),
    ],
)
def test_a_token_that_lacks_something_is_refused_in_words(changes: dict[str, object], said: str) -> None:
    contract = ContractFactory()
    client = sign_in_quickly(member(Role.SECURITY_ADMIN))

    answer = client.post(reverse("contracts:token-list", args=[contract.slug]), values(contract, **changes))

    assert answer.status_code == 422 and said in answer.content.decode() and not ApiToken.objects.exists()


def test_others_make_no_tokens() -> None:
    contract = ContractFactory()
    page = reverse("contracts:token-list", args=[contract.slug])

    assert sign_in_quickly(member(Role.DIRECTOR, contract)).get(page).status_code == 403
    assert sign_in_quickly(member(Role.ASSESSOR, ContractFactory())).get(page).status_code == 404
