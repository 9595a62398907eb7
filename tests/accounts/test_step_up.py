"""The password asked once more: one count with sign-in, every refusal kept (security.md A4)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.actions.step_up import confirm_password
from accounts.models import User
from hall_ops.lib.errors import DomainError
from hall_ops.lib.request_context import facts
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.contracts.made import make
from tests.contracts.people import People
from tests.factories.accounts import PASSWORD, UserFactory

HALL, STREET = "10.1.1.7", "203.0.113.9"


class NotSigned(DomainError):
    """A caller's own exception."""


@pytest.fixture
def clock(db: None) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime.fromisoformat("2026-03-02T09:00:00+08:00"), tick=False) as traveller:
        yield traveller


def confirmed(user: User, password: str, address: str = HALL) -> bool:
    with facts(address=address):
        try:
            confirm_password(by=user, password=password, refusal=NotSigned)
        except NotSigned:
            return False
    return True


def test_five_wrong_passwords_stop_the_evaluation_until_the_lock_ends(clock: time_machine.Traveller) -> None:
    user = UserFactory()
    assert not any(confirmed(user, "wrong") for _ in range(5))

    assert not confirmed(user, PASSWORD)
    assert confirmed(user, PASSWORD, STREET)
    clock.shift(timedelta(minutes=16))
    assert confirmed(user, PASSWORD)


def test_failures_count_together_with_those_of_the_sign_in(clock: time_machine.Traveller) -> None:
    user = UserFactory()
    for _ in range(3):
        Client().post("/sign-in/", {"username": user.username, "password": "wrong"}, REMOTE_ADDR=HALL)

    assert not any(confirmed(user, "wrong") for _ in range(2))

    assert not confirmed(user, PASSWORD)
    sign_in = {"username": user.username, "password": PASSWORD}
    assert Client().post("/sign-in/", sign_in, REMOTE_ADDR=HALL).status_code == 422


def test_a_right_password_forgets_the_failures_before(clock: time_machine.Traveller) -> None:
    user = UserFactory()
    for _ in range(3):
        assert not any(confirmed(user, "wrong") for _ in range(4))
        assert confirmed(user, PASSWORD)


def test_every_refusal_is_an_event_without_the_password(clock: time_machine.Traveller) -> None:
    user = UserFactory()
    for _ in range(6):
        confirmed(user, "Wrong-guess-77")

    events = AuditEvent.objects.filter(
        action="password.confirm", actor_id=user.pk, result="refused"
    ).order_by("number")

    assert [event.after["reason"] for event in events] == ["wrong"] * 5 + ["locked"]
    assert "Wrong-guess-77" not in str([event.content() for event in events])


@pytest.mark.django_db(transaction=True)
def test_the_event_outlives_the_refused_action_and_no_transaction_may_hold_it() -> None:
    user = UserFactory()
    assert not confirmed(user, "wrong")
    assert AuditEvent.objects.filter(action="password.confirm").count() == 1

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        confirmed(user, "wrong")


def test_signing_a_decision_with_wrong_passwords_locks_and_is_written_down(
    clock: time_machine.Traveller, client_for: ClientFor
) -> None:
    people = People.of(make("haikou"))
    signing = people.propose()
    address = reverse("contracts:decision-sign-contractor", args=[people.contract.slug, signing.pk])
    client = client_for(people.director)

    def post(password: str) -> str:
        data = {"password": password, "document_hash": signing.document_hash}
        return client.post(address, data).content.decode()

    answers = [post("wrong") for _ in range(5)] + [post(PASSWORD)]

    assert all("口令不正确" in answer for answer in answers)
    signing.refresh_from_db()
    assert signing.contractor_at is None
    event = AuditEvent.objects.filter(action="password.confirm").first()
    assert event is not None and (event.object_id, event.contract_id) == (str(signing.pk), people.contract.pk)
