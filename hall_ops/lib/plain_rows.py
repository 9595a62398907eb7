"""Rows of a large reading without the conversions Django makes value by value.

SQLite keeps days and moments as text. Its driver reads each through a function of Python's and Django makes each
moment aware through four calls more, which costs several times what reading the row did; many rows share them.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import QuerySet
from django.db.models.functions import Cast

Row = tuple[Any, ...]


def plain_rows(rows: "QuerySet[Any, Any]", *names: str) -> list[Row]:
    """What `rows.values_list(*names)` gives, as one list of tuples.

    Shape: columns of numbers, text, booleans, days and moments (aware, in UTC). Raises: TypeError where a column needs
    more than that to be read (JSON, sealed values; on SQLite decimals and times of day as well).
    """
    asked = rows.values_list(*names)
    compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        text, values = compiler.as_sql()
    except EmptyResultSet:
        return []
    fields = [column.output_field for column, _text, _alias in compiler.select]
    days = {at: _reader(field) for at, field in enumerate(fields) if isinstance(field, models.DateField)}
    if connection.vendor == "sqlite" and days:
        wanted = [Cast(name, models.TextField()) if at in days else name for at, name in enumerate(names)]
        compiler = rows.values_list(*wanted).query.get_compiler(DEFAULT_DB_ALIAS)
        text, values = compiler.as_sql()
    columns = [column for column, _text, _alias in compiler.select]
    known = (*days, *(at for at, field in enumerate(fields) if isinstance(field, models.BooleanField)))
    if others := [names[at] for at in compiler.get_converters(columns) if at not in known]:
        raise TypeError(f"plain_rows reads no columns that need converting: {', '.join(others)}")
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        found: list[Row] = cursor.fetchall()
    if not found or connection.vendor != "sqlite":
        return found
    apart = list(zip(*found, strict=True))
    for at, read in days.items():
        seen = {value: read(value) for value in set(apart[at]) if value is not None}
        apart[at] = tuple(map(seen.get, apart[at]))
    return list(zip(*apart, strict=True))


def _reader(field: "models.DateField[Any, Any]") -> Callable[[str], date]:
    return _moment if isinstance(field, models.DateTimeField) else date.fromisoformat


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")
