"""What a job and its page tell each other while the job keeps SQLite to itself: small files beside the database.

During one long transaction nobody else writes to SQLite, not even how far the job is or that it is to stop. Where two
can write at once nothing of this is needed, and nothing is left.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from records.models import Job


@dataclass(frozen=True, slots=True)
class Told:
    """How far a job is. Shape: `at` in seconds since 1970."""

    at: float
    done: int
    total: int | None
    message: str


def tell_beside(*, job: Job, at: datetime, done: int, total: int | None, message: str) -> None:
    """The database did not take it: say here how far the job is."""
    path = _path(job, "told")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    half.write_text(json.dumps(asdict(Told(at.timestamp(), done, total, message))), encoding="utf-8")
    os.replace(half, path)


def told_beside(job: Job) -> Told | None:
    """What was said here since the job last reached the database."""
    try:
        told = Told(**json.loads(_path(job, "told").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return told if job.heartbeat_at is not None and told.at > job.heartbeat_at.timestamp() else None


def ask_beside(*, job: Job) -> None:
    """Ask a running job to stop, ahead of the database: only when it stops, the database takes the request itself."""
    if connection.vendor == "sqlite":
        path = _path(job, "stop")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch()


def asked_beside(*, job: Job) -> bool:
    return _path(job, "stop").exists()


def forget_beside(*, job: Job) -> None:
    for kind in ("told", "stop"):
        _path(job, kind).unlink(missing_ok=True)


def _path(job: Any, kind: str) -> Path:
    return Path(settings.VAR_DIR) / "jobs" / f"{job.pk}.{kind}"
