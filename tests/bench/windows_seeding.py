"""Seeding a hall against the raw COPY of the same rows into the same tables, on PostgreSQL."""

import os
import tempfile
import time
from pathlib import Path
from typing import LiteralString

import psycopg

from tests.bench import Measure
from tests.bench._hall import child, database, manage

CASES, LIMIT = int(os.environ.get("BENCH_SEEDED", "240000")), 2.0
TABLES: tuple[LiteralString, ...] = ("windows_case", "windows_caseevent", "windows_casematerial")


def copied(source: str, target: str, folder: Path) -> float:
    """Seconds of COPY FROM alone, the rows prepared in files, keys checked at its end as in any transaction."""
    with psycopg.connect(source) as reading, reading.cursor() as cursor:
        for table in TABLES:
            with (folder / table).open("wb") as out, cursor.copy(f"COPY {table} TO STDOUT") as copy:
                for block in copy:
                    out.write(block)
    began = time.perf_counter()
    with psycopg.connect(target) as writing, writing.cursor() as cursor:
        for table in TABLES:
            with (folder / table).open("rb") as rows, cursor.copy(f"COPY {table} FROM STDIN") as copy:
                while block := rows.read(1 << 20):
                    copy.write(block)
    return time.perf_counter() - began


def with_masters(source: str, target: str, folder: Path) -> None:
    """The rows that cases refer to, so that the target's keys hold."""
    masters: tuple[LiteralString, ...] = (
        "accounts_user", "contracts_organisation", "contracts_contract", "contracts_venue", "contracts_zone",
        "contracts_window", "windows_serviceitem", "windows_itemversion",
    )  # fmt: skip
    with psycopg.connect(source) as reading, psycopg.connect(target) as writing:
        writing.execute("SET session_replication_role = replica")
        for table in masters:
            path = folder / table
            with path.open("wb") as out, reading.cursor().copy(f"COPY {table} TO STDOUT") as copy:
                for block in copy:
                    out.write(block)
            with writing.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(path.read_bytes())


def run() -> list[Measure]:
    with (
        database("hall_bench_seed") as source,
        database("hall_bench_copy") as target,
        tempfile.TemporaryDirectory() as name,
    ):
        child(source, "tests.bench._contract")
        began = time.perf_counter()
        manage(source, "seed_ledger", "--cases", str(CASES), "--contract", "bench")
        ours = time.perf_counter() - began
        with_masters(source, target, Path(name))
        bare = copied(source, target, Path(name))
    return [
        Measure(
            f"windows seeding, seconds a million of {CASES:,}", ours * 1e6 / CASES, bare * 1e6 / CASES, LIMIT
        )
    ]
