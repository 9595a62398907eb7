"""What ends a session: time, password, role, status, a second sign-in (security.md A1, A6)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.actions.accounts import activate_account, disable_account
from accounts.actions.passwords import change_password, create_link, use_link
from accounts.models import User
from contracts.actions.memberships import confirm_role, end_role, grant_role
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.screens import screen_of
from tests.conftest import ClientFor
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.assessment import card_of, haikou_contract
from tests.factories.contracts import MembershipFactory, member
from tests.factories.jobs import queued
from tests.test_house import url_patterns

PAGE = "/account/password/"


@pytest.fixture
def clock(db: None) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime.fromisoformat("2026-03-02T08:00:00+08:00"), tick=False) as traveller:
        yield traveller


def pulse_of_card(contract: Contract, user: User) -> str:
    return reverse("assessment:scorecard-pulse", args=[contract.slug, card_of(contract, by=user).month])


def pulse_of_job(contract: Contract, user: User) -> str:
    return reverse("contracts:job-detail-pulse", args=[contract.slug, queued(contract, owner=user).pk])


# Every address that an open page asks by itself.
POLLED = {
    "assessment:scorecard-pulse": pulse_of_card,
    "contracts:job-detail-pulse": pulse_of_job,
    "contracts:notice-count": lambda contract, user: reverse("contracts:notice-count"),
    "windows:board-pulse": lambda contract, user: reverse("windows:board-pulse", args=[contract.slug]),
}


def inside(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def sign_in(user: User, client: Client | None = None) -> Client:
    client = client or Client()
    response = client.post("/sign-in/", {"username": user.username, "password": PASSWORD})
    assert response.status_code == 302
    return client


@pytest.mark.parametrize(
    ("role", "idle", "stays"),
    [
        (Role.CLERK, timedelta(minutes=29, seconds=59), True),
        (Role.CLERK, timedelta(minutes=30, seconds=1), False),
        (Role.LIAISON, timedelta(minutes=29), True),
        (Role.LIAISON, timedelta(minutes=31), False),
        (Role.ASSESSOR, timedelta(minutes=14, seconds=59), True),
        (Role.ASSESSOR, timedelta(minutes=15, seconds=1), False),
        (Role.DIRECTOR, timedelta(minutes=16), False),
        (Role.SYSTEM_ADMIN, timedelta(minutes=16), False),
        (Role.AUDITOR, timedelta(minutes=14), True),
    ],
)
def test_idle_session_ends(
    clock: time_machine.Traveller, contract: Contract, role: Role, idle: timedelta, stays: bool
) -> None:
    client = sign_in(member(role, contract))

    clock.shift(idle)

    assert inside(client) is stays


def test_use_keeps_a_session_alive(clock: time_machine.Traveller) -> None:
    client = sign_in(UserFactory())

    for _ in range(10):
        clock.shift(timedelta(minutes=20))
        assert inside(client)


@pytest.mark.parametrize("name", sorted(POLLED))
def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(clock: time_machine.Traveller, name: str) -> None:
    contract = haikou_contract()
    user = member(Role.ASSESSOR, contract)
    client, url = sign_in(user), POLLED[name](contract, user)
    assert client.get(url, headers={"HX-Request": "true"}).status_code == 200
    for _ in range(14):
        clock.shift(timedelta(minutes=1))
        assert client.get(url, headers={"HX-Request": "true"}).status_code == 200

    clock.shift(timedelta(minutes=2))

    last = client.get(url, headers={"HX-Request": "true"})
    assert last.status_code == 401 and last.headers["HX-Redirect"] == "/sign-in/"


def test_the_list_of_what_pages_ask_is_whole() -> None:
    declared = {
        name for name, pattern in url_patterns() if getattr(screen_of(pattern.callback), "polled", False)
    }

    assert declared == set(POLLED)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}, {"X-Requested-With": "fetch"}])
def test_a_click_counts_whatever_it_calls_itself(
    clock: time_machine.Traveller, contract: Contract, headers: dict[str, str]
) -> None:
    client = sign_in(member(Role.ASSESSOR, contract))
    for _ in range(4):
        clock.shift(timedelta(minutes=10))
        assert client.get(reverse("windows:board", args=[contract.slug]), headers=headers).status_code == 200


def test_session_ends_after_twelve_hours_of_use(clock: time_machine.Traveller) -> None:
    client = sign_in(UserFactory())
    for _ in range(12 * 4):
        clock.shift(timedelta(minutes=15))
        last = inside(client)

    assert last
    clock.shift(timedelta(minutes=1))
    assert not inside(client)


def test_clock_set_back_does_not_lengthen_a_session(clock: time_machine.Traveller) -> None:
    client = sign_in(UserFactory())
    clock.shift(timedelta(hours=-1))
    assert inside(client)

    clock.shift(timedelta(hours=1, minutes=31))

    assert not inside(client)


@pytest.mark.parametrize(("profile", "first_stays"), [("mlps3", False), ("asvs", True)])
def test_second_sign_in_ends_the_first_by_profile(
    clock: time_machine.Traveller, settings: Settings, profile: str, first_stays: bool
) -> None:
    settings.SECURITY_PROFILE = profile
    user = UserFactory()
    first, second = sign_in(user), sign_in(user)

    assert inside(second)
    assert inside(first) is first_stays


@pytest.mark.parametrize(("profile", "due"), [("mlps3", True), ("asvs", False)])
def test_password_older_than_ninety_days_must_be_changed(
    clock: time_machine.Traveller, settings: Settings, profile: str, due: bool
) -> None:
    settings.SECURITY_PROFILE = profile
    user = UserFactory()
    clock.shift(timedelta(days=90, seconds=1))

    client = sign_in(user)

    response = client.get("/search/")
    assert (response.status_code == 302 and response.headers["Location"] == PAGE) is due


def test_first_password_opens_nothing_but_its_own_change(clock: time_machine.Traveller) -> None:
    client = sign_in(UserFactory(must_change_password=True))

    assert [client.get(url).headers.get("Location") for url in ("/", "/accounts/", "/search/")] == [PAGE] * 3
    assert inside(client)


def test_disabled_user_is_out_the_same_second(clock: time_machine.Traveller, client_for: ClientFor) -> None:
    user = UserFactory()
    client = client_for(user)
    assert inside(client)

    disable_account(by=UserFactory(), account=user, reason="离岗", at=timezone.now())

    assert not inside(client)
    activate_account(by=UserFactory(), account=user, at=timezone.now())
    assert not inside(client)


def test_link_ends_every_session(clock: time_machine.Traveller) -> None:
    user = UserFactory()
    client = sign_in(user)

    token = create_link(by=UserFactory(), account=user, at=timezone.now())
    assert inside(client)
    use_link(token=token, new="Lagoon-73-cedar", at=timezone.now())

    assert not inside(client)


def test_role_withdrawn_mid_session_counts_at_the_next_request(
    contract: Contract, client_for: ClientFor
) -> None:
    membership = MembershipFactory(role=Role.CLERK, contract=contract)
    client = client_for(membership.user)
    url = f"/{contract.slug}/windows/board/"
    assert client.get(url).status_code == 200

    end_role(by=UserFactory(), membership=membership, at=timezone.now())

    assert client.get(url).headers["Location"].startswith("/sign-in/")
    assert client_for(User.objects.get(pk=membership.user_id)).get(url).status_code == 404


def test_role_granted_ends_sessions_when_confirmed(contract: Contract, client_for: ClientFor) -> None:
    user = UserFactory(role=Role.CLERK)
    client = client_for(user)
    granted = grant_role(by=UserFactory(), user=user, contract=contract, role=Role.CLERK, at=timezone.now())
    assert inside(client)

    confirm_role(by=UserFactory(), membership=granted, at=timezone.now())

    assert not inside(client)


def test_sessions_survive_a_new_hash_of_the_same_password(
    clock: time_machine.Traveller, settings: Settings
) -> None:
    """The hash is renewed while signing in, before the session's check value is taken (A3)."""
    settings.PASSWORD_HASHERS = [
        *settings.PASSWORD_HASHERS,
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    user = UserFactory()
    User.objects.filter(pk=user.pk).update(
        password=PBKDF2PasswordHasher().encode(PASSWORD, "saltsaltsaltsaltsaltsa", 10)
    )

    assert inside(sign_in(user))


def test_change_password_action_keeps_the_user_signed_out_elsewhere(db: None) -> None:
    user = UserFactory()

    changed = change_password(by=user, old=PASSWORD, new="Lagoon-73-cedar", at=timezone.now())

    assert changed.epoch == user.epoch + 1
    assert changed.must_change_password is False
