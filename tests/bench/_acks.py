"""The journal of what was acknowledged, and what must hold between it and the database (security.md 4.2).

The client writes a line, and has it on the disk, only after the whole of a good answer came.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench._clerks import Answer

PAPERS, FORMS = 4, 1
CASES = """
SELECT c.number, c.serial, c.venue_id, c.day,
    (SELECT count(*) FROM windows_casematerial m WHERE m.case_id = c.id),
    (SELECT count(*) FROM windows_caseevent e WHERE e.case_id = c.id AND e.action IN ('register', 'accept')),
    (SELECT count(*) FROM windows_caseform f WHERE f.case_id = c.id),
    (SELECT count(*) FROM records_auditevent a WHERE a.object_type = 'windows.case'
        AND a.object_id = CAST(c.id AS text) AND a.action = 'case.register'),
    (SELECT count(*) FROM records_outboxmessage o WHERE o.object_type = 'windows.case'
        AND o.object_id = CAST(c.id AS text))
FROM windows_case c ORDER BY c.serial
"""
COUNTS = """
SELECT (SELECT count(*) FROM records_auditevent WHERE action = 'case.register'),
    (SELECT count(*) FROM records_idempotencykey), (SELECT coalesce(sum(value), 0) FROM records_counter),
    (SELECT count(*) FROM windows_case), (SELECT count(*) FROM records_outboxmessage)
"""


KEYS = "SELECT key FROM records_idempotencykey"


class Journal:
    """Shape: one JSON line an acknowledged form: its key, its number, the digest of the answer."""

    def __init__(self, path: Path) -> None:
        self.path, self._file = path, os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)

    def write(self, answer: Answer) -> None:
        digest = hashlib.sha256(json.dumps(answer.body, sort_keys=True).encode()).hexdigest()
        line = json.dumps({"key": answer.key, "number": answer.number, "hash": digest}) + "\n"
        os.write(self._file, line.encode())
        os.fsync(self._file)

    def read(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in self.path.read_text().splitlines()]


@dataclass(frozen=True, slots=True)
class Rows:
    """What the database holds. Shape: `cases` as CASES reads them; counts of events, keys, numbers, cases, messages;
    `keys` of the forms that made a case."""

    cases: list[tuple[Any, ...]]
    counts: tuple[int, ...]
    keys: frozenset[str]


def rows_in(url: str) -> Rows:
    """Read by the driver alone, whichever database it is."""
    if url.startswith("sqlite"):
        import sqlite3

        with sqlite3.connect(url.removeprefix("sqlite:///")) as lite:
            keys = frozenset(key for (key,) in lite.execute(KEYS))
            return Rows(lite.execute(CASES).fetchall(), lite.execute(COUNTS).fetchone(), keys)
    import psycopg

    with psycopg.connect(url) as connection:
        keys = frozenset(key for (key,) in connection.execute(KEYS))
        return Rows(connection.execute(CASES).fetchall(), connection.execute(COUNTS).fetchone() or (), keys)


def faults_of(rows: Rows, acknowledged: Sequence[Answer], *, in_doubt: int, messages: int = 0) -> list[str]:
    """What does not hold, in words. Shape: `messages` each case has put into the outbox."""
    return [
        *lost(rows, [(answer.key, answer.number) for answer in acknowledged]),
        *_untrue(rows, acknowledged, in_doubt, messages),
    ]


def lost(rows: Rows, acknowledged: Iterable[tuple[str, str]]) -> list[str]:
    """Acknowledged, and not there. Shape: pairs of key and number.

    The key decides: a number that went with its transaction is given again to the next form, and then stands there.
    """
    kept = {row[0] for row in rows.cases}
    return [
        f"{number} was acknowledged and is lost"
        for key, number in acknowledged
        if key not in rows.keys or number not in kept
    ]


def _untrue(rows: Rows, acknowledged: Sequence[Answer], in_doubt: int, messages: int) -> list[str]:
    found = []
    numbers = [answer.number for answer in acknowledged]
    if len(set(numbers)) != len(numbers):
        found.append("one number was given to two forms")
    if len({row[0] for row in rows.cases}) != len(rows.cases):
        found.append("a number stands twice")
    unknown = len({row[0] for row in rows.cases} - set(numbers))
    if unknown > in_doubt:
        found.append(f"{unknown} cases nobody was told of, {in_doubt} forms in doubt")
    serials = {day: [] for day in {row[2:4] for row in rows.cases}}  # type: dict[Any, list[int]]
    for row in rows.cases:
        serials[row[2:4]].append(row[1])
    if any(given != list(range(1, len(given) + 1)) for given in serials.values()):
        found.append("the numbers have a gap")
    torn = [row[0] for row in rows.cases if tuple(row[4:9]) != (PAPERS, 2, FORMS, 1, messages)]
    if torn:
        found.append(f"{len(torn)} cases are torn, first {torn[0]}")
    count = len(rows.cases)
    if rows.counts != (count, count, count, count, count * messages):
        found.append(f"{count} cases, but events, keys, numbers, cases, messages count {rows.counts}")
    return found
