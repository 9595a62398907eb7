"""Rows into tables as fast as the database takes them: COPY on PostgreSQL, one prepared INSERT on SQLite."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

Value = str | bytes | None
BLOCK = 2000


def blob_writer() -> Callable[[bytes], Value]:
    """How bytes stand in a row for this database."""
    if connection.vendor == "postgresql":
        return lambda value: f"\\\\x{value.hex()}"
    return lambda value: value


def columns_of(model: type[Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def first_id(model: type[Model], count: int) -> int:
    """The first of so many ids that are nobody else's."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
            first = int(cursor.fetchone()[0])
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, first + count])
            return first
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")  # noqa: S608 - the model's own table
        return int(cursor.fetchone()[0]) + 1


def lines_of(rows: Iterable[Sequence[Value]]) -> Iterable[bytes]:
    """Rows as COPY reads them, in blocks. Shape: no value holds a tab, a line break or, but for bytes, a backslash."""
    block: list[str] = []
    for row in rows:
        block.append("\t".join(["\\N" if value is None else value for value in row]))  # type: ignore[misc]
        if len(block) == BLOCK:
            yield ("\n".join(block) + "\n").encode()
            block = []
    if block:
        yield ("\n".join(block) + "\n").encode()


def write(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """All rows in one transaction."""
    table, names = model._meta.db_table, ", ".join(f'"{name}"' for name in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 0")
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for block in lines_of(rows):
                    copy.write(block)
            return
        marks = ", ".join(["?"] * len(columns))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of the model
        raw: Any = cursor.cursor if hasattr(cursor, "cursor") else cursor
        raw.connection.executemany(statement, rows)
