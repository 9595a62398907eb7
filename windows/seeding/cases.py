"""Case rows day by day, with their logs and papers, ready to be written."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from hall_ops.lib.codes import ALPHABET, LENGTH, check_symbol
from hall_ops.lib.sealing import blind_index, seal
from windows.models import LEDGER_ACTIONS, Case
from windows.rules.numbers import case_number
from windows.seeding.figures import Book
from windows.seeding.lives import AFTERNOON, CLOSES, NOON, OPENS, Life, Moment, live
from windows.seeding.people import Applicant, drawn
from windows.seeding.places import Places, Seat, Thing
from windows.seeding.writing import Value

EIGHT_HOURS = 8 * 3600
TIMES = [f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in range(16 * 3600)]
PEOPLE_KEPT = 1 << 17
PAPERS = ("申请表", "身份证明", "营业执照", "平面图", "承诺书", "委托书")
ALWAYS_LOGGED = ("tell_once", "resubmit", "accept_gap", "close_gap")
MADE = (
    "id", "uid", "day", "serial", "number", "query_code", "item_id", "version_id", "kind", "department_id",
    "window_id", "clerk_id", "zone_id", "cross_region", "channel", "queue_ticket", "state", "registered_at",
    "told_rounds", "accepted_at", "due_on", "statutory_due_on", "stopped_since", "gap_due_on", "correction_due_on",
    "transferred_at", "decided_at", "late_days", "concluded_as", "ready_at", "issued_at", "archived_at", "closed_at",
    "refusal_kind", "closing_reason", "delivery", "holder", "applicant_kind", "applicant_name", "id_kind",
    "id_sealed", "id_index", "phone_sealed", "phone_index", "phone_tail_index",
)  # fmt: skip
CHANNELS = ("counter",) * 80 + ("online",) * 12 + ("assisted",) * 5 + ("post",) * 3


@dataclass(slots=True)
class Day:
    """One day's rows. Shape: `events` and `papers` without their ids."""

    cases: list[list[Value]] = field(default_factory=list)
    events: list[list[Value]] = field(default_factory=list)
    papers: list[list[Value]] = field(default_factory=list)


