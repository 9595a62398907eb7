"""Did anything change since the last start? Answered in milliseconds, before Django is loaded. Standard library only.

A start prepares database, checks, demo data and static files in a process of its own. When program, packages, settings,
keys and the shape of the database (tables, guards, applied migrations) are what they were when that last succeeded,
there is nothing to prepare. Whatever cannot be told counts as changed.
"""

import hashlib
import json
import os
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from hall_ops.supervise import ROOT

SETTING = re.compile(r"^#?([A-Z_]+)=", re.MULTILINE)
SHAPE = """
    SELECT type, name, sql FROM sqlite_master
    UNION ALL SELECT app, name, applied FROM django_migrations
    ORDER BY 1, 2
"""


def recall(var: Path) -> str | None:
    """What the last start showed, when nothing changed since; None when there is something to prepare."""
    try:
        kept = json.loads(stamp(var).read_text(encoding="utf-8"))
        return str(kept["shown"]) if kept["state"] == state(var) else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def remember(var: Path, shown: str) -> None:
    """Keep what this start showed for the next, if its state can be told."""
    found = state(var)
    if found:
        stamp(var).write_text(json.dumps({"state": found, "shown": shown}), encoding="utf-8")


def stamp(var: Path) -> Path:
    return var / "prepared.stamp"


def state(var: Path) -> str | None:
    """A hash over all that a start depends on; None for a database that is no file of this installation."""
    database = var / "hall_ops.sqlite3"
    if os.environ.get("DATABASE_URL") or not database.is_file() or not (var / "static").is_dir():
        return None
    program = files(ROOT, sorted(path.parent.name for path in ROOT.glob("*/__init__.py")))
    given = (*settings_given(), *program, packages(), *files(var, ["keys"]), *shape(database))
    return fingerprint([sys.version, *given, static_fingerprint()])


def fingerprint(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def settings_given() -> list[str]:
    """Every setting with its value in the environment, as .env.example lists them."""
    names = SETTING.findall((ROOT / ".env.example").read_text(encoding="utf-8"))
    return [f"{name}={os.environ.get(name)!r}" for name in sorted(set(names))]


def packages() -> str:
    """Which packages script/bootstrap put in place."""
    ready = ROOT / ".venv" / ".ready"
    return ready.read_text(encoding="utf-8") if ready.exists() else ""


def shape(database: Path) -> list[str]:
    """Which file it is, its tables, triggers and migrations.

    Raises: OSError when it cannot be read.
    """
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=rw", uri=True)) as connection:
            rows = connection.execute(SHAPE).fetchall()
    except sqlite3.Error as error:
        raise OSError(f"{database}: {error}") from error
    return [str(database.stat().st_ino), *map(repr, rows)]


def static_fingerprint() -> str:
    """A hash that changes with any static file or any installed package."""
    return fingerprint([(ROOT / "requirements.txt").read_text(encoding="utf-8"), *files(ROOT, ["static"])])


def files(root: Path, folders: Iterable[str]) -> Iterator[str]:
    """Every file under these folders with its size and its time, without what Python compiles beside it."""
    for folder in folders:
        for place, inner, names in os.walk(root / folder):
            inner[:] = sorted(set(inner) - {"__pycache__"})
            for name in sorted(names):
                path = Path(place, name)
                found = path.stat()
                yield f"{path.relative_to(root)}|{found.st_size}|{found.st_mtime_ns}"
