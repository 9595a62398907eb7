"""The bell rings after the commit, once, and a queue that is away or hangs holds up nobody."""

import socket
import time
from collections.abc import Iterator

import pytest
from celery import Celery
from django.db import transaction

from hall_ops.celery import REDIS_OPTIONS
from hall_ops.lib import bell

AT_ONCE_SECONDS = 0.5


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    heard: list[tuple[object, ...]] = []
    monkeypatch.setattr(bell, "ring_soon", lambda *call: heard.append(call))
    return heard


@pytest.fixture
def silent_queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[Celery]:
    """A Redis that takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(20)
        app = Celery(
            "silent", broker=f"redis://127.0.0.1:{listener.getsockname()[1]}/0", set_as_current=False
        )
        app.conf.broker_transport_options = REDIS_OPTIONS | {"socket_timeout": 0.2}
        monkeypatch.setattr(bell, "current_app", app)
        monkeypatch.setattr(bell, "_ringer", None)
        yield app


@pytest.mark.django_db(transaction=True)
def test_equal_bells_of_a_transaction_ring_once_after_it(rung: list[tuple[object, ...]]) -> None:
    with transaction.atomic():
        bell.ring_after_commit("a")
        bell.ring_after_commit("a")
        bell.ring_after_commit("a", 1)
        assert rung == []

    assert rung == [("a",), ("a", 1)]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_does_not_ring(rung: list[tuple[object, ...]]) -> None:
    with transaction.atomic():
        bell.ring_after_commit("a")
        transaction.set_rollback(True)

    assert rung == []


def test_a_queue_that_hangs_holds_up_nobody(silent_queue: Celery) -> None:
    started = time.monotonic()

    bell.ring_soon("a")

    assert time.monotonic() - started < AT_ONCE_SECONDS


def test_a_queue_that_hangs_is_given_up(silent_queue: Celery) -> None:
    assert bell.ring("a") is False


def test_too_many_bells_are_dropped(silent_queue: Celery) -> None:
    started = time.monotonic()

    for number in range(3 * bell.MOST_WAITING):
        bell.ring_soon("a", number)

    assert time.monotonic() - started < AT_ONCE_SECONDS
