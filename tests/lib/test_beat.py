"""The scheduler of the embedded installation, real: beat, worker, queue, database. Killed, it comes back."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hall_ops.serve import embedded_children
from hall_ops.supervise import ROOT, Supervisor

PATIENCE = 120.0


@pytest.fixture
def background(tmp_path: Path) -> Iterator[Supervisor]:
    """Worker and beat as script/server runs them, over a database of their own, under the real supervisor."""
    environment = os.environ | {
        "VAR_DIR": str(tmp_path),
        "HALL_MODE": "embedded",
        "HALL_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "tests.lib.quick_tick",
    }
    environment.pop("DATABASE_URL", None)
    environment.pop("BROKER_URL", None)
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
    children = [child for child in embedded_children("127.0.0.1", 1, tmp_path) if not child.essential]
    supervisor = Supervisor(children, tmp_path / "logs", environment=environment)
    supervisor.open_logs()
    for child in children:
        child.not_before = 0.0
    looking = threading.Thread(target=supervisor.run, daemon=True)
    looking.start()
    yield supervisor
    supervisor.stopping = True
    looking.join()


def asked(var: Path, statement: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(var / "hall_ops.sqlite3", timeout=20)) as database, database:
        return database.execute(statement).fetchall()


def wait_for(condition: Callable[[], object]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.2)
    return False


@pytest.mark.slow
def test_a_killed_beat_is_started_again_and_due_jobs_run(background: Supervisor, tmp_path: Path) -> None:
    done = "SELECT job FROM records_scheduledrun WHERE state = 'done'"
    assert wait_for(lambda: asked(tmp_path, done)), (tmp_path / "logs" / "beat.log").read_text()
    beat = next(child for child in background.children if child.name == "beat")
    assert beat.process
    killed = beat.process.pid

    os.killpg(killed, signal.SIGKILL)

    assert wait_for(lambda: beat.running() and beat.process and beat.process.pid != killed)
    asked(tmp_path, "DELETE FROM records_scheduledrun")
    before = asked(tmp_path, "SELECT at FROM records_pulse")
    assert wait_for(lambda: asked(tmp_path, done)), (tmp_path / "logs" / "beat.log").read_text()
    assert asked(tmp_path, "SELECT at FROM records_pulse") > before
