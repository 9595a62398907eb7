"""Waking the worker. What is to be done stands in the database, so a bell that nobody hears costs a minute at most.

A queue that is away must not hold up requests: the first ring that fails silences the bell of this process for a while.
"""

import logging
import time
from dataclasses import dataclass

from celery import current_app
from django.db import connection, transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
SILENT_SECONDS = 30.0
_silent_until = 0.0


@dataclass(frozen=True, slots=True)
class _Ring:
    """One bell waiting for the end of the transaction; equal ones ring once."""

    task: str
    args: tuple[int, ...]

    def __call__(self) -> None:
        ring(self.task, *self.args)


def ring_after_commit(task: str, *args: int) -> None:
    """Ring once the transaction at hand has become true; at once where there is none."""
    bell = _Ring(task, args)
    if not any(waiting[1] == bell for waiting in connection.run_on_commit):
        transaction.on_commit(bell)


def ring(task: str, *args: int) -> bool:
    """Send a task by its name. Shape: False when the queue did not take it; the tick finds the work anyway."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    try:
        current_app.send_task(task, args=args, ignore_result=True, retry=False)
    except (OperationalError, OSError) as error:
        _silent_until = time.monotonic() + SILENT_SECONDS
        log.warning("the queue is away", extra={"task": task, "reason": type(error).__name__})
        return False
    return True
