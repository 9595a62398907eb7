"""Web workers are killed (kill -9) while fifty clerks register: no acknowledged case is lost, none is torn or double.

The client keeps a journal of what was acknowledged, on the disk before the next form (security.md 4.2, F01). Then every
form in doubt is sent again and makes exactly one case. The negative control takes the guard away (_answer_first): the
same journal must then find lost cases. BENCH_KILLS (20); each kill waits for BENCH_BETWEEN (10) acknowledgements.
"""

import os
import random
import signal
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.bench import Measure
from tests.bench._acks import Journal, faults_of, lost, rows_in
from tests.bench._clerks import Answer, Form, again, storm
from tests.bench._hall import child, database, manage
from tests.bench._web import Web, forget_bells, gunicorn, settings_of_server

CLERKS = 50
KILLS, BETWEEN = int(os.environ.get("BENCH_KILLS", "20")), int(os.environ.get("BENCH_BETWEEN", "10"))
TRIES, STUCK_SECONDS, READY_SECONDS = 20, 120.0, 3.0
# Longer than the control keeps its transactions open: only what a kill took is missing then.
SETTLED_SECONDS = 3.0


class Killer(threading.Thread):
    """Kills one serving worker after another, each time so many more forms were acknowledged."""

    def __init__(self, web: Web, journal: Journal, kills: int) -> None:
        super().__init__(daemon=True)
        self._web, self._journal, self._kills = web, journal, kills
        self.answers: list[Answer] = []
        self.acknowledged = self.killed = 0
        self.failure = ""

    def hear(self, answer: Answer) -> None:
        self.answers.append(answer)
        if answer.status == 200:
            self._journal.write(answer)
            self.acknowledged += 1

    def run(self) -> None:
        seen: dict[int, float] = {}
        for _kill in range(self._kills):
            goal, until = self.acknowledged + BETWEEN, time.monotonic() + STUCK_SECONDS
            while self.acknowledged < goal and time.monotonic() < until:
                for worker in self._web.workers:
                    seen.setdefault(worker, time.monotonic())
                time.sleep(random.uniform(0.01, 0.1))
            if self.acknowledged < goal:
                self.failure = f"after {self.killed} kills nothing was acknowledged for {STUCK_SECONDS:.0f} s"
                return
            alive = set(self._web.workers)
            serving = [
                worker for worker in alive if time.monotonic() - seen.get(worker, 1e12) > READY_SECONDS
            ]
            with suppress(ProcessLookupError):
                os.kill(random.choice(serving or sorted(alive)), signal.SIGKILL)
                self.killed += 1


def crash(name: str, *, kills: int, **more: str) -> tuple[list[Answer], list[str], int]:
    """Shape: (every answer, what does not hold, cases acknowledged and lost)."""
    with database(name) as url, tempfile.TemporaryDirectory() as folder:
        known = {**settings_of_server(url, folder), **more}
        hall: dict[str, Any] = child(url, "tests.bench._registering", str(CLERKS), **known)
        form = Form(hall["url"], {**hall["body"], "sms": "on"}, hall["cookies"])
        journal = Journal(Path(folder) / "journal")
        with gunicorn(known, Path(folder)) as web:
            killer = Killer(web, journal, kills)
            killer.start()
            storm(web.port, form, lambda _made: killer.is_alive(), killer.hear)
            killer.join()
            if killer.failure:
                raise SystemExit(killer.failure)
            time.sleep(SETTLED_SECONDS)
            told = [(line["key"], line["number"]) for line in journal.read()]
            gone = len(lost(rows_in(url), told))
            faults = [] if more else settle(url, web, form, killer.answers)
        if not more:
            manage(url, "verify_chain")
        forget_bells()
        print(
            f"{name}: {killer.killed} workers killed, {killer.acknowledged} acknowledged, {gone} of them lost, "
            f"{len(killer.answers) - killer.acknowledged} in doubt"
        )
        return killer.answers, faults, gone


def settle(url: str, web: Web, form: Form, answers: list[Answer]) -> list[str]:
    """What does not hold before and after the forms in doubt are sent again."""
    good = [answer for answer in answers if answer.status == 200]
    doubtful = [answer for answer in answers if answer.status != 200]
    before = faults_of(rows_in(url), good, in_doubt=len(doubtful), messages=1)
    replies = []
    for answer in doubtful:
        for _try in range(TRIES):
            reply = again(web.port, form, answer)
            if reply.status == 200:
                break
            time.sleep(0.5)
        replies.append(reply)
    unanswered = [reply for reply in replies if reply.status != 200]
    after = faults_of(rows_in(url), [*good, *replies], in_doubt=0, messages=1)
    return [*before, *after, *(f"a form in doubt was answered {reply.status} again" for reply in unanswered)]


def run() -> list[Measure]:
    answers, faults, gone = crash("hall_bench_crash", kills=KILLS)
    for fault in faults[:10]:
        print(f"windows crash: {fault}")
    acknowledged = sum(answer.status == 200 for answer in answers)
    _answers, _faults, missed = crash("hall_bench_crash_control", kills=KILLS, BENCH_ANSWER_FIRST="1")
    return [
        Measure(f"windows crash, acknowledged and lost over {KILLS} kills", gone, acknowledged, 0.0),
        Measure("windows crash, other faults", len(faults), acknowledged, 0.0),
        # one lost at least: that the journal can fail
        Measure("windows crash, control: one over what it finds lost", 1, missed, 1.0),
    ]
