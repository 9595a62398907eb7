"""Rows of ledgers: the row check of what hangs on a case, pages by ids, counts that end at a thousand.

A page is found by ids in the order of an index, then its rows are fetched; a deep page reads the index only, and one
behind the middle is read from the end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet

PAGE, COUNTED, CHUNK = 40, 1000, 2000
DEEPEST = 2500  # the last page one can ask for where nobody knows how many there are


def through_case(model: type[Model], path: str, contract: str = "") -> ScopedQuerySet:
    """Rows that hang on a case, with the row check of the case.

    Shape: `path` ends with two underscores; `contract` is the rows' own column of it, where they have one.
    """

    class RowsOfCases(ScopedQuerySet):
        contract_path = contract or f"{path}contract_id"

        def scope_conditions(self, scope: Scope, standing: Any) -> Q:
            if scope is Scope.DEPARTMENT:
                return Q(**{f"{path}department_id": standing.department_id})
            return super().scope_conditions(scope, standing)

    return RowsOfCases(model)


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows there are. Shape: `exact` is false where counting stopped: there are more than `count`; `ids` are
    all of them where they were found one by one.
    """

    count: int
    exact: bool = True
    ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a page stands among the others. Shape: `last` is None where the total is not known."""

    number: int
    first: int
    shown: int
    total: Total
    has_next: bool

    @property
    def last(self) -> int | None:
        return max(1, -(-self.total.count // PAGE)) if self.total.exact else None

    @property
    def until(self) -> int:
        return self.first + self.shown - 1


def total_of(rows: QuerySet[Any], column: str = "pk") -> Total:
    """The number of rows, counted up to a thousand. Shape: `column` is one that the indexes hold, so that they can tell
    by themselves, without the rows.
    """
    found = rows.order_by().values(column)[: COUNTED + 1].count()
    return Total(min(found, COUNTED), found <= COUNTED)


def total_found(rows: QuerySet[Any], order: Sequence[str] = ()) -> Total:
    """The same of rows that are narrowed down by what they hang on: found once, up to a thousand, from either side.

    With an order they are looked for in it: what stands at one end is not looked for from the other.
    """
    ids = tuple(rows.order_by(*order).values_list("pk", flat=True)[: COUNTED + 1])
    return Total(min(len(ids), COUNTED), len(ids) <= COUNTED, ids if len(ids) <= COUNTED else None)


def rows_of(rows: QuerySet[Any], total: Total) -> QuerySet[Any]:
    """The rows, by their ids where these are known."""
    return rows if total.ids is None else rows.model._base_manager.filter(pk__in=total.ids)


def page_of(rows: QuerySet[Any], order: Sequence[str], number: int, total: Total) -> tuple[list[int], Pages]:
    """The ids of one page, newest first; a page past the end is the last one where the total is known."""
    last = max(1, -(-total.count // PAGE)) if total.exact else None
    number = min(number, last or DEEPEST)
    start, rows = (number - 1) * PAGE, rows_of(rows, total)
    if total.exact and start > total.count // 2:
        ids = _from_the_end(rows, order, total.count - start)
        has_next = number < (last or 0)
    else:
        found = list(rows.order_by(*order).values_list("pk", flat=True)[start : start + PAGE + 1])
        ids, has_next = found[:PAGE], len(found) > PAGE
    return ids, Pages(number, start + 1, len(ids), total, has_next)


def page_shown(rows: QuerySet[Any], shown: QuerySet[Any], number: int) -> tuple[list[Any], Pages]:
    """One page of a list in the rows' own order. Shape: `rows` bare, `shown` the same with all that a line shows.

    Three queries, whatever page it is.
    """
    order = tuple(rows.query.order_by or rows.model._meta.ordering)
    ids, pages = page_of(rows, order, number, total_of(rows))
    found = shown.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found], pages


def _from_the_end(rows: QuerySet[Any], order: Sequence[str], left: int) -> list[int]:
    """A page near the end, read backwards. Shape: `left` rows from its first to the very last."""
    backwards = [name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in order]
    ids = rows.order_by(*backwards).values_list("pk", flat=True)[max(left - PAGE, 0) : left]
    return list(ids)[::-1]


def values_of(model: type[Model], ids: Sequence[int], fields: Sequence[str]) -> list[tuple[Any, ...]]:
    """The values of these rows, in the order of the ids. Shape: the id first, then the fields."""
    found = model._base_manager.filter(pk__in=ids).values_list("pk", *fields)
    rows = {row[0]: row for row in found}
    return [rows[pk] for pk in ids if pk in rows]


def values_in_chunks(
    rows: QuerySet[Any], order: Sequence[str], fields: Sequence[str]
) -> Iterator[list[tuple[Any, ...]]]:
    """All rows' values, streamed: memory stays at one chunk."""
    chunk: list[tuple[Any, ...]] = []
    for row in rows.order_by(*order).values_list("pk", *fields).iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
