"""Who may be planned where: the hard rules of the roster, one function for the screen, the actions and the solver.

A plan is the whole week as it stands; `refusals` says why one more placing cannot be, `shortfalls` which windows stay
empty and where fewer people stand than must. Units: minutes. Source: 002 § 四(二)2(6), 004 § 三.4–5.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staffing.enums import ShiftKind
from staffing.rules.leaves import Stretch, half_of

SlotKey = tuple[date, int]
CellKey = tuple[int, date, int]
WEEKDAYS = tuple(map(gettext_lazy, ("周一", "周二", "周三", "周四", "周五", "周六", "周日")))


@dataclass(frozen=True, slots=True)
class Slot:
    """One session of one day. Shape: `session` is the row's id, `key` its name over time ("am")."""

    day: date
    session: int
    key: str
    name: str
    starts_at: datetime
    ends_at: datetime
    extended: bool = False

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def half(self) -> int:
        """The half day a leave would take it from: 1 before noon, 2 from noon on."""
        return half_of(time(self.starts_at.hour, self.starts_at.minute))

    @property
    def at(self) -> SlotKey:
        return self.day, self.session


@dataclass(frozen=True, slots=True)
class Held:
    """A post somebody holds. Shape: both days included; without a venue anywhere; `floats` stands in at any post."""

    post: int
    venue: int | None
    first: date
    last: date | None = None
    floats: bool = False

    def on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who can be planned. Shape: `stands_in_for` are the people whose second this one is (AB 角)."""

    pk: int
    name: str
    held: tuple[Held, ...] = ()
    away: frozenset[SlotKey] = frozenset()
    stands_in_for: frozenset[int] = frozenset()
    usual_window: int | None = None

    def held_on(self, day: date) -> Held | None:
        return next((each for each in self.held if each.on(day)), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where people of a post stand: one window, or the post's part of a venue with a least number a session."""

    pk: int
    post: int
    venue: int
    first: date
    last: date | None = None
    window: int | None = None
    sessions: frozenset[str] = frozenset()
    minimum: tuple[tuple[str, int], ...] = ()

    def on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def needs(self, slot: Slot) -> int:
        if not self.on(slot.day):
            return 0
        if self.window is not None:
            return int(slot.key in self.sessions)
        return dict(self.minimum).get(slot.key, 0)


@dataclass(frozen=True, slots=True)
class Placing:
    """One person in one session of one day."""

    person: int
    day: date
    session: int
    post: int
    venue: int
    window: int | None = None
    kind: str = ShiftKind.REGULAR
    covers: int | None = None

    @property
    def cell(self) -> CellKey:
        return self.person, self.day, self.session

    @property
    def counts(self) -> bool:
        """Somebody in a training or on leave stands nowhere."""
        return self.kind not in (ShiftKind.TRAINING, ShiftKind.LEAVE)

    @property
    def works(self) -> bool:
        """A training is work, a leave is not; its placing keeps the seat in mind for the day of return."""
        return self.kind != ShiftKind.LEAVE


