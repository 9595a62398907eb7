"""What walks every address of the product (tests/test_access_matrix.py): people, samples, requests that leave no trace.

A request goes through the whole middleware and view, but not through the test client, which copies the context of
every template it sees; the walk makes tens of thousands of them. Contracts, people and samples are made once; what a
request writes is seen statement by statement and taken back, so that the next one finds all as it was.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.middleware import SEEN
from accounts.models import User
from contracts.actions.contracts import ContractDetails, create_contract
from contracts.models import Contract
from contracts.profile_schema import load_profile
from hall_ops.lib.navigation import Place, places
from hall_ops.lib.permissions import INSTALLATION_ROLES, Role
from records.actions.pulses import feel_pulse
from tests.conftest import sign_in_quickly
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member
from tests.samples import OWN_SAMPLES, SAMPLES

# The walk takes longer than a beat may be silent, or somebody idle on a slow machine.
AHEAD = timedelta(hours=1)


@dataclass(frozen=True)
class Who:
    """Somebody at the door: their role, where it holds ("own", "everywhere"), and what their browser sends along."""

    name: str
    role: Role | None
    everywhere: bool
    user: int | None
    browser: RequestFactory = field(repr=False)
    handler: BaseHandler = field(repr=False)

    def ask(
        self, method: str, url: str, *, token: bool = True, page: bool = True, known: Any = None
    ) -> tuple[HttpResponseBase, Any]:
        """One request of the browser, with or without the form's token. Shape: (response, the user as signed in).

        Without `page` a refusal need not be a page, as for a script of the product; `known` is the user as a request
        just before found them: they are not looked up again.
        """
        request = self.browser.generic(method, url, **({} if page else {"HTTP_ACCEPT": "application/json"}))
        request._dont_enforce_csrf_checks = token  # type: ignore[attr-defined]
        if known is not None:
            request._cached_user = copy(known)  # type: ignore[attr-defined]
        response = self.handler.get_response(request)
        response.close()
        return response, getattr(request, "_cached_user", None)


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
                assert who.user is not None, "a role is held by a user"
                values[name] = OWN_SAMPLES[name](contract, who.user)
        return reverse(place.name, kwargs=values)

    def scribbled(self) -> bool:
        return User.objects.filter(name=SCRIBBLE).exists()


def make_scene() -> Scene:
    own, foreign = make_contract("own-hall"), make_contract("foreign-hall")
    feel_pulse(at=timezone.now() + AHEAD)
    gated = handler()
    people = [at_door("anonymous", None, False, None, gated)]
    people += [at_door("no role", None, False, UserFactory(), gated)]
    people += [at_door(f"{role}", role, False, member(role, own), gated) for role in Role]
    people += [
        at_door(f"{role} everywhere", role, True, member(role), gated) for role in sorted(INSTALLATION_ROLES)
    ]
    return Scene(own, foreign, tuple(people), sample_values(own, foreign))


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


def at_door(name: str, role: Role | None, everywhere: bool, user: User | None, gated: BaseHandler) -> Who:
    """Somebody with a browser of their own, signed in where there is a user."""
    browser = RequestFactory()
    if user is not None:
        client = sign_in_quickly(user)
        session = client.session
        session[SEEN] += AHEAD.total_seconds()
        session.save()
        browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return Who(name, role, everywhere, user.pk if user else None, browser, gated)


def handler() -> BaseHandler:
    """The middleware as the settings name it now."""
    made = BaseHandler()
    made.load_middleware()
    return made


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


@contextmanager
def undone() -> Iterator[list[str]]:
    """Whatever the request writes is taken back, a signing out included. Shape: yields the writes, as they come."""
    writes: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.split(None, 1)[0].upper() in {"INSERT", "UPDATE", "DELETE", "REPLACE"}:
            writes.append(sql)
        return execute(sql, *rest)

    with transaction.atomic(), connection.execute_wrapper(watch):
        yield writes
        transaction.set_rollback(True)


SCRIBBLE = "到此一游"


def scribble(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware that writes whenever it is passed: the negative control of "reading writes nothing"."""

    def write(request: HttpRequest) -> HttpResponse:
        User.objects.update(name=SCRIBBLE)
        return get_response(request)

    return write
