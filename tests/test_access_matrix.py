"""Every address × method × role × contract, generated from the URL table and the printed matrix.

What is expected is computed here from the screens' declarations and the matrix's own text, not by the gate's code;
the last test takes the gate away and sees that these checks notice.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contracts.actions.contracts import ContractDetails, create_contract
from contracts.models import Contract
from contracts.profile_schema import load_profile
from hall_ops.lib.navigation import Place, places
from hall_ops.lib.permissions import INSTALLATION_ROLES, MATRIX, Role
from hall_ops.lib.screens import Door
from records.actions.pulses import feel_pulse
from tests.conftest import sign_in_quickly
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member
from tests.samples import OWN_SAMPLES, SAMPLES

GATE = "contracts.middleware.ScreenGateMiddleware"
SIGN_IN, NOT_THERE, FORBIDDEN, NO_METHOD, OPEN = "to sign-in", "404", "403", "405", "open"
NO_TOKEN = "401"
READS_TOKEN_LATE = {"windows:old-ledger-list"}


@dataclass(frozen=True)
class Who:
    """Somebody at the door: their role, where it holds ("own", "everywhere"), and their signed-in browser."""

    name: str
    role: Role | None
    everywhere: bool
    client: Client = field(repr=False)


@dataclass(frozen=True)
class Scene:
    own: Contract
    foreign: Contract
    people: tuple[Who, ...]
    samples: dict[tuple[str, int | None], object]

    def url(self, place: Place, contract: Contract, who: Who) -> str:
        values = {}
        for name in place.arguments:
            where = contract if place.in_contract else None
            values[name] = contract.slug if name == "contract" else self.samples[name, where and where.pk]
            if name in OWN_SAMPLES and who.role is not None:
                values[name] = OWN_SAMPLES[name](contract, int(who.client.session[SESSION_KEY]))
        return reverse(place.name, kwargs=values)


@cache
def letters() -> dict[tuple[str, str], str]:
    """The matrix read a second time: (role, permission) → letter."""
    head, *rows = [line.split() for line in MATRIX.strip().splitlines()]
    return {(role, row[0]): letter for row in rows for role, letter in zip(head, row[1:], strict=True)}


def expected(place: Place, method: str, who: Who, *, foreign: bool) -> str:
    screen = place.screen
    assert screen is not None, f"{place.name} ({place.route}) declares no screen"
    if screen.door is Door.TOKEN:
        return NO_TOKEN if method == "POST" else NO_METHOD  # the sample is an address that is written to
    if screen.door is Door.PUBLIC:
        return OPEN if method in screen.methods else NO_METHOD
    if who.name == "anonymous":
        return SIGN_IN
    if screen.door is Door.MEMBER:
        return OPEN if method in screen.methods else NO_METHOD
    stands_here = who.role is not None and (who.everywhere or (place.in_contract and not foreign))
    if place.in_contract and not stands_here:
        return NOT_THERE
    if method not in screen.permissions:
        return NO_METHOD
    held = stands_here and letters()[str(who.role), str(screen.permissions[method])] != "-"
    return OPEN if held else FORBIDDEN


def answer(response: HttpResponse) -> str:
    if response.status_code in (401, 403, 404, 405):
        return str(response.status_code)
    if response.status_code >= 500:
        return f"crash {response.status_code}"
    if response.status_code == 302 and response.headers["Location"].startswith(
        reverse("accounts:sign-in") + "?next="
    ):
        return SIGN_IN
    return OPEN


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Whatever the request writes is taken back, a signing out included: rows and the browser's cookies."""
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies)


def mismatches(scene: Scene) -> list[str]:
    found = []
    for place in places():
        for contract in (scene.own, scene.foreign) if place.in_contract else (scene.own,):
            for index, who in enumerate(scene.people):
                url = scene.url(place, contract, who)
                # PUT and DELETE take the same path, so each is tried by every other person.
                for method in ("GET", "POST", ("PUT", "DELETE")[index % 2]):
                    wanted = expected(place, method, who, foreign=contract == scene.foreign)
                    with undone(who.client):
                        got = answer(who.client.generic(method, url))
                    if got != wanted:
                        found.append(
                            f"{method} {place.name} as {who.name} in {contract.slug}: {got}, not {wanted}"
                        )
    return found


def make_contract(slug: str) -> Contract:
    profile = load_profile("haikou")
    details = ContractDetails(
        slug=slug,
        name=f"演练合同 {slug}",
        short_name=slug,
        purchaser=f"演练采购人 {slug}",
        contractor="演练供应商",
        price_yuan=profile.price.ceiling_total_yuan,
        starts_on=date(2023, 1, 1),
        ends_on=date(2025, 12, 31),
    )
    with transaction.atomic():
        return create_contract(by=None, at=timezone.now(), profile=profile, details=details)