@dataclass(frozen=True, slots=True)
class Limits:
    """Units: minutes; None where the contract sets none."""

    daily: int | None = None
    weekly: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A window nobody sits at, or a place with fewer people than it must have."""

    slot: Slot
    place: Place
    needed: int
    found: int


class Plan:
    """A week: its sessions, people and places, and who is planned where. Copy somebody else's before changing it."""

    def __init__(
        self,
        slots: Mapping[SlotKey, Slot],
        workers: Mapping[int, Worker],
        places: Iterable[Place],
        limits: Limits,
        placings: Iterable[Placing] = (),
    ) -> None:
        self.slots, self.workers, self.places, self.limits = slots, workers, tuple(places), limits
        self.placings: dict[CellKey, Placing] = {}
        self._of: defaultdict[int, dict[CellKey, Placing]] = defaultdict(dict)
        self._at: defaultdict[tuple[int, date, int], dict[CellKey, Placing]] = defaultdict(dict)
        for each in placings:
            self.put(each)

    def copy(self) -> "Plan":
        return Plan(self.slots, self.workers, self.places, self.limits, self.placings.values())

    def put(self, placing: Placing) -> None:
        self.take(placing.cell)
        self.placings[placing.cell] = self._of[placing.person][placing.cell] = placing
        if placing.window is not None:
            self._at[placing.window, placing.day, placing.session][placing.cell] = placing

    def take(self, cell: CellKey) -> Placing | None:
        old = self.placings.pop(cell, None)
        if old is not None:
            del self._of[old.person][cell]
            if old.window is not None:
                del self._at[old.window, old.day, old.session][cell]
        return old

    def of(self, person: int) -> Iterable[Placing]:
        return self._of[person].values() if person in self._of else ()

    def at(self, window: int, slot: SlotKey) -> Iterable[Placing]:
        seat = (window, *slot)
        return self._at[seat].values() if seat in self._at else ()


def weekday(day: date) -> str:
    return str(WEEKDAYS[day.isoweekday() - 1])


def on_leave(slot: Slot, *, from_on: date, from_half: int, to_on: date, to_half: int) -> bool:
    """Whether a leave in half days, both ends included, takes a session."""
    return Stretch(from_on, from_half, to_on, to_half).covers(slot.day, slot.half)


# -- one placing ----------------------------------------------------------------------------------------------------
def refusals(plan: Plan, placing: Placing) -> tuple[Refusal, ...]:
    """Why this placing cannot be beside the others of the plan; empty when it can. Its own cell is left out."""
    slot, worker = plan.slots.get((placing.day, placing.session)), plan.workers.get(placing.person)
    if slot is None:
        return (Refusal("no_session", _("这一天没有这个时段，不能排班。")),)
    if not placing.works:
        return ()
    if worker is None or worker.held_on(placing.day) is None:
        return (Refusal("not_engaged", _("这一天不在岗（未到岗或已离岗），不能排班。")),)
    return tuple(
        found
        for found in (
            _leave(worker, slot),
            _post(plan, worker, placing),
            _window(plan, placing),
            *_times(plan, placing, slot),
        )
        if found is not None
    )


def faults(plan: Plan) -> dict[CellKey, tuple[Refusal, ...]]:
    """Every placing of the plan that breaks a hard rule."""
    found = {cell: refusals(plan, each) for cell, each in plan.placings.items()}
    return {cell: told for cell, told in found.items() if told}


def _leave(worker: Worker, slot: Slot) -> Refusal | None:
    if slot.at not in worker.away:
        return None
    return Refusal("leave", _("%(name)s这个时段请假已获批准，不能排班。") % {"name": worker.name})


def _post(plan: Plan, worker: Worker, placing: Placing) -> Refusal | None:
    if not placing.counts or stands(plan, worker, placing.post, placing.venue, placing.day):
        return None
    return Refusal(
        "post",
        _("%(name)s不是这个岗位（场所）的人员，也不是机动或 AB 角，不能排在这里。") % {"name": worker.name},
    )


def stands(plan: Plan, worker: Worker, post: int, venue: int, day: date) -> bool:
    """May this person stand at a post of a venue on a day: by the own post, as a float, or for somebody of the post."""
    held = worker.held_on(day)
    if held is None:
        return False
    if held.floats or (held.post == post and held.venue in {None, venue}):
        return True
    return stood_in_for(plan, worker, post, venue, day) is not None


def stood_in_for(plan: Plan, worker: Worker, post: int, venue: int, day: date) -> int | None:
    """Whose second (AB 角) this person would be at a post; the lowest number, so that the answer stays."""
    for other in sorted(worker.stands_in_for):
        first = plan.workers.get(other)
        held = first.held_on(day) if first else None
        if held is not None and held.post == post and held.venue in {None, venue}:
            return other
    return None


def window_place(plan: Plan, window: int, day: date) -> Place | None:
    """The post's place a window is on a day."""
    return next((each for each in plan.places if each.window == window and each.on(day)), None)


