"""Taking a token back."""

import pytest
from django.urls import reverse

from contracts.models import ApiToken, Contract
from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.contracts.views.test_token_list import values
from tests.factories.contracts import ContractFactory, member

pytestmark = pytest.mark.django_db


def token_of(contract: Contract) -> ApiToken:
    client = sign_in_quickly(member(Role.SECURITY_ADMIN))
    client.post(reverse("contracts:token-list", args=[contract.slug]), values(contract))
    return ApiToken.objects.get(contract=contract)


def test_a_token_is_taken_back_once() -> None:
    contract = ContractFactory()
    token = token_of(contract)
    client = sign_in_quickly(member(Role.SECURITY_ADMIN))
    address = reverse("contracts:token-revoke", args=[contract.slug, token.pk])

    assert "已停用" in client.post(address, follow=True).content.decode()
    assert "已经停用" in client.post(address, follow=True).content.decode()
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_another_contracts_token_and_other_roles() -> None:
    contract = ContractFactory()
    token = token_of(contract)
    foreign = reverse("contracts:token-revoke", args=[ContractFactory().slug, token.pk])

    assert sign_in_quickly(member(Role.SECURITY_ADMIN)).post(foreign).status_code == 404
    own = reverse("contracts:token-revoke", args=[contract.slug, token.pk])
    assert sign_in_quickly(member(Role.DIRECTOR, contract)).post(own).status_code == 403
