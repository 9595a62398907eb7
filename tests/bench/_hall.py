"""Databases of their own for the windows' benchmarks, on PostgreSQL, made and thrown away here.

BENCH_DATABASE_URL names the server (any database of it), else DATABASE_URL, else the local one. With BENCH_KEEP=1 the
databases stay and are used again; they are called hall_bench_….
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
LOCAL = "postgres://postgres@127.0.0.1:5432/postgres"
KEEP = os.environ.get("BENCH_KEEP") == "1"
VAR_DIR = os.environ.get("VAR_DIR") or str(
    ROOT / "var" / "bench"
)  # the keys that seal what is seeded lie here


def server() -> str:
    """The address of a PostgreSQL server. Raises: SystemExit where none is named or answers."""
    named = os.environ.get("BENCH_DATABASE_URL") or os.environ.get("DATABASE_URL", "")
    url = named if named.startswith("postgres") else LOCAL
    try:
        psycopg.connect(_address(url, "postgres"), connect_timeout=3).close()
    except psycopg.Error as error:
        raise SystemExit(
            f"script/bench windows needs PostgreSQL; {urlsplit(url).hostname} does not answer: {error}".strip()
            + "\nName a server: BENCH_DATABASE_URL=postgres://user@host:5432/postgres script/bench windows"
        ) from error
    return url


def _address(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def exists(name: str) -> bool:
    with psycopg.connect(_address(server(), "postgres"), autocommit=True) as connection:
        return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def make(name: str) -> str:
    """An empty database with the product's tables. Shape: its address."""
    drop(name)
    with psycopg.connect(_address(server(), "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    url = _address(server(), name)
    manage(url, "migrate", "--verbosity", "0")
    return url


def clone(url: str, name: str) -> str:
    """A copy of a database that nobody is connected to. Shape: its address."""
    drop(name)
    with psycopg.connect(_address(server(), "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{url.rpartition("/")[2]}"')  # type: ignore[arg-type]
    return _address(server(), name)


def drop(name: str) -> None:
    with psycopg.connect(_address(server(), "postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]


@contextmanager
def database(name: str) -> Iterator[str]:
    """A fresh database for the time of a measurement."""
    url = make(name)
    try:
        yield url
    finally:
        if not KEEP:
            drop(name)


def environment(url: str, **more: str) -> dict[str, str]:
    found = {
        "VAR_DIR": VAR_DIR,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "HALL_DEMO": "1",
        "LOG_LEVEL": "ERROR",
    }
    return {**os.environ, **found, **more}


def manage(url: str, *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment(url), check=True, stdout=subprocess.DEVNULL)


def child(url: str, module: str, *arguments: str, **more: str) -> Any:
    """Run a module in a process of its own on this database. Shape: the JSON it prints last."""
    command = [sys.executable, "-m", module, *arguments]
    found = subprocess.run(
        command, cwd=ROOT, env=environment(url, **more), check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(found.stdout.strip().splitlines()[-1])


class Talker:
    """A child process that answers one JSON line for each it is sent."""

    def __init__(self, url: str, module: str, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments], cwd=ROOT, env=environment(url), stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdin is not None and self._process.stdout is not None, (
            "both pipes were asked for"
        )
        self._in, self._out = self._process.stdin, self._process.stdout

    def ask(self, question: Any) -> Any:
        self._in.write(json.dumps(question) + "\n")
        self._in.flush()
        line = self._out.readline()
        if not line:
            raise SystemExit(f"a benchmark's child process ended early: {self._process.wait(timeout=10)}")
        return json.loads(line)

    def close(self) -> None:
        self._in.close()
        self._process.wait(timeout=30)
