"""Seeding a hall against the raw COPY of the same rows into the same tables, on PostgreSQL.

Both sides write every row of every table that the seeding touched (cases, logs, papers, daily and monthly figures, and
the items, people and places it made up), into a database with the same rows before and the same indexes, keys, checks
and triggers afterwards. Ours takes indexes off and makes them again; COPY alone leaves them where they are.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

from tests.bench import Measure
from tests.bench._hall import child, clone, database, drop, manage

CASES, LIMIT = int(os.environ.get("BENCH_SEEDED", "240000")), 2.0
LAST = "SELECT COALESCE(MAX(id), 0) FROM {}"
KEYED_BY_ID = """
    SELECT c.table_name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name = 'id' AND c.data_type = 'bigint'
"""


def last_ids(url: str) -> dict[str, int]:
    """The last id of every table."""
    with psycopg.connect(url) as connection:
        names = [name for (name,) in connection.execute(KEYED_BY_ID).fetchall()]
        return {name: _number(connection, sql.SQL(LAST).format(sql.Identifier(name))) for name in names}


def _number(connection: psycopg.Connection, query: sql.Composed) -> int:
    row = connection.execute(query).fetchone()
    assert row is not None, "an aggregate has one row"
    return int(row[0])


def rows_to_files(url: str, before: dict[str, int], folder: Path) -> dict[str, int]:
    """Every row that came since, a file a table, as COPY reads it. Shape: table → rows."""
    found = {}
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for table, last in before.items():
            query = sql.SQL("COPY (SELECT * FROM {} WHERE id > {}) TO STDOUT")
            with (folder / table).open("wb") as out, cursor.copy(
                query.format(sql.Identifier(table), sql.Literal(last))
            ) as copy:  # fmt: skip
                for block in copy:
                    out.write(block)
            if cursor.rowcount:
                found[table] = cursor.rowcount
    return found


def copied(url: str, tables: dict[str, int], folder: Path) -> float:
    """Seconds of COPY FROM alone, the rows prepared in files, keys checked at its end as in any transaction."""
    began = time.perf_counter()
    with psycopg.connect(url) as writing, writing.cursor() as cursor:
        for table in tables:
            copy_in = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
            with (folder / table).open("rb") as rows, cursor.copy(copy_in) as copy:
                while block := rows.read(1 << 20):
                    copy.write(block)
    return time.perf_counter() - began


def run() -> list[Measure]:
    with database("hall_bench_seed") as source, tempfile.TemporaryDirectory() as name:
        child(source, "tests.bench._contract")
        target, before = clone(source, "hall_bench_copy"), last_ids(source)
        began = time.perf_counter()
        manage(source, "seed_ledger", "--cases", str(CASES), "--contract", "bench")
        ours = time.perf_counter() - began
        try:
            tables = rows_to_files(source, before, Path(name))
            bare = copied(target, tables, Path(name))
        finally:
            drop("hall_bench_copy")
    rows = sum(tables.values())
    print(f"seeding: {CASES:,} cases, {rows:,} rows: {tables}", file=sys.stderr)
    return [Measure("windows seeding, seconds a million rows", ours * 1e6 / rows, bare * 1e6 / rows, LIMIT)]
