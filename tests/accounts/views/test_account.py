"""One account's page: facts, roles, and only the buttons the reader may press."""

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member

BUTTONS = ("may_activate", "may_disable", "may_reset")


@pytest.mark.parametrize(
    ("role", "state", "buttons"),
    [
        (Role.SYSTEM_ADMIN, "active", ["may_disable", "may_reset"]),
        (Role.SYSTEM_ADMIN, "waiting", ["may_disable", "may_reset"]),
        (Role.SYSTEM_ADMIN, "disabled", []),
        (Role.SECURITY_ADMIN, "waiting", ["may_activate", "may_disable"]),
        (Role.SECURITY_ADMIN, "disabled", ["may_activate"]),
        (Role.AUDITOR, "active", []),
    ],
)
def test_page_offers_what_the_reader_may_do(
    client_for: ClientFor, role: Role, state: str, buttons: list[str]
) -> None:
    states = {
        "active": {},
        "waiting": {"is_active": False, "activated_at": None},
        "disabled": {"is_active": False, "disabled_at": timezone.now(), "disabled_reason": "离岗"},
    }
    account = UserFactory(**states[state])

    context = client_for(member(role)).get(f"/accounts/{account.pk}/").context

    assert [button for button in BUTTONS if context[button]] == buttons
    assert context["account"].state == state


def test_page_lists_the_roles_of_the_account(client_for: ClientFor, contract: Contract) -> None:
    clerk = member(Role.CLERK, contract)

    body = client_for(member(Role.SYSTEM_ADMIN)).get(f"/accounts/{clerk.pk}/").content.decode()

    assert "窗口人员" in body and contract.short_name in body


def test_page_is_shut_to_administrators_of_one_contract(client_for: ClientFor, contract: Contract) -> None:
    assert (
        client_for(member(Role.SYSTEM_ADMIN, contract)).get(f"/accounts/{UserFactory().pk}/").status_code
        == 403
    )


def test_page_of_nobody_is_not_there(client_for: ClientFor) -> None:
    assert client_for(member(Role.SYSTEM_ADMIN)).get("/accounts/999999/").status_code == 404
