"""Waking the worker. What is to be done stands in the database, so a bell that nobody hears costs a minute at most.

A queue that is away or hangs must not hold up a request: a thread of the process rings, the request goes on.
"""

import logging
import os
import queue
import threading
import time
from dataclasses import dataclass

from celery import current_app
from django.db import connection, transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
# After a ring in vain the process leaves the queue alone for a while.
SILENT_SECONDS = 30.0
MOST_WAITING = 100


@dataclass(frozen=True, slots=True)
class _Ring:
    """One bell waiting for the end of the transaction; equal ones ring once."""

    task: str
    args: tuple[int, ...]

    def __call__(self) -> None:
        ring_soon(self.task, *self.args)


class _Ringer:
    """The thread that rings, of one process: a forked child makes its own."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.waiting: queue.Queue[_Ring] = queue.Queue(MOST_WAITING)
        threading.Thread(target=self._run, name="bell", daemon=True).start()

    def _run(self) -> None:
        while True:
            bell = self.waiting.get()
            if not ring(bell.task, *bell.args):
                time.sleep(SILENT_SECONDS)
                while not self.waiting.empty():
                    self.waiting.get()


_ringer: _Ringer | None = None


def ring_after_commit(task: str, *args: int) -> None:
    """Ring once the transaction at hand has become true; at once where there is none."""
    bell = _Ring(task, args)
    if not any(waiting[1] == bell for waiting in connection.run_on_commit):
        transaction.on_commit(bell)


def ring_soon(task: str, *args: int) -> None:
    """Ring without waiting for the queue. More bells than can wait are dropped: those before them wake the worker."""
    global _ringer
    if _ringer is None or _ringer.process != os.getpid():
        _ringer = _Ringer()
    try:
        _ringer.waiting.put_nowait(_Ring(task, args))
    except queue.Full:
        log.info("the bell is busy", extra={"task": task})


def ring(task: str, *args: int) -> bool:
    """Send a task by its name. Shape: False when the queue did not take it; the tick finds the work anyway."""
    try:
        current_app.send_task(task, args=args, ignore_result=True, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("the queue is away", extra={"task": task, "reason": type(error).__name__})
        return False
    return True
