"""Two workers at once, a queue that loses everything: each message still goes out, and once (security G3, F09)."""

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import redis
from celery import Celery
from django.db import connection, transaction
from django.utils import timezone

from hall_ops import embedded_broker
from hall_ops.lib import bell
from records import postman
from records.actions import post_message
from records.models import OutboxMessage
from tests.factories.outbox import posted
from tests.races import at_once

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db(transaction=True)
MESSAGES, HANDS = 30, 4
# A database of Redis for each of the runner's processes.
REDIS = f"redis://127.0.0.1:6379/{15 - int(os.environ.get('PYTEST_XDIST_WORKER', 'gw0')[2:]) % 8}"
OURS = (b"celery", b"_kombu", b"unacked")
WITHIN_SECONDS = 60.0


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What left, counted; sending takes a moment."""
    counted: Counter[str] = Counter()
    guard = threading.Lock()

    def send(message: OutboxMessage, letter: Any) -> str:
        time.sleep(0.002)
        with guard:
            counted[message.business_key] += 1
        return "http"

    monkeypatch.setattr(postman, "send", send)
    return counted


def test_workers_at_once_send_each_message_once(sent: Counter[str]) -> None:
    for number in range(MESSAGES):
        posted(key=f"k{number}")

    answers = at_once(lambda place: postman.deliver_due(), HANDS)

    assert sum(answers) == MESSAGES  # type: ignore[arg-type]
    assert len(sent) == MESSAGES and set(sent.values()) == {1}


def test_without_the_claim_messages_go_out_twice(sent: Counter[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: the count above notices two workers that do not ask each other."""
    posted(key="k")
    meeting = threading.Barrier(HANDS)

    def unasked(*, message: OutboxMessage, at: Any) -> bool:
        with suppress(threading.BrokenBarrierError):
            meeting.wait(5)
        return message.business_key not in sent or sent[message.business_key] < HANDS

    monkeypatch.setattr(postman, "claim_message", unasked)
    monkeypatch.setattr(
        postman, "_due", lambda blocked: list(OutboxMessage.objects.all()) if not sent else []
    )

    at_once(lambda place: postman.deliver_due(), HANDS)

    assert sent["k"] > 1


def test_the_same_effect_posted_by_many_is_one_message() -> None:
    at_once(lambda place: posted(key="same"), HANDS)

    assert OutboxMessage.objects.count() == 1


# -- a real worker on a real queue that is wiped ---------------------------------------------------------------------
@dataclass
class Queue:
    """A broker of one's own that can forget everything."""

    url: str
    options: dict[str, Any]
    wipe: Callable[[], object]


def folder_queue(folder: Path) -> Queue:
    embedded_broker.register()
    messages = folder / "broker" / "messages"
    options = embedded_broker.transport_options(folder / "broker")
    return Queue("filesystem://", options, lambda: [path.unlink(True) for path in messages.iterdir()])


def redis_queue(folder: Path) -> Queue:
    return Queue(REDIS, {}, redis.Redis.from_url(REDIS).flushdb)


def queues() -> list[Callable[[Path], Queue]]:
    """Redis is tried where one answers and holds nothing of others: it will be wiped. The folder everywhere."""
    try:
        strange = [
            key
            for key in redis.Redis.from_url(REDIS, socket_connect_timeout=1).scan_iter()
            if not key.startswith(OURS)
        ]
    except redis.RedisError:
        return [folder_queue]
    return [folder_queue] if strange else [folder_queue, redis_queue]


@pytest.fixture(params=queues(), ids=lambda make: make.__name__)
def queue(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    made = request.param(tmp_path)
    made.wipe()
    app = Celery("sender", broker=made.url, set_as_current=False)
    app.conf.broker_transport_options = made.options
    monkeypatch.setattr(bell, "current_app", app)
    monkeypatch.setattr(bell, "_ringer", None)
    yield made
    made.wipe()


@pytest.fixture
def worker(queue: Queue, tmp_path: Path, settings: Any) -> Iterator[Callable[[], None]]:
    """Call it to start a Celery worker on the test's own database and queue."""
    running: list[subprocess.Popen[bytes]] = []
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    keys = {
        "SECRET_KEY": settings.SECRET_KEY,
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": url,
        "BROKER_URL": queue.url,
    }
    command = [sys.executable, "-m", "celery", "--app", "hall_ops", "worker", "--pool", "solo"]
    command += ["--without-gossip", "--without-mingle", "--loglevel", "ERROR"]

    def start() -> None:
        (tmp_path / "keys").mkdir(exist_ok=True)
        (tmp_path / "keys" / "personal_data").write_bytes(
            (settings.VAR_DIR / "keys" / "personal_data").read_bytes()
        )
        environment = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **keys}
        running.append(subprocess.Popen(command, cwd=ROOT, env=environment))

    yield start
    for process in running:
        process.kill()
        process.wait()


def lines_in(folder: Path) -> Counter[str]:
    path = folder / "outbox" / "sms.jsonl"
    text = path.read_text() if path.exists() else ""
    return Counter(json.loads(line)["id"] for line in text.splitlines())


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + WITHIN_SECONDS
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.1)
    return condition()


def post_now(number: int) -> None:
    with transaction.atomic():
        now = timezone.now()
        post_message(
            contract=None, channel="sms", kind="case.accepted", to="13800138000", body="x",
            business_key=f"k{number}", at=now,
        )  # fmt: skip


@pytest.mark.slow
def test_a_queue_that_loses_everything_midway_loses_no_message(
    queue: Queue, worker: Callable[[], None], tmp_path: Path
) -> None:
    for number in range(20):
        post_now(number)
    queue.wipe()
    worker()
    for number in range(20, 40):
        post_now(number)
        queue.wipe()

    # The beat goes on as if nothing had happened; no more than one tick is needed.
    assert bell.ring("records.tasks.tick")

    assert wait_for(lambda: OutboxMessage.objects.filter(state="sent").count() == 40)
    assert set(lines_in(tmp_path).values()) == {1} and len(lines_in(tmp_path)) == 40


@pytest.mark.slow
def test_without_the_tick_a_wiped_queue_would_lose_messages(
    queue: Queue, worker: Callable[[], None], tmp_path: Path
) -> None:
    """Negative control: the worker is there and listens, and what nobody rings for stays."""
    post_now(1)
    time.sleep(0.5)
    queue.wipe()
    worker()
    time.sleep(8)
    assert not lines_in(tmp_path)

    post_now(2)

    assert wait_for(lambda: len(lines_in(tmp_path)) == 2)
