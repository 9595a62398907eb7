"""New rows by the ten thousand: COPY on PostgreSQL, one prepared INSERT on SQLite.

Rows go in as they stand, past save() and signals; the constraints and guards of the database hold as ever.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model

Values = tuple[Any, ...]
PREPARED = {
    "postgresql": {"JSONField"},
    "sqlite": {"JSONField", "UUIDField", "DateTimeField", "DateField", "TimeField", "DecimalField"},
}


def fields_of(model: type[Model]) -> list["Field[Any, Any]"]:
    """The columns of a model but its id."""
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def reader_of(model: type[Model]) -> Callable[[Model], Values]:
    """How a row's values are taken from its instance, ready for this database. Shape: in the order of fields_of."""
    prepared = PREPARED[connection.vendor]
    fields = [
        (field.attname, field.get_db_prep_save if field.get_internal_type() in prepared else None)
        for field in fields_of(model)
    ]

    def read(instance: Model) -> Values:
        found = []
        for name, prepare in fields:
            value = getattr(instance, name)
            found.append(value if prepare is None or value is None else prepare(value, connection))
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
