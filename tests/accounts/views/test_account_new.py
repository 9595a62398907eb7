"""A new account: its slip is shown once; one person has one account (security.md A1)."""

from django.test import Client

from accounts.models import User
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member

NEW = "Lagoon-73-cedar"
FACTS = {"username": "chen.yu", "name": "陈雨", "side": "contractor", "holder": "GH001"}


def test_account_starts_shut_and_opens_by_another_person(client_for: ClientFor) -> None:
    system, security = member(Role.SYSTEM_ADMIN), member(Role.SECURITY_ADMIN)
    page = client_for(system).post("/accounts/new/", FACTS)
    assert page.status_code == 201
    password = page.context["password"]
    assert password in page.content.decode()
    user = User.objects.get(username="chen.yu")
    assert Client().post("/sign-in/", {"username": "chen.yu", "password": password}).status_code == 422

    assert client_for(security).post(f"/accounts/{user.pk}/activate/").status_code == 302

    clerk = Client()
    response = clerk.post("/sign-in/", {"username": "chen.yu", "password": password})
    assert response.headers["Location"] == "/account/password/"
    assert password not in str(list(AuditEvent.objects.values()))
    actions = (
        AuditEvent.objects.filter(object_id=str(user.pk)).order_by("number").values_list("action", "role")
    )
    assert [action for action, _role in actions] == [
        "account.create", "session.refuse", "account.activate", "session.open",
    ]  # fmt: skip
    assert [role for _action, role in actions][0:3:2] == ["system_admin", "security_admin"]


def test_second_account_is_refused_on_the_form_too(client_for: ClientFor) -> None:
    UserFactory(holder="GH001")

    page = client_for(member(Role.SYSTEM_ADMIN)).post("/accounts/new/", FACTS)

    assert page.status_code == 422
    assert "holder" in page.context["form"].errors
