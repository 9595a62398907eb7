"""Values that two halls are asked with, chosen by their data: the page draws as many rows in one as in the other.

A filter that fills a page in one hall and finds three rows in the other would tell of the rows drawn, not of the size
of the tables.
"""

import json
from collections.abc import Mapping
from typing import Any

from tests.bench._hall import Talker

# the most used value; one whose rows just fill a page; the least used one
COMMON, SELDOM, RARE = "common", "seldom", "rare"
Tally = Mapping[str, int]


def alike(rank: str, small: Tally, large: Tally, page: int) -> tuple[str, str] | None:
    """A value of each hall. Shape: tallies are rows by value; None where one hall has no rows at all.

    Both show the same number of rows wherever the halls have such values: a full page, if that can be had, for the
    common and the seldom value, as few as can be had for the rare one. Else the most, or least, used of each hall.
    """
    if not small or not large:
        return None
    shared = {min(n, page) for n in small.values()} & {min(n, page) for n in large.values()}
    fewest, most = min(shared, default=page), max(shared, default=page)
    if rank == RARE and fewest < page:
        return _with(small, fewest), _with(large, fewest)
    if rank == RARE:
        rows = page if shared else 0
        return _least(small, rows), _least(large, rows)
    if most < page:
        wanted = most if rank == COMMON else sorted(shared)[len(shared) // 2]
        return _with(small, wanted), _with(large, wanted)
    if rank == COMMON or not shared:
        return _most(small), _most(large)
    found = _least(small, page)
    return found, _least(large, small[found])


def _with(tally: Tally, rows: int) -> str:
    return min((value for value, n in tally.items() if n == rows), key=_order)


def _most(tally: Tally) -> str:
    return min(tally, key=lambda value: (-tally[value], _order(value)))


def _least(tally: Tally, rows: int = 0) -> str:
    """The least used value with so many rows at least, or the most used where none has."""
    enough = {value: n for value, n in tally.items() if n >= rows}
    return min(enough, key=lambda value: (enough[value], _order(value))) if enough else _most(tally)


def _order(value: str) -> tuple[int, str]:
    """Keys as numbers, so that of two planted values the first is chosen in either hall."""
    return len(value), value


class Halls:
    """The two halls, asked the same thing at once."""

    def __init__(self, small: Talker, large: Talker) -> None:
        self.small, self.large = small, large
        self._told: dict[str, tuple[Any, Any]] = {}

    def both(self, question: dict[str, Any]) -> tuple[Any, Any]:
        """What each hall answers; asked once."""
        key = json.dumps(question, sort_keys=True)
        if key not in self._told:
            self._told[key] = (self.small.ask(question), self.large.ask(question))
        return self._told[key]

    def fact(self, name: str) -> tuple[Any, Any]:
        small, large = self.both({"facts": True})
        return small[name], large[name]

    def values(self, rank: str, by: str, **rows: str) -> tuple[str, str]:
        """The value of each hall that these rows are narrowed by.

        Shape: `rows` are `ledger` and `query`, or `register`. Where a hall has none of them: those of the cases.
        """
        page, _same = self.fact("page")
        found = alike(rank, *self.both({"tally": {**rows, "by": by}}), page)
        if found is None:
            rows = {"ledger": "acceptance", "query": "span=all"}
            found = alike(rank, *self.both({"tally": {**rows, "by": by}}), page)
        assert found is not None, "both halls have cases"
        return found

    def deep(self, ledger: str, query: str, page: int) -> tuple[int, int]:
        """This page of each hall, or its last full one."""
        rows, size = self.both({"number": {"ledger": ledger, "query": query}}), self.fact("page")[0]
        return min(page, max(rows[0] // size, 1)), min(page, max(rows[1] // size, 1))
