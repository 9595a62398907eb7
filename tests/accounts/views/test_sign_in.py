"""Signing in: one answer for all failures, locks that cannot be turned on others (security.md A4, A8)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.auth.hashers import MD5PasswordHasher
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.sessions import DEVICE_COOKIE
from records.models import AuditEvent
from tests.factories.accounts import PASSWORD, UserFactory

URL = "/sign-in/"
HALL, STREET = "10.1.1.7", "203.0.113.9"


def post(
    username: str, password: str, *, client: Client | None = None, address: str = HALL, **data: str
) -> HttpResponse:
    return (client or Client()).post(
        URL, {"username": username, "password": password, **data}, REMOTE_ADDR=address
    )


def signed_in(response: HttpResponse) -> bool:
    return response.status_code == 302


def fail(username: str, times: int, *, address: str = HALL, client: Client | None = None) -> None:
    for _ in range(times):
        assert not signed_in(post(username, "wrong", address=address, client=client))


@pytest.fixture
def clock(db: None) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime.fromisoformat("2026-03-02T09:00:00+08:00"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password hash that is really computed."""
    computed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, *args: str) -> str:
        computed.append(password)
        return encode(self, password, *args)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return computed


def test_sign_in_opens_a_session_and_writes_it_down(clock: time_machine.Traveller) -> None:
    user = UserFactory(username="chen.yu")
    client = Client()

    response = post("Chen.Yu ", PASSWORD, client=client)

    assert response.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.session["seen_at"] == client.session["signed_in_at"] == timezone.now().timestamp()
    event = AuditEvent.objects.get(action="session.open")
    assert (event.actor_id, event.address, event.result) == (user.pk, HALL, "done")


def refusals(clock: time_machine.Traveller) -> dict[str, tuple[str, str]]:
    """A way to fail each, with the right password wherever there is one."""
    now = timezone.now()
    UserFactory(username="right")
    UserFactory(username="waiting", is_active=False, activated_at=None)
    UserFactory(username="disabled", is_active=False, disabled_at=now, disabled_reason="离岗")
    UserFactory(username="locked")
    fail("locked", 5)
    UserFactory(username="besieged")
    AccessFailureLog.objects.bulk_create(
        [AccessFailureLog(username="besieged", ip_address=STREET) for _ in range(20)]
    )
    return {
        "unknown": ("nobody", PASSWORD),
        "wrong": ("right", "wrong"),
        "waiting": ("waiting", PASSWORD),
        "disabled": ("disabled", PASSWORD),
        "locked": ("locked", PASSWORD),
        "step_up": ("besieged", PASSWORD),
    }


def test_every_failure_has_one_answer_and_costs_one_hash(
    clock: time_machine.Traveller, hashes: list[str]
) -> None:
    ways = refusals(clock)
    answers, costs, reasons = set(), [], []

    for username, password in ways.values():
        hashes.clear()
        response = post(username, password)
        body = response.content.decode().replace(username, "NAME")
        token = response.context["csrf_token"]
        answers.add(
            (response.status_code, body.replace(str(token), "TOKEN"), tuple(sorted(response.headers)))
        )
        costs.append(len(hashes))
        reasons.append(AuditEvent.objects.order_by("-number")[0].after["reason"])

    assert len(answers) == 1
    assert next(iter(answers))[0] == 422
    assert costs == [1] * len(ways)
    assert reasons == list(ways)


def test_failure_keeps_neither_password_nor_unknown_name(db: None) -> None:
    typed = "MyRealPassword-77"

    post(typed, "another-Secret-88")

    kept = "".join(
        str(row)
        for row in [
            *AuditEvent.objects.values(),
            *AccessAttempt.objects.values(),
            *AccessFailureLog.objects.values(),
        ]
    )
    assert typed.lower() not in kept.lower()
    assert "Secret-88" not in kept
    assert AuditEvent.objects.get(action="session.refuse").actor_name.startswith("未知登录名 ")


def test_user_and_address_are_locked_for_fifteen_minutes(clock: time_machine.Traveller) -> None:
    UserFactory(username="chen.yu")
    fail("chen.yu", 5)

    assert not signed_in(post("chen.yu", PASSWORD))
    clock.shift(timedelta(minutes=14, seconds=59))
    assert not signed_in(post("chen.yu", PASSWORD))
    clock.shift(timedelta(seconds=2))
    assert signed_in(post("chen.yu", PASSWORD))


def test_lock_spares_the_user_elsewhere(clock: time_machine.Traveller) -> None:
    UserFactory(username="chen.yu")
    fail("chen.yu", 5)

    assert signed_in(post("chen.yu", PASSWORD, address="10.1.1.8"))


def test_fifty_failures_of_one_clerk_refuse_none_of_110_others(clock: time_machine.Traveller) -> None:
    UserFactory(username="clumsy")
    others = [UserFactory() for _ in range(110)]
    fail("clumsy", 50)

    assert [user.username for user in others if not signed_in(post(user.username, PASSWORD))] == []


