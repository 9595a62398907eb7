"""Every address × method × role × contract, generated from the URL table and the printed matrix.

What is expected is computed here from the screens' declarations and the matrix's own text, not by the gate's code;
one test takes the gate away and sees that these checks notice. The addresses are walked in parts, so that several
processes share them; the first test sees that none is left out. How the walk stays cheap: tests/walking.py.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from hall_ops.lib.navigation import Place, places
from hall_ops.lib.permissions import MATRIX, Role
from hall_ops.lib.screens import Door
from tests.walking import Scene, Who, handler, make_scene, undone

GATE = "contracts.middleware.ScreenGateMiddleware"
SIGN_IN, NOT_THERE, FORBIDDEN, NO_METHOD, OPEN = "to sign-in", "404", "403", "405", "open"
NO_TOKEN = "401"
READS_TOKEN_LATE = {"windows:old-ledger-list"}
# Enough parts that two processes end together, few enough that each is worth starting.
PARTS = 24


def part(number: int) -> list[Place]:
    """Every PARTS-th address: neighbours, which cost alike, are dealt out to different parts."""
    return list(places())[number::PARTS]


each_part = pytest.mark.parametrize("number", range(PARTS))


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


def answer(response: HttpResponseBase) -> str:
    if response.status_code in (401, 403, 404, 405):
        return str(response.status_code)
    if response.status_code >= 500:
        return f"crash {response.status_code}"
    if response.status_code == 302 and response.headers["Location"].startswith(
        reverse("accounts:sign-in") + "?next="
    ):
        return SIGN_IN
    return OPEN


def mismatches(scene: Scene, doors: list[Place]) -> list[str]:
    """What the doors answer otherwise than they should, and what reading one's own contract's pages wrote."""
    found = []
    for place in doors:
        for contract in (scene.own, scene.foreign) if place.in_contract else (scene.own,):
            for index, who in enumerate(scene.people):
                url, known = scene.url(place, contract, who), None
                # PUT and DELETE take the same path, so each is tried by every other person.
                for method in ("GET", "POST", ("PUT", "DELETE")[index % 2]):
                    wanted = expected(place, method, who, foreign=contract == scene.foreign)
                    with undone() as writes:
                        page = method == "GET" or wanted not in (NOT_THERE, FORBIDDEN)
                        response, found_user = who.ask(method, url, page=page, known=known)
                    # Reading changes nothing (see below), so whom it found signed in still holds for what follows.
                    known = found_user if method == "GET" else known
                    got = answer(response)
                    where = f"{method} {place.name} as {who.name} in {contract.slug}"
                    if got != wanted:
                        found.append(f"{where}: {got}, not {wanted}")
                    if method == "GET" and contract == scene.own:
                        found += [f"{where} writes: {sql[:90]}" for sql in offences(place, response, writes)]
    return found


def offences(place: Place, response: HttpResponseBase, writes: list[str]) -> list[str]:
    """Writes that reading a page may not do. The time a session was last seen is written, the event of a refusal or
    of a file that was taken away, and the count of tries at the public progress page."""
    told = response.status_code == 403 or "text/html" not in response.headers.get("Content-Type", "")
    allowed = ("django_session", *(("records_audit",) if told else ()))
    allowed += ("windows_ratebucket",) if place.name == "windows:progress" else ()
    return [sql for sql in writes if not any(table in sql for table in allowed)]


@pytest.fixture(autouse=True)
def _quiet_log() -> Iterator[None]:
    """Thousands of refusals are expected here; they would bury a real finding."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def _stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """Contracts, people and samples of all addresses, made once for this file and taken back after it."""
    request_finished.disconnect(close_old_connections)  # the walk's one connection is the test's own
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_scene()
        transaction.set_rollback(True)
    request_finished.connect(close_old_connections)


@pytest.fixture
def scene(_stage: Scene, db: None) -> Scene:
    return _stage


def test_the_parts_leave_no_address_out() -> None:
    dealt = Counter(place.route for number in range(PARTS) for place in part(number))

    assert dealt == Counter(place.route for place in places())
    assert set(dealt.values()) == {1} and len(dealt) > 300


@each_part
def test_matrix_every_door_opens_to_its_holders_only_and_reading_writes_nothing(
    scene: Scene, number: int
) -> None:
    found = mismatches(scene, part(number))
    assert not found, "\n".join(found[:40])


def test_matrix_check_notices_a_missing_gate(scene: Scene) -> None:
    """The negative control, with few people at every sixth address: the same check must find each of these open."""
    few = ("anonymous", "no role", str(Role.CLERK))
    doors = list(places())[::6]
    with override_settings(MIDDLEWARE=[name for name in settings.MIDDLEWARE if name != GATE]):
        ungated = handler()
        people = tuple(replace(who, handler=ungated) for who in scene.people if who.name in few)
        found = mismatches(replace(scene, people=people), doors)
    shut = [place for place in doors if place.screen and place.screen.door is Door.PERMISSION]
    noticed = {line.split()[1] for line in found if " as anonymous in own-hall: " in line}
    assert len(found) > 100 and noticed >= {place.name for place in shut}
    assert any("as clerk" in line and "not 403" in line for line in found)


def test_matrix_check_notices_a_page_that_writes(scene: Scene) -> None:
    """The second negative control: a GET that writes is named, and what it wrote is gone afterwards."""
    page = next(place for place in places() if place.name == "contracts:overview")
    writer = next(who for who in scene.people if who.role is Role.DIRECTOR and not who.everywhere)
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, "tests.walking.scribble"]):
        people = (replace(writer, handler=handler()),)
        found = mismatches(replace(scene, people=people), [page])
    assert [line for line in found if "writes: UPDATE" in line and "accounts_user" in line]
    assert not scene.scribbled()


@each_part
def test_every_post_without_token_is_refused(scene: Scene, number: int) -> None:
    refused = []
    for place in part(number):
        if place.screen and ("POST" in place.screen.methods or "POST" in place.screen.permissions):
            for who in scene.people:
                url = scene.url(place, scene.own, who)
                with undone():
                    response, _user = who.ask("POST", url, token=False, page=False)
                # Another system sends no cookie: what it lacks is its own token.
                lacking = 401 if place.screen.door is Door.TOKEN else 403
                # A view that reads its token late (an upload chooses its handler first) is shut by the gate before.
                shut = answer(response) in {SIGN_IN, NOT_THERE}
                if response.status_code != lacking and not (shut and place.name in READS_TOKEN_LATE):
                    refused.append(f"{place.name} as {who.name}: {response.status_code}")
    assert not refused, "\n".join(refused[:40])