def _window(plan: Plan, placing: Placing) -> Refusal | None:
    if placing.window is None:
        return None
    if not placing.counts:
        return Refusal("training_window", _("培训不占窗口，请不要填窗口号。"))
    place = window_place(plan, placing.window, placing.day)
    if place is not None and (place.post, place.venue) != (placing.post, placing.venue):
        return Refusal("window_post", _("这个窗口属于另一个岗位。"))
    for other in plan.at(placing.window, (placing.day, placing.session)):
        if other.person != placing.person and other.counts:
            name = plan.workers[other.person].name if other.person in plan.workers else ""
            return Refusal(
                "window_taken", _("这个窗口该时段已排%(name)s，一个窗口只排一人。") % {"name": name}
            )
    return None


def _times(plan: Plan, placing: Placing, slot: Slot) -> Iterator[Refusal]:
    """No overlap, and no more hours a day or a week than agreed."""
    others = [
        plan.slots[other.day, other.session]
        for other in plan.of(placing.person)
        if other.cell != placing.cell and other.works and (other.day, other.session) in plan.slots
    ]
    if any(other.starts_at < slot.ends_at and slot.starts_at < other.ends_at for other in others):
        yield Refusal("overlap", _("同一时间已排在别处，一人不能同时在两处。"))
    day = slot.minutes + sum(other.minutes for other in others if other.day == slot.day)
    week = slot.minutes + sum(other.minutes for other in others)
    most = plan.limits.daily
    if most is not None and day > most:
        told = _("这一天将达 %(total)s 小时，超过每天 %(most)s 小时。")
        yield Refusal("daily", told % {"total": hours(day), "most": hours(most)})
    most = plan.limits.weekly
    if most is not None and week > most:
        told = _("本周将达 %(total)s 小时，超过每周 %(most)s 小时。")
        yield Refusal("weekly", told % {"total": hours(week), "most": hours(most)})


def hours(minutes: int) -> str:
    """Units: hours, with at most one decimal: 32.5, 40."""
    tenths = (minutes * 10 + 30) // 60
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


# -- cover ----------------------------------------------------------------------------------------------------------
def shortfalls(plan: Plan) -> list[Shortfall]:
    """Every window left open and every place below its least number, by day and session.

    An extended session asks for nobody unless somebody is planned in it: it runs where it is planned.
    """
    seated: set[tuple[SlotKey, int]] = set()
    standing: Counter[tuple[SlotKey, int, int]] = Counter()
    held: defaultdict[SlotKey, int] = defaultdict(int)
    for each in plan.placings.values():
        if not each.counts:
            continue
        at = (each.day, each.session)
        held[at] += 1
        standing[at, each.post, each.venue] += 1
        if each.window is not None:
            seated.add((at, each.window))
    found = []
    for slot in sorted(plan.slots.values(), key=lambda each: each.starts_at):
        if slot.extended and not held[slot.at]:
            continue
        for place in plan.places:
            needed = place.needs(slot)
            there = (
                int((slot.at, place.window) in seated)
                if place.window is not None
                else standing[slot.at, place.post, place.venue]
            )
            if there < needed:
                found.append(Shortfall(slot, place, needed, there))
    return found


def worsened(before: Plan, after: Plan) -> list[Shortfall]:
    """What a change leaves short that was not as short before it."""
    known = {(each.slot.at, each.place.pk): each.found for each in shortfalls(before)}
    return [
        each
        for each in shortfalls(after)
        if each.found < known.get((each.slot.at, each.place.pk), each.needed)
    ]


def minutes_of(plan: Plan) -> Counter[int]:
    """Planned minutes by person; extended hours and trainings are hours too, leave is not."""
    total: Counter[int] = Counter()
    for each in plan.placings.values():
        slot = plan.slots.get((each.day, each.session))
        if slot is not None and each.works:
            total[each.person] += slot.minutes
    return total
