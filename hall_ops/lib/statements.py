"""Several writes in one round trip: a registration under way keeps its locks for as long as its statements travel."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.sql import InsertQuery

# Shape: the text with %s, and what stands in its places.
Statement = tuple[str, Sequence[Any]]


def insertion(rows: Sequence[models.Model]) -> Statement:
    """The statement that writes rows of one model, as bulk_create would, without asking for what was written.

    Shape: at least one row; rows they refer to have their keys. A key is given for all of them or for none.
    """
    keyed = rows[0].pk is not None
    fields = [field for field in rows[0]._meta.local_concrete_fields if keyed or not field.primary_key]
    query = InsertQuery(type(rows[0]))
    query.insert_values(fields, list(rows))
    [(text, values)] = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return text, values


def execute_together(statements: Sequence[Statement]) -> tuple[Any, ...] | None:
    """Execute statements in their order, in one round trip where the database takes them so.

    Shape: the first row of the last one, None where it has none. Raises: RuntimeError outside a transaction, where
    some could hold and others not.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("statements that belong together belong into one transaction")
    with connection.cursor() as cursor:
        # Values bound by the server travel with one statement only (OPTIONS: server_side_binding).
        apart = getattr(connection.features, "uses_server_side_binding", False)
        if connection.vendor == "postgresql" and not apart:
            text = "; ".join(text for text, _values in statements)
            cursor.execute(text, [value for _text, values in statements for value in values])
            while cursor.nextset():
                pass
        else:
            for text, values in statements:
                cursor.execute(text, values)
        return cursor.fetchone() if cursor.description else None
