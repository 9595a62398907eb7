"""What an import makes, on its way into the database: spooled block by block, then written in one short transaction.

Judging a hundred thousand rows takes its time and locks nothing; only the writing does, and embedded everybody waits
for that. The numbers of live cases have no gaps, so old ones stand apart: their serials begin at a million.
"""

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from contracts.models import Venue
from hall_ops.lib.bulk_rows import Values, add_rows, fields_of, give_ids, reader_of, ready
from hall_ops.lib.errors import DomainError
from windows.models import Case, CaseEvent, OldCase, OldLedger

FIRST_SERIAL = 1_000_000
KEPT_FIELDS = frozenset({"id", "uid", "contract", "number", "query_code", "venue"})


class ChangedMeanwhile(DomainError):
    """A case that the file changes was changed by somebody else while the file was judged."""


@dataclass(slots=True)
class Changed:
    """A case that is there already. Shape: `revision` is the one it was read at; `moved`: its day is another one."""

    case: Case
    row: int
    digest: bytes
    revision: int
    moved: bool


@dataclass(slots=True)
class Block:
    """Some of what an import makes. Shape: `cases` in the order of fields_of(Case); `origins` are (row, digest)."""

    cases: list[Values]
    origins: list[tuple[int, bytes]]
    changed: list[Changed]

    def __len__(self) -> int:
        return len(self.cases) + len(self.changed)


class Spool:
    """Blocks in a file of the job's own folder, which goes with the job. Shape: memory holds one block."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "rows"
        self._read = reader_of(Case)

    def add_new(self, cases: Sequence[Case], origins: list[tuple[int, bytes]]) -> None:
        self._add(Block([self._read(case) for case in cases], origins, []))

    def add_changed(self, changed: list[Changed]) -> None:
        self._add(Block([], [], changed))

    def _add(self, block: Block) -> None:
        with self._path.open("ab") as file:
            pickle.dump(block, file, protocol=pickle.HIGHEST_PROTOCOL)

    def blocks(self) -> Iterator[Block]:
        if not self._path.exists():
            return
        end = self._path.stat().st_size
        with self._path.open("rb") as file:
            while file.tell() < end:
                yield pickle.load(file)  # noqa: S301 - written above, by this process


@dataclass(frozen=True, slots=True)
class Written:
    """Whose cases these are. Shape: `tell` is called with the number of rows written so far."""

    ledger: OldLedger
    venue: Venue
    by: Any
    at: datetime
    tell: Callable[[int], None]


def write_blocks(spool: Spool, days: Sequence[date], to: Written) -> None:
    """Write all that was spooled, inside the caller's transaction. Raises: ChangedMeanwhile."""
    places = {field.name: place for place, field in enumerate(fields_of(Case))}
    day, serial, state = places["day"], places["serial"], places["state"]
    taken, done = serials_taken(to.venue, days), 0
    as_read = {ready(Case, "day")(each): number for each, number in taken.items()}
    for block in spool.blocks():
        rows = [(*row[:serial], row[serial] + as_read[row[day]], *row[serial + 1 :]) for row in block.cases]
        ids = give_ids(Case, len(rows))
        add_rows(Case, rows, ids)
        add_rows(
            OldCase, [(case, to.ledger.pk, *origin) for case, origin in zip(ids, block.origins, strict=True)]
        )
        told = zip(ids, rows, block.origins, strict=True)
        _tell_events(to, [(case, row[state], origin[0], "import") for case, row, origin in told])
        _write_changed(block.changed, taken, to)
        if connection.vendor == "postgresql":
            connection.check_constraints()  # block by block, else the commit has to look at all rows at once
        done += len(block)
        to.tell(done)


def serials_taken(venue: Venue, days: Sequence[date]) -> dict[date, int]:
    """Behind which serial old cases of a day go on. One query."""
    old = Case.objects.filter(venue=venue, day__in=days, serial__gte=FIRST_SERIAL).order_by()
    found = dict(old.values_list("day").annotate(n=Max("serial")))
    return {day: found.get(day, FIRST_SERIAL) for day in days}


def _write_changed(changed: list[Changed], taken: dict[date, int], to: Written) -> None:
    if not changed:
        return
    cases = [each.case for each in changed]
    locked = Case.objects.select_for_update().filter(pk__in=[case.pk for case in cases])
    revisions = dict(locked.values_list("pk", "revision"))
    for each in changed:
        if revisions.get(each.case.pk) != each.revision:
            told = _("办件 %(number)s 在导入期间被改动，一行都没有导入。请再导入一次。")
            raise ChangedMeanwhile(told % {"number": each.case.number})
        if each.moved:
            each.case.serial += taken[each.case.day]
    names = [field.name for field in Case._meta.concrete_fields if field.name not in KEPT_FIELDS]
    Case.objects.bulk_create(cases, update_conflicts=True, unique_fields=["id"], update_fields=names)
    OldCase.objects.bulk_create(
        (OldCase(case=each.case, ledger=to.ledger, row=each.row, digest=each.digest) for each in changed),
        update_conflicts=True, unique_fields=["case"], update_fields=["ledger", "row", "digest"],
    )  # fmt: skip
    _tell_events(to, [(each.case.pk, each.case.state, each.row, "import_again") for each in changed])


def _tell_events(to: Written, told: Sequence[tuple[int, str, int, str]]) -> None:
    """A line of the log for each case: one line is made, the others differ from it in four columns."""
    places = {field.name: place for place, field in enumerate(fields_of(CaseEvent))}
    file_name, line = to.ledger.file_name, CaseEvent(contract_id=to.ledger.contract_id, at=to.at, by=to.by)
    values, facts_of = list(reader_of(CaseEvent)(line)), ready(CaseEvent, "facts")
    rows = []
    for case, state, row, action in told:
        values[places["case"]], values[places["action"]], values[places["to_state"]] = case, action, state
        values[places["facts"]] = facts_of({"file": file_name, "row": row})
        rows.append(tuple(values))
    add_rows(CaseEvent, rows)
