"""The figures of seeded days, counted while the cases are made: what `count_day` finds afterwards, without reading.

A day is over once the cases registered on it are made, for nothing happens to a case before it is registered.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from windows.enums import TallyDimension, TallyKind, TallySpan
from windows.rules.rating_tallies import NAMES as RATING_NAMES
from windows.rules.tallies import NAMES
from windows.seeding.lives import Life
from windows.seeding.places import Seat, Thing
from windows.seeding.writing import Value

TALLY_COLUMNS = ("contract_id", "span", "starts_on", "dimension", "key", "kind", *NAMES)
TALLY_DAY_COLUMNS = ("contract_id", "day", "is_dirty", "counted_at")
VISITS_COLUMNS = ("contract_id", "day", "dimension", "key", *RATING_NAMES)
RATING_DAY_COLUMNS = ("contract_id", "day", "counted_at")
PLACE = {name: place for place, name in enumerate(NAMES)}
ENDS = {"void": "voided", "refuse": "refused", "not_applicable": "refused", "withdraw": "withdrawn"}
ALL, ITEM, DEPARTMENT, WINDOW, CLERK, ZONE = (str(each) for each in TallyDimension)
RATED = frozenset({ALL, DEPARTMENT, WINDOW, CLERK})
Cell = tuple[str, int, str]
Cells = dict[Cell, list[int]]


def happened(life: Life, day: int, *, on_spot: bool) -> list[tuple[int, int]]:
    """What counts of a case registered on a day. Shape: (the day's place, the figure's place in NAMES)."""
    found = [(day, PLACE["received"])]
    if life.accepted is not None:
        found.append((life.accepted[0], PLACE["accepted"]))
    if life.decided is not None:
        place, due = life.decided[0], life.due
        assert due is not None, "what is decided was accepted, and has a day it is due"
        early = place < due and not on_spot
        name = "late" if place > due else "early" if early else "on_time"
        found += [(place, PLACE["decided"]), (place, PLACE[name])]
        if life.concluded == "denied":
            found.append((place, PLACE["denied"]))
    if life.issued is not None:
        found.append((life.issued[0], PLACE["issued_post" if life.delivery == "post" else "issued_counter"]))
    if life.told or life.closed is not None:
        for moment, action, _before, _after in life.log:
            if action == "tell_once":
                found.append((moment[0], PLACE["told"]))
            elif action == "resubmit":
                found.append((moment[0], PLACE["resumed"]))
            elif action in ENDS:
                found.append((moment[0], PLACE[ENDS[action]]))
    return found


class Book:
    """Figures of days and months of one contract. Shape: `days` are the days by their places."""

    def __init__(self, contract_id: int, days: Sequence[date]) -> None:
        self.contract, self.days = str(contract_id), days
        self._by_day: dict[int, Cells] = {}
        self._by_month: dict[date, Cells] = {}
        self._voids: dict[int, Counter[tuple[str, int]]] = {}

    def add(self, place: int, thing: Thing, seat: Seat, life: Life) -> None:
        """Count one case on every day that something happened to it, under each of its keys."""
        on_spot = thing.kind == TallyKind.ON_SPOT
        kind = "special" if thing.is_special and not on_spot else thing.kind
        keys = (
            (ALL, 0, kind), (ITEM, thing.item, kind), (DEPARTMENT, thing.department, kind),
            (WINDOW, seat.window, kind), (CLERK, seat.clerk, kind), (ZONE, seat.zone or 0, kind),
        )  # fmt: skip
        if life.state == "void":
            self._voids.setdefault(place, Counter()).update((key[0], key[1]) for key in keys)
        for on, figure in happened(life, place, on_spot=on_spot):
            cells = self._by_day.setdefault(on, {})
            for key in keys:
                cell = cells.get(key)
                if cell is None:
                    cell = cells[key] = [0] * len(NAMES)
                cell[figure] += 1

    def visits(self, places: Iterable[int], before: date) -> Iterator[list[Value]]:
        """Rows of what could be rated on days whose cases are all made; before `closed` lets go of them."""
        rest = ["0"] * (len(RATING_NAMES) - 1)
        assert RATING_NAMES[0] == "visits", "the one figure that is known without ratings"
        for place in places:
            day, voids = self.days[place], self._voids.pop(place, Counter())
            if day >= before:
                continue
            found: Counter[tuple[str, int]] = Counter()
            for (dimension, key, _kind), cell in self._by_day.get(place, {}).items():
                if dimension in RATED:
                    found[dimension, key] += cell[PLACE["received"]]
            found.subtract(voids)
            for (dimension, key), number in found.items():
                if number > 0 and dimension in RATED:
                    yield [self.contract, day.isoformat(), dimension, str(key), str(number), *rest]

    def closed(self, places: Iterable[int], before: date) -> Iterator[list[Value]]:
        """Rows of days whose cases are all made and which came before a day; their months go on adding up."""
        for place in places:
            cells, day = self._by_day.pop(place, {}), self.days[place]
            if day >= before:
                continue
            month = self._by_month.setdefault(day.replace(day=1), {})
            for key, cell in cells.items():
                sums = month.get(key)
                month[key] = cell if sums is None else [a + b for a, b in zip(sums, cell, strict=True)]
            yield from self._rows(TallySpan.DAY, day, cells)

    def months(self) -> Iterator[list[Value]]:
        """Rows of all months that had a closed day."""
        for month, cells in self._by_month.items():
            yield from self._rows(TallySpan.MONTH, month, cells)

    def day_rows(self, before: date, at: datetime) -> Iterator[list[Value]]:
        """Every closed day, with or without cases, as counted."""
        for day in self._closed_days(before):
            yield [self.contract, day, "0", f"{at:%Y-%m-%d %H:%M:%S}"]

    def rating_day_rows(self, before: date, at: datetime) -> Iterator[list[Value]]:
        """The same for ratings, of which there are none yet."""
        for day in self._closed_days(before):
            yield [self.contract, day, f"{at:%Y-%m-%d %H:%M:%S}"]

    def _closed_days(self, before: date) -> Iterator[str]:
        for step in range((before - self.days[0]).days):
            yield (self.days[0] + timedelta(days=step)).isoformat()

    def _rows(self, span: str, starts_on: date, cells: Cells) -> Iterator[list[Value]]:
        head: list[Value] = [self.contract, str(span), starts_on.isoformat()]
        for (dimension, key, kind), cell in cells.items():
            yield [*head, dimension, str(key), kind, *map(str, cell)]
