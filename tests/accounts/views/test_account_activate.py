"""Activating an account from its page."""

import pytest

from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member


def test_security_administrator_opens_an_account(client_for: ClientFor) -> None:
    security, account = member(Role.SECURITY_ADMIN), UserFactory(is_active=False, activated_at=None)

    client_for(security).post(f"/accounts/{account.pk}/activate/")

    account.refresh_from_db()
    assert (account.is_active, account.activated_by) == (True, security)


def test_open_account_is_not_opened_twice(client_for: ClientFor) -> None:
    response = client_for(member(Role.SECURITY_ADMIN)).post(f"/accounts/{UserFactory().pk}/activate/")

    assert response.status_code == 409
    assert "已经启用" in response.content.decode()


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDITOR])
def test_others_do_not_open_accounts(client_for: ClientFor, role: Role) -> None:
    account = UserFactory(is_active=False, activated_at=None)

    assert client_for(member(role)).post(f"/accounts/{account.pk}/activate/").status_code == 403
    account.refresh_from_db()
    assert account.is_active is False
