"""New rows by the ten thousand: COPY on PostgreSQL, one prepared INSERT on SQLite.

Rows go in as they stand, past save() and signals; the constraints and guards of the database hold as ever.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model

Values = tuple[Any, ...]
# Columns that SQLite keeps as text.
TEXTS_ON_SQLITE = frozenset({"UUIDField", "DateTimeField", "DateField", "TimeField", "DecimalField"})


def fields_of(model: type[Model]) -> list["Field[Any, Any]"]:
    """The columns of a model but its id."""
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def as_it_stands(value: Any) -> Any:
    return value


def ready(model: type[Model], name: str) -> Callable[[Any], Any]:
    """How one column's values, but None, are made ready for this database."""
    field: Any = model._meta.get_field(name)
    if isinstance(field, JSONField):
        return partial(json.dumps, cls=field.encoder)
    if connection.vendor == "sqlite" and field.get_internal_type() in TEXTS_ON_SQLITE:
        return partial(field.get_db_prep_save, connection=connection)
    return as_it_stands


def reader_of(model: type[Model]) -> Callable[[Model], Values]:
    """How a row's values are taken from its instance, ready for this database. Shape: in the order of fields_of.

    The instance has all of its columns: what was deferred is not fetched but refused.
    """
    fields = fields_of(model)
    take = itemgetter(*[field.attname for field in fields])
    prepared = [
        (place, prepare)
        for place, field in enumerate(fields)
        if (prepare := ready(model, field.name)) is not as_it_stands
    ]

    def read(instance: Model) -> Values:
        found = list(take(vars(instance)))
        for place, prepare in prepared:
            if found[place] is not None:
                found[place] = prepare(found[place])
        return tuple(found)

    return read


def give_ids(model: type[Model], count: int) -> list[int]:
    """Ids that nobody else is given. Shape: on SQLite within the transaction that writes the rows."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sequence, [table, count])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        first = cursor.fetchone()[0] + 1
        return list(range(first, first + count))


def add_rows(model: type[Model], rows: Iterable[Values], ids: Sequence[int] | None = None) -> None:
    """Add rows. Shape: values in the order of fields_of; without `ids` the database gives them itself."""
    names = [str(field.column) for field in fields_of(model)]
    if ids is not None:
        names.append(str(model._meta.pk.column))
        rows = ((*row, number) for row, number in zip(rows, ids, strict=True))
    table, listed = model._meta.db_table, ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.copy(f'COPY "{table}" ({listed}) FROM STDIN') as copy,
            ):
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        statement = f'INSERT INTO "{table}" ({listed}) VALUES ({marks})'  # noqa: S608 - names of the model
        cursor.executemany(statement, rows)  # type: ignore[arg-type]
