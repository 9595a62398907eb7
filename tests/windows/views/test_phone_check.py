"""Spot checks of the public telephone."""

import pytest
from django.urls import reverse

from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member

pytestmark = pytest.mark.django_db
CHECK = {"line": "0898-65300000", "called_at": "2026-03-02T09:30", "rings": "12", "answered": "0"}


def test_a_check_is_written_down_and_shown() -> None:
    contract = ContractFactory()
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))

    answer = client.post(reverse("windows:phone-check", args=[contract.slug]), CHECK, follow=True)

    assert "无人接听" in answer.content.decode() and contract.phone_checks.get().rings == 12


def test_a_time_to_come_is_refused_and_others_write_nothing() -> None:
    contract = ContractFactory()
    page = reverse("windows:phone-check", args=[contract.slug])
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))

    assert client.post(page, CHECK | {"called_at": "2999-01-01T09:30"}).status_code == 409
    assert sign_in_quickly(member(Role.DIRECTOR, contract)).get(page).status_code == 403
    assert sign_in_quickly(member(Role.CLERK, ContractFactory())).get(page).status_code == 404
