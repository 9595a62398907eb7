"""Signing out."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from accounts.models import User
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


def test_key_changes_at_sign_in_and_old_cookie_dies_at_sign_out(clock: time_machine.Traveller) -> None:
    """S20: fixation and reuse."""
    client = Client()
    client.get("/sign-in/")
    before = client.cookies.get("hall_session")
    sign_in(UserFactory(), client)
    cookie = client.cookies["hall_session"].value
    assert before is None or before.value != cookie

    client.post("/sign-out/")
    thief = Client()
    thief.cookies["hall_session"] = cookie

    assert not inside(thief)
