"""A ledger as a table: the rows of a page with their cells, the row of totals, all rows for a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from windows.queries.clock import calendar_between
from windows.queries.ledger_rows import Total, rows_of, values_in_chunks, values_of
from windows.reports.ledger_columns import Cell, Column, Reading, reader, shown_text
from windows.reports.ledgers import Ledger

BACK = timedelta(days=760)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the screen. Shape: `number` is the case's, for its address."""

    pk: int
    number: str
    cells: tuple[tuple[Column, Cell], ...]


def fields_of(ledger: Ledger, columns: Iterable[Column]) -> list[str]:
    """The database fields that these columns read, the case's number first where the rows have one."""
    names = [ledger.link] if ledger.link else []
    names += [name for column in columns for name in column.fields]
    return list(dict.fromkeys(names))


def reading_of(ledger: Ledger, columns: Sequence[Column], ids: Sequence[int], today: date) -> Reading:
    """What reading these rows needs besides them. One query where a column counts working days, one a lookup."""
    lookups = {
        column.lookup: ledger.lookups[column.lookup](ids) for column in columns if column.lookup and ids
    }
    timed = any(column.timed for column in columns)
    exceptions = calendar_between(today - BACK, today).exceptions if timed else {}
    return Reading(today, exceptions, lookups)


def lines_of(ledger: Ledger, columns: Sequence[Column], ids: Sequence[int], today: date) -> list[Line]:
    """A page's rows as the screen shows them."""
    fields = fields_of(ledger, columns)
    places = {name: place for place, name in enumerate(fields, start=1)}
    reading = reading_of(ledger, columns, ids, today)
    readers = [(column, reader(column, places, reading)) for column in columns]
    lines = []
    for row in values_of(ledger.model, ids, fields):
        cells = tuple((column, _cell(column, read(row), row, places)) for column, read in readers)
        lines.append(Line(row[0], row[1] if ledger.link else "", cells))
    return lines


def _cell(column: Column, value: object, row: Sequence[Any], places: dict[str, int]) -> Cell:
    level = column.levels.get(row[places[column.fields[0]]], "none") if column.levels else ""
    return Cell(shown_text(value), level)


def totals_of(
    ledger: Ledger, columns: Sequence[Column], rows: QuerySet[Any], total: Total, today: date
) -> list[str] | None:
    """The row under a ledger's table, a text a column; None where nothing is summed or there are too many rows."""
    summed = [column for column in columns if column.total]
    if not summed or not total.exact or not total.count or total.count > 1000:
        return None
    fields = fields_of(ledger, summed)
    places = {name: place for place, name in enumerate(fields, start=1)}
    reading = reading_of(ledger, summed, [], today)
    values = list(rows_of(rows, total).order_by().values_list("pk", *fields))
    texts = {}
    for column in summed:
        read = reader(column, places, reading)
        found = [value for value in map(read, values) if isinstance(value, int | Decimal)]
        texts[column.key] = _summed(column, found)
    return [texts.get(column.key, "") for column in columns]


def _summed(column: Column, values: Sequence[int | Decimal]) -> str:
    if not values:
        return ""
    if column.total == "sum":
        return shown_text(sum(values))
    mean = Decimal(sum(values)) / len(values)
    return _("平均 %(mean)s") % {"mean": f"{mean:.1f}"}


def rows_for_file(
    ledger: Ledger, columns: Sequence[Column], rows: QuerySet[Any], order: Sequence[str], today: date
) -> Iterator[list[list[object]]]:
    """All rows as values for a file, chunk by chunk; memory stays at one chunk."""
    fields = fields_of(ledger, columns)
    places = {name: place for place, name in enumerate(fields, start=1)}
    steady = [column for column in columns if not column.lookup]
    exceptions = reading_of(ledger, steady, [], today).exceptions
    looking_up = [column for column in columns if column.lookup]
    for chunk in values_in_chunks(rows, order, fields):
        lookups = reading_of(ledger, looking_up, [row[0] for row in chunk], today).lookups
        readers = [reader(column, places, Reading(today, exceptions, lookups)) for column in columns]
        yield [[read(row) for read in readers] for row in chunk]