class Seeder:
    """Makes the rows of one contract. Shape: `days` are working days on past the last one that has happened."""

    def __init__(
        self, *, contract_id: int, places: Places, days: Sequence[date], last: int, people: int, first_id: int,
        chance: random.Random, blob: Callable[[bytes], Value], columns: dict[str, Value],
        book: Book,
    ) -> None:  # fmt: skip
        self.contract, self.places, self.people = contract_id, places, people
        self.days, self.last, self.book = days, last, book
        self.next_id, self.chance, self.blob = first_id, chance, blob
        self.texts = [day.isoformat() for day in days]
        self.indexes = lru_cache(PEOPLE_KEPT)(self._indexes)
        rest = [name for name in columns if name not in MADE]
        self.names, self._rest = [*rest, *MADE], [columns[name] for name in rest]

    def at(self, moment: Moment | None) -> str | None:
        """A moment as the database writes it, in UTC: the hall is eight hours ahead and opens after eight."""
        return None if moment is None else f"{self.texts[moment[0]]} {TIMES[moment[1] - EIGHT_HOURS]}"

    def on(self, place: int | None) -> str | None:
        return None if place is None else self.texts[place]

    def day(self, place: int, count: int, *, whole_logs: bool) -> Day:
        """The cases registered on one day, in the order of their serials."""
        chance, made = self.chance, Day()
        for serial, second in enumerate(sorted(_seconds(chance, count)), start=1):
            thing = self.places.pick(chance)
            life = live(thing, place, second, self.last, chance)
            seat = chance.choice(self.places.seats)
            row = self._row(place, serial, second, thing, seat, life)
            assert serial > 1 or tuple(row) == MADE, "a row is written in the order of MADE"
            made.cases.append([*self._rest, *row.values()])
            self.book.add(place, thing, seat, life)
            keep = [line for line in life.log if whole_logs or line[1] in ALWAYS_LOGGED]
            if keep or whole_logs:
                self._events(made, row, keep, (place, second) if whole_logs else None, life)
            if whole_logs:
                self._papers(made, row, (place, second))
        return made

    def _row(
        self, place: int, serial: int, second: int, thing: Thing, seat: Seat, life: Life
    ) -> dict[str, Value]:
        """What is made for one case. Shape: the columns of MADE in their order."""
        chance, who = self.chance, drawn(self.chance, self.people)
        uid = UUID(int=chance.getrandbits(128), version=4)
        day, number = self.days[place], str(self.next_id)
        self.next_id += 1
        return {
            "id": number, "uid": uid.hex, "day": self.texts[place], "serial": str(serial),
            "number": case_number(self.places.venue.code, day, serial), "query_code": _code(chance),
            "item_id": str(thing.item), "version_id": str(thing.version), "kind": thing.kind,
            "department_id": str(thing.department), "window_id": str(seat.window), "clerk_id": str(seat.clerk),
            "zone_id": str(seat.zone) if seat.zone else None, "cross_region": thing.cross_region,
            "channel": CHANNELS[int(chance.random() * 100)], "queue_ticket": f"A{serial:04}",
            "state": life.state, "registered_at": self.at((place, second)), "told_rounds": str(life.told),
            "accepted_at": self.at(life.accepted), "due_on": self.on(life.due),
            "statutory_due_on": self.on(life.statutory), "stopped_since": self.on(life.stopped_since),
            "gap_due_on": self.on(life.gap_due), "correction_due_on": self.on(life.correction_due),
            "transferred_at": self.at(life.transferred), "decided_at": self.at(life.decided),
            "late_days": str(life.late_days), "concluded_as": life.concluded, "ready_at": self.at(life.ready),
            "issued_at": self.at(life.issued), "archived_at": self.at(life.archived), "closed_at": self.at(life.closed),
            "refusal_kind": life.refusal, "closing_reason": life.reason, "delivery": life.delivery,
            "holder": life.holder, **self._person(who, uid),
        }  # fmt: skip

    def _person(self, who: Applicant, uid: UUID) -> dict[str, Value]:
        blob, place = self.blob, str(uid)
        id_index, phone_index, tail_index = self.indexes(who.id_number, who.phone)
        return {
            "applicant_kind": who.kind, "applicant_name": who.name, "id_kind": who.id_kind,
            "id_sealed": blob(seal(who.id_number, aad=f"windows.case.id:{place}")), "id_index": id_index,
            "phone_sealed": blob(seal(who.phone, aad=f"windows.case.phone:{place}")), "phone_index": phone_index,
            "phone_tail_index": tail_index,
        }  # fmt: skip

    def _indexes(self, id_number: str, phone: str) -> tuple[Value, Value, Value]:
        """The keyed fingerprints of an applicant, the same in each of their cases."""
        blob = self.blob
        return (
            blob(blind_index(id_number, field="windows.case.id")),
            blob(blind_index(phone, field="windows.case.phone")),
            blob(blind_index(phone[-4:], field="windows.case.phone_tail")),
        )

    def _events(
        self, made: Day, row: dict[str, Value], lines: list[Any], registered: Moment | None, life: Life
    ) -> None:
        case, contract, clerk = row["id"], str(self.contract), row["clerk_id"]
        if registered is not None:
            made.events.append(
                [
                    case,
                    contract,
                    None,
                    None,
                    self.at(registered),
                    clerk,
                    "register",
                    "",
                    "registered",
                    "",
                    "{}",
                ]
            )
        for moment, action, before, after in lines:
            facts = "{}"
            if action == "tell_once":
                facts = f'{{"due_on": "{self.texts[min(moment[0] + 5, len(self.texts) - 1)]}", "round": 1}}'
            elif action == "accept_gap":
                due = min(moment[0] + 5, len(self.texts) - 1)
                facts = f'{{"due_on": "{self.texts[due]}", "papers": ["平面图"], "late": "视为撤回"}}'
            of = (row["item_id"], row["department_id"]) if action in LEDGER_ACTIONS else (None, None)
            made.events.append(
                [case, contract, *of, self.at(moment), clerk, action, before, after, "", facts]
            )

    def _papers(self, made: Day, row: dict[str, Value], moment: Moment) -> None:
        case = row["id"]
        for position, name in enumerate(PAPERS[: 2 + self.chance.randrange(4)], start=1):
            made.papers.append(
                [case, str(position), name, "copy", "1", "required", "paper", "1", self.at(moment), ""]
            )


def _seconds(chance: random.Random, count: int) -> Iterator[int]:
    """Times of arrival: two peaks, one after opening, one after the midday break."""
    for _each in range(count):
        if chance.random() < 0.58:
            yield OPENS + int(chance.betavariate(2, 2.6) * (NOON - OPENS))
        else:
            yield AFTERNOON + int(chance.betavariate(2, 2.8) * (CLOSES - 1800 - AFTERNOON))


def _code(chance: random.Random) -> str:
    body = "".join(chance.choices(ALPHABET, k=LENGTH))
    return body + check_symbol(body)


def defaults(contract_id: int, venue_id: int, blank: Value) -> dict[str, Value]:
    """What every seeded case has in the columns that are not made case by case."""
    found: dict[str, Value] = {}
    for column in Case._meta.concrete_fields:
        value = column.get_default() if not column.null else None
        found[str(column.column)] = None if value is None else _text(value)
    return found | {"contract_id": str(contract_id), "venue_id": str(venue_id), "answers": "{}"}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value) if isinstance(value, str | int) else ""
