"""Empty tables without their indexes and keys while rows pour in; all of them back before the transaction ends.

PostgreSQL only, where this is one transaction: broken off at any point, the tables are as they were.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

CONSTRAINTS = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype IN ('u', 'f') ORDER BY contype DESC
"""
INDEXES = """
    SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = %s::regclass AND NOT i.indisprimary
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype = 'u')
"""
# A table with checks still waiting for the end of the transaction cannot be altered: they are made at once.
CHECK_NOW = "SET CONSTRAINTS ALL IMMEDIATE"
NO_LIMITS = (
    "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL maintenance_work_mem = '512MB'"
)


@contextmanager
def bare_tables(*models: type[Model]) -> Iterator[None]:
    """Pour rows into empty tables quickly; where one has rows, or on another database, all are left as they are."""
    if connection.vendor != "postgresql" or any(model._default_manager.exists() for model in models):
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(NO_LIMITS)
        cursor.execute(CHECK_NOW)
        kept = [text for model in models for text in _taken_off(cursor, model._meta.db_table)]
        yield
        for statement in kept:
            cursor.execute(statement)


def _taken_off(cursor: Any, table: str) -> list[str]:
    """Take keys and indexes off. Shape: the statements that bring them back."""
    quote = connection.ops.quote_name
    cursor.execute(CONSTRAINTS, [table])
    constraints = cursor.fetchall()
    cursor.execute(INDEXES, [table])
    indexes = cursor.fetchall()
    for name, _definition in constraints:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {quote(name)}")
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {quote(name)}")
    adds = [f"ALTER TABLE {table} ADD CONSTRAINT {quote(name)} {text}" for name, text in constraints]
    return [text for _name, text in indexes] + adds
