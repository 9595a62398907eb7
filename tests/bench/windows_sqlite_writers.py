"""Eight clerks register for a minute on the embedded installation's SQLite, its web processes and worker as they run.

Once with the processes script/server starts, once with a web process for each clerk, so that eight connections write at
once: no "database is locked", no acknowledged case lost, no gap. BENCH_SECONDS (60) for each.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from hall_ops.serve import embedded_children
from tests.bench import Measure
from tests.bench._acks import faults_of, rows_in
from tests.bench._clerks import Answer, Form, storm
from tests.bench._hall import ROOT, child
from tests.bench._web import Web, free_port

WRITERS, SECONDS = 8, float(os.environ.get("BENCH_SECONDS", "60"))
LOCKED = b"locked"


def settings_of_embedded(var: Path) -> dict[str, str]:
    """What script/server sets, without the demonstration hall."""
    return {
        "HALL_MODE": "embedded", "HALL_DEMO": "0", "DEBUG": "0", "VAR_DIR": str(var), "LOG_LEVEL": "WARNING",
        "DATABASE_URL": f"sqlite:///{var / 'hall_ops.sqlite3'}", "DJANGO_SETTINGS_MODULE": "hall_ops.settings",
        "BROKER_URL": "filesystem://", "TRUSTED_PROXIES": "0",
    }  # fmt: skip


def hall_in(var: Path, known: dict[str, str]) -> Form:
    """A fresh installation as script/server prepares it, with clerks at their windows."""
    prepare = [sys.executable, "-m", "hall_ops.serve", "prepare"]
    subprocess.run(prepare, cwd=ROOT, env={**os.environ, **known}, check=True, stdout=subprocess.DEVNULL)
    hall: dict[str, Any] = child(known["DATABASE_URL"], "tests.bench._registering", str(WRITERS), **known)
    return Form(hall["url"], hall["body"], hall["cookies"])


def minute(web_processes: int | None) -> tuple[list[Answer], list[str], int]:
    """Shape: (every answer, what does not hold, how often a log or an answer says locked)."""
    with tempfile.TemporaryDirectory() as folder:
        var, port = Path(folder), free_port()
        known = settings_of_embedded(var)
        form = hall_in(var, known)
        commands = {each.name: list(each.argv) for each in embedded_children("127.0.0.1", port, var)}
        if web_processes is not None:
            commands["web"][commands["web"].index("--workers") + 1] = str(web_processes)
        web = Web(commands["web"], port, known, var / "web.log")
        worker = Web(commands["worker"], port, known, var / "worker.log")
        try:
            web.wait_until_up()
            until = time.monotonic() + SECONDS
            answers = storm(port, form, lambda _made: time.monotonic() < until)
        finally:
            web.close()
            worker.close()
        said = b"".join((var / name).read_bytes() for name in ("web.log", "worker.log")).lower().count(LOCKED)
        return answers, faults_in(known["DATABASE_URL"], answers), said + _said_locked(answers)


def faults_in(url: str, answers: list[Answer]) -> list[str]:
    good = [answer for answer in answers if answer.status == 200]
    refused = [answer for answer in answers if answer.status != 200]
    told = [f"{len(refused)} forms were not answered, first {refused[0]}"] if refused else []
    return faults_of(rows_in(url), good, in_doubt=0) + told


def _said_locked(answers: list[Answer]) -> int:
    return sum(LOCKED.decode() in str(answer.body) for answer in answers)


def run() -> list[Measure]:
    measures = []
    for label, processes in (("as deployed", None), (f"{WRITERS} processes", WRITERS)):
        answers, faults, locked = minute(processes)
        for fault in faults[:10]:
            print(f"windows SQLite, {label}: {fault}")
        slowest = max(answer.seconds for answer in answers)
        middle = statistics.median(answer.seconds for answer in answers)
        print(
            f"windows SQLite, {label}: {len(answers)} forms in {SECONDS:.0f} s, "
            f"median {middle:.2f} s, slowest {slowest:.2f} s"
        )
        name = f"windows SQLite, {WRITERS} writers {SECONDS:.0f} s, {label}"
        measures += [
            Measure(f"{name}: 'locked' said", locked, len(answers), 0.0),
            Measure(f"{name}: lost, torn, gaps", len(faults), len(answers), 0.0),
        ]
    return measures
