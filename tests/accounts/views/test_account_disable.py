"""Shutting an account from its page."""

from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member

NEW = "Lagoon-73-cedar"
FACTS = {"username": "chen.yu", "name": "陈雨", "side": "contractor", "holder": "GH001"}


def test_disabling_needs_a_reason_and_is_not_for_oneself(client_for: ClientFor) -> None:
    system, user = member(Role.SYSTEM_ADMIN), UserFactory()
    client = client_for(system)

    assert client.post(f"/accounts/{user.pk}/disable/", {"reason": "  "}).status_code == 422
    assert client.post(f"/accounts/{system.pk}/disable/", {"reason": "离岗"}).status_code == 422
    assert client.post(f"/accounts/{user.pk}/disable/", {"reason": "离岗"}).status_code == 302

    user.refresh_from_db()
    assert (user.state, user.disabled_reason) == ("disabled", "离岗")