@pytest.fixture(autouse=True)
def _quiet_log() -> Iterator[None]:
    """Thousands of refusals are expected here; they would bury a real finding."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def scene(db: None) -> Scene:
    own, foreign = make_contract("own-hall"), make_contract("foreign-hall")
    feel_pulse(at=timezone.now() + timedelta(hours=1))  # the walk takes longer than a beat may be silent
    people = [Who("anonymous", None, False, quiet(None)), Who("no role", None, False, quiet(UserFactory()))]
    people += [Who(f"{role}", role, False, quiet(member(role, own))) for role in Role]
    people += [
        Who(f"{role} everywhere", role, True, quiet(member(role))) for role in sorted(INSTALLATION_ROLES)
    ]
    return Scene(own, foreign, tuple(people), sample_values(own, foreign))


def quiet(user: User | None) -> Client:
    client = sign_in_quickly(user) if user else Client()
    client.raise_request_exception = False
    return client


def sample_values(*contracts: Contract) -> dict[tuple[str, int | None], object]:
    values: dict[tuple[str, int | None], object] = {}
    for place in places():
        for name in place.arguments:
            if name == "contract":
                continue
            assert name in SAMPLES, (
                f"{place.name}: no sample for <{name}>; add one to SAMPLES in tests/samples.py"
            )
            for contract in contracts if place.in_contract else (None,):
                key = (name, contract and contract.pk)
                if key not in values:
                    values[key] = SAMPLES[name](contract)
    return values


def test_matrix_every_door_opens_to_its_holders_only(scene: Scene) -> None:
    found = mismatches(scene)
    assert not found, "\n".join(found[:40])


def test_matrix_check_notices_a_missing_gate(scene: Scene) -> None:
    """The negative control, with few people: the same check must find open doors."""
    few = ("anonymous", "no role", str(Role.CLERK))
    scene = replace(scene, people=tuple(who for who in scene.people if who.name in few))
    without = [name for name in settings.MIDDLEWARE if name != GATE]
    with override_settings(MIDDLEWARE=without):
        for who in scene.people:
            who.client.handler.load_middleware()
        found = mismatches(scene)
    assert len(found) > 100
    assert any("as anonymous" in line for line in found)
    assert any("as clerk" in line and "not 403" in line for line in found)


def test_every_post_without_token_is_refused(scene: Scene) -> None:
    refused = []
    for place in places():
        if place.screen and ("POST" in place.screen.methods or "POST" in place.screen.permissions):
            for who in scene.people:
                who.client.handler.enforce_csrf_checks = True
                url = scene.url(place, scene.own, who)
                with undone(who.client):
                    response = who.client.post(url)
                # Another system sends no cookie: what it lacks is its own token.
                lacking = 401 if place.screen.door is Door.TOKEN else 403
                # A view that reads its token late (an upload chooses its handler first) is shut by the gate before.
                shut = answer(response) in {SIGN_IN, NOT_THERE}
                if response.status_code != lacking and not (shut and place.name in READS_TOKEN_LATE):
                    refused.append(f"{place.name} as {who.name}: {response.status_code}")
    assert not refused, "\n".join(refused[:40])


def test_get_writes_nothing_but_session_refusals_and_downloads(scene: Scene) -> None:
    """Reading a page changes no table. The time a session was last seen is written, the event of a refusal or of a
    file that was taken away, and the count of tries at the public progress page."""
    writes: list[str] = []

    def watch(execute: object, sql: str, *rest: object) -> object:
        verb = sql.split(None, 1)[0].upper()
        if verb in {"INSERT", "UPDATE", "DELETE", "REPLACE"}:
            writes.append(sql)
        return execute(sql, *rest)  # type: ignore[operator]

    offences = []
    for place in places():
        for who in scene.people:
            url = scene.url(place, scene.own, who)
            writes.clear()
            with undone(who.client), connection.execute_wrapper(watch):
                response = who.client.get(url)
            told = response.status_code == 403 or "text/html" not in response.headers.get("Content-Type", "")
            allowed = ("django_session", *(("records_audit",) if told else ()))
            allowed += ("windows_ratebucket",) if place.name == "windows:progress" else ()
            offences += [
                f"{place.name} as {who.name}: {sql[:90]}"
                for sql in writes
                if not any(t in sql for t in allowed)
            ]
    assert not offences, "\n".join(offences[:40])
