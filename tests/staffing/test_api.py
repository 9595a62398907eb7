"""Punches pushed by the attendance machine: once, all or nothing, in the token's own contract."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from contracts.actions.tokens import make_token
from contracts.enums import ApiScope
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import PunchSource
from staffing.models import Punch
from tests.factories.contracts import member
from tests.factories.staffing import make_person

pytestmark = pytest.mark.django_db


def token(contract: Contract, *scopes: str) -> str:
    return make_token(
        by=member(Role.SECURITY_ADMIN), at=timezone.now(), contract=contract, name="考勤机", scopes=scopes,
        owner=member(Role.SUPERVISOR, contract), expires_on=timezone.localdate() + timedelta(days=30),
    ).text  # fmt: skip


def push(text: str, rows: list[Any], key: str = "k-12345678") -> Any:
    headers = {"Authorization": f"Bearer {text}", "Idempotency-Key": key}
    return Client().post(
        "/api/v1/punches", data=json.dumps(rows), content_type="application/json", headers=headers
    )


def test_rows_are_taken_once(contract: Contract) -> None:
    make_person(contract, number="G1")
    text = token(contract, ApiScope.PUSH_PUNCHES)
    rows = [
        {"number": "G1", "at": f"2026-03-09T{clock}:00+08:00", "device": "一号机"}
        for clock in ("08:15", "12:01")
    ]

    assert push(text, rows).json() == {"added": 2, "known": 0}
    assert push(text, rows).json() == {"added": 2, "known": 0}
    assert push(text, rows, key="k-87654321").json() == {"added": 0, "known": 2}
    assert set(Punch.objects.values_list("source", "device")) == {(PunchSource.API, "一号机")}
    assert Punch.objects.count() == 2


def test_one_unknown_number_refuses_all(contract: Contract, other_contract: Contract) -> None:
    make_person(contract, number="G1")
    make_person(other_contract, number="G2")
    text = token(contract, ApiScope.PUSH_PUNCHES)
    rows = [{"number": number, "at": "2026-03-09T08:15:00+08:00"} for number in ("G1", "G2")]

    answer = push(text, rows)

    assert (
        answer.status_code == 404 and "第 2 条" in answer.json()["error"] and "G2" in answer.json()["error"]
    )
    assert not Punch.objects.exists()


def test_a_time_without_its_zone_and_a_token_without_the_scope_are_refused(contract: Contract) -> None:
    make_person(contract, number="G1")
    row = {"number": "G1", "at": "2026-03-09T08:15:00"}
    assert push(token(contract, ApiScope.PUSH_PUNCHES), [row]).status_code == 422
    good = [row | {"at": "2026-03-09T08:15:00+08:00"}]
    assert push(token(contract, ApiScope.PUSH_TICKETS), good).status_code == 403
    assert not Punch.objects.exists()


def test_a_text_that_cannot_be_stored_is_refused_with_its_mark(contract: Contract) -> None:
    """Only PostgreSQL refuses NUL by itself, and then as a fault of ours."""
    make_person(contract, number="G1")
    rows = [{"number": "G1", "at": "2026-03-09T08:15:00+08:00", "device": "一号\x00机"}]

    answer = push(token(contract, ApiScope.PUSH_PUNCHES), rows)

    assert answer.status_code == 422
    assert "U+0000" in answer.content.decode()
    assert not Punch.objects.exists()
