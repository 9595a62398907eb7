"""The administrator's one-time link (security.md A9)."""

from django.test import Client

from accounts.models import PasswordLink
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.contracts import member

NEW = "Lagoon-73-cedar"
FACTS = {"username": "chen.yu", "name": "陈雨", "side": "contractor", "holder": "GH001"}


def test_link_sets_a_password_once_and_lasts_thirty_minutes(client_for: ClientFor) -> None:
    user = UserFactory(username="chen.yu")
    page = client_for(member(Role.SYSTEM_ADMIN)).post(f"/accounts/{user.pk}/reset/")
    assert page.status_code == 201
    path = "/" + page.context["link"].split("/", 3)[3]
    browser = Client()
    assert browser.get(path).status_code == 200

    response = browser.post(path, {"new": NEW, "again": NEW})

    assert response.headers["Location"] == "/sign-in/"
    assert Client().post("/sign-in/", {"username": "chen.yu", "password": NEW}).status_code == 302
    assert Client().post("/sign-in/", {"username": "chen.yu", "password": PASSWORD}).status_code == 422
    token = path.split("/")[-2]
    kept = str(list(AuditEvent.objects.values())) + str(list(PasswordLink.objects.values()))
    assert token not in kept and NEW not in kept