def test_brute_force_gets_twenty_tries_an_hour(clock: time_machine.Traveller, hashes: list[str]) -> None:
    UserFactory(username="target")
    for number in range(200):
        post("target", f"guess-{number}", address=f"198.51.100.{number}")

    evaluated = AuditEvent.objects.filter(action="session.refuse", after__reason="wrong").count()
    assert evaluated == 20
    clock.shift(timedelta(minutes=61))
    post("target", "guess-again", address="198.51.100.250")
    assert AuditEvent.objects.filter(action="session.refuse", after__reason="wrong").count() == 21


def test_siege_does_not_lock_out_a_known_device(clock: time_machine.Traveller) -> None:
    """S22: failing in the assessor's name at the end of the month."""
    UserFactory(username="assessor")
    own = Client()
    assert signed_in(post("assessor", PASSWORD, client=own, address=HALL))
    for number in range(25):
        post("assessor", "wrong", address=f"198.51.100.{number}")
    fail("assessor", 6, address=HALL)

    assert not signed_in(post("assessor", PASSWORD, address=STREET))
    own.cookies.pop("hall_session")
    assert signed_in(post("assessor", PASSWORD, client=own, address=HALL))


def test_known_device_is_still_limited(clock: time_machine.Traveller) -> None:
    UserFactory(username="assessor")
    own = Client()
    post("assessor", PASSWORD, client=own)
    own.cookies.pop("hall_session")
    fail("assessor", 5, client=own)

    assert not signed_in(post("assessor", PASSWORD, client=own))


@pytest.mark.parametrize("forge", ["other user", "tampered", "too old"])
def test_device_cookie_must_be_the_users_own_genuine_and_recent(
    clock: time_machine.Traveller, forge: str
) -> None:
    UserFactory(username="target")
    UserFactory(username="neighbour")
    own = Client()
    post("neighbour" if forge == "other user" else "target", PASSWORD, client=own)
    own.cookies.pop("hall_session")
    if forge == "tampered":
        own.cookies[DEVICE_COOKIE] = own.cookies[DEVICE_COOKIE].value[:-2] + "xx"
    if forge == "too old":
        clock.shift(timedelta(days=181))
    for number in range(20):
        post("target", "wrong", address=f"198.51.100.{number}")

    assert not signed_in(post("target", PASSWORD, client=own))


def test_device_cookie_is_shut_away(clock: time_machine.Traveller) -> None:
    UserFactory(username="target")

    cookie = post("target", PASSWORD).cookies[DEVICE_COOKIE]

    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, "/sign-in/", "Lax")
    assert cookie["max-age"] == 180 * 24 * 3600


def test_shared_machine_remembers_twelve_users_within_a_header(clock: time_machine.Traveller) -> None:
    desk = Client()
    users = [UserFactory(username=f"clerk{number}") for number in range(14)]
    for user in users:
        post(user.username, PASSWORD, client=desk)
        desk.cookies.pop("hall_session")

    assert len(desk.cookies[DEVICE_COOKIE].value) < 1000
    for number in range(20):
        post("clerk13", "wrong", address=f"198.51.100.{number}")
    assert signed_in(post("clerk13", PASSWORD, client=desk))


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/",
     "\t//evil.example", "javascript:alert(1)", "///evil.example", "http:///evil.example", "/\t/evil.example", "https://testserver@evil.example/"],
)  # fmt: skip
def test_next_leads_nowhere_else(db: None, target: str) -> None:
    UserFactory(username="chen.yu")

    response = post("chen.yu", PASSWORD, next=target)

    assert response.headers["Location"] == "/"


def test_next_leads_back_to_the_page(db: None) -> None:
    UserFactory(username="chen.yu")

    assert post("chen.yu", PASSWORD, next="/accounts/?page=2").headers["Location"] == "/accounts/?page=2"


@pytest.mark.parametrize(
    "username", ["аdmin", "ａdmin", "admіn", "Admin", "ad min", "admin​", "ad‮min", "1admin", "ad", "a" * 33]
)
def test_look_alike_user_names_cannot_be_registered(db: None, username: str) -> None:
    """S28: Cyrillic, full width, zero width, bidi and capitals."""
    from django.core.exceptions import ValidationError

    UserFactory(username="admin")

    with pytest.raises(ValidationError):
        User(
            username=username,
            name="甲",
            side="contractor",
            holder="X1",
            password="x",
            created_at=timezone.now(),
        ).full_clean()


def test_very_long_input_is_refused_without_a_crash(db: None) -> None:
    UserFactory(username="chen.yu")

    assert post("chen.yu", "x" * 100_000).status_code == 422
    assert post("x" * 100_000, PASSWORD).status_code == 422
    assert post("chen.yu\x00", PASSWORD).status_code == 422
