"""Browsers of the people around the Haikou contract, and its card's addresses."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessment.models import Scorecard
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.assessment import haikou_contract
from tests.factories.contracts import member

ClientAs = Callable[[Role], Client]
Address = Callable[..., str]
Send = Callable[..., HttpResponse]


@pytest.fixture
def desk(assessor: User) -> Client:
    """The assessor's browser."""
    return sign_in_quickly(assessor)


@pytest.fixture
def client_as(haikou: Contract) -> ClientAs:
    """Somebody else of the contract, by role."""
    return lambda role: sign_in_quickly(member(role, haikou))


@pytest.fixture
def stranger(db: None) -> Client:
    """An assessor of another contract."""
    return sign_in_quickly(member(Role.ASSESSOR, haikou_contract()))


@pytest.fixture
def address(march: Scorecard) -> Address:
    """address("scorecard-pdf") of March 2023."""

    def of(name: str, *more: object) -> str:
        return reverse(f"assessment:{name}", args=[march.contract.slug, march.month, *more])

    return of


@pytest.fixture
def send(desk: Client, address: Address) -> Send:
    """One change of the card as the screen sends it."""

    def post(client: Client | None = None, **fields: Any) -> HttpResponse:
        return (client or desk).post(address("scorecard-entries"), {"key": "a-key-of-this-test", **fields})

    return post
