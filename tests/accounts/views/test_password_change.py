"""Changing one's own password."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from tests.conftest import ClientFor
from tests.factories.accounts import PASSWORD, UserFactory

PAGE = "/account/password/"


@pytest.fixture
def clock(db: None) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime.fromisoformat("2026-03-02T08:00:00+08:00"), tick=False) as traveller:
        yield traveller


def inside(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def sign_in(user: User, client: Client | None = None) -> Client:
    client = client or Client()
    response = client.post("/sign-in/", {"username": user.username, "password": PASSWORD})
    assert response.status_code == 302
    return client


def test_password_change_ends_the_other_sessions(clock: time_machine.Traveller, settings: Settings) -> None:
    settings.SECURITY_PROFILE = "asvs"
    user = UserFactory()
    here, elsewhere = sign_in(user), sign_in(user)

    new = "Lagoon-73-cedar"
    response = here.post(PAGE, {"old": PASSWORD, "new": new, "again": new})

    assert response.status_code == 302
    assert inside(here)
    assert not inside(elsewhere)


def test_change_of_own_password_gives_up_after_five_wrong_old_ones(client_for: ClientFor) -> None:
    client = client_for(UserFactory())
    guess = {"old": "wrong", "new": "Lagoon-73-cedar", "again": "Lagoon-73-cedar"}

    answers = [client.post(PAGE, guess).status_code for _ in range(5)]

    assert answers == [422] * 4 + [302]
    assert not inside(client)
