"""Attendance read and judged: roster, punches, leave and rulings of some days, each row read once.

Shape: sessions of published weeks only; nobody is judged by a draft. A day before and after is read along, so that a
punch after midnight finds its evening.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from contracts.models import Contract
from contracts.queries import decision_choices
from contracts.queries.agreed import agreed_limit
from hall_ops.lib.plain_rows import plain_rows
from staffing.enums import PostKind, PunchSource, RequestState, ShiftKind, Verdict, WeekState
from staffing.models import AttendanceRuling, Leave, MakeUp, Punch, Shift
from staffing.rules.attendance import PERSON_DECIDES, Around, Judged, Limits, judge
from staffing.rules.attendance_punches import NOTHING, Planned, assign
from staffing.rules.leaves import Stretch, half_of, verdict_of

MARGIN = timedelta(days=1)
# Somebody's punch this near a session proves that the machine's records of it have reached us.
HEARD = timedelta(hours=1)
# 3.10 speaks of the people at the windows.
AT_WINDOWS = frozenset({PostKind.WINDOW, PostKind.ISSUING, PostKind.TOWNSHIP})
# Read once: a member of an enumeration costs more than comparing with it.
LEAVE, TRAINING, MADE_UP = ShiftKind.LEAVE.value, ShiftKind.TRAINING.value, PunchSource.MADE_UP.value
Slot = tuple[int, date, int]  # person, day, session


class Line(NamedTuple):
    """One person in one session of one day, judged."""

    person_id: int
    day: date
    session_id: int
    shift_id: int
    window_id: int | None
    venue_id: int
    planned: Planned
    judged: Judged


class OnLeave(NamedTuple):
    """A leave as it bears on a session."""

    stretch: Stretch
    verdict: str
    state: str
    asked_at: datetime
    late: bool
    substitute_id: int | None


@dataclass(slots=True)
class Material:
    """What was read of some days. Shape: by person, in time's order; rulings and requests by slot."""

    first: date
    last: date
    shifts: dict[int, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))
    punches: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    after: dict[int, set[datetime]] = field(default_factory=lambda: defaultdict(set))
    leaves: dict[int, list[OnLeave]] = field(default_factory=lambda: defaultdict(list))
    rulings: dict[Slot, str] = field(default_factory=dict)
    asked: set[Slot] = field(default_factory=set)
    times: list[datetime] = field(default_factory=list)


def limits_of(contract: Contract, month: date) -> Limits:
    """The contract's limits, with the decision on late arrivals that holds in a month."""
    found = {
        name: agreed_limit(contract, key)
        for name, key in (
            ("arrival", "arrival_minutes"), ("late", "late_minutes"), ("absence", "absence_shifts"),
            ("away", "away_minutes"),
        )
    }  # fmt: skip
    values = {name: int(limit.value) for name, limit in found.items() if limit is not None}
    return Limits(**values, late_gap=decision_choices(contract, month).get("late_gap", PERSON_DECIDES))


def judged_days(
    contract: Contract, first: date, last: date, *, now: datetime, people: Collection[int] | None = None
) -> list[Line]:
    """Every session of the days, both included, judged. Five queries, and one more for each month touched."""
    return judged_of(contract, read_days(contract, first, last, people=people), now=now)


def read_days(
    contract: Contract, first: date, last: date, *, people: Collection[int] | None = None
) -> Material:
    found = Material(first, last)
    mine = {} if people is None else {"person__in": people}
    _read_shifts(found, contract, mine)
    _read_punches(found, contract, people)
    _read_leaves(found, contract, mine)
    within = {"contract": contract, "day__range": (first, last), **mine}
    rulings = AttendanceRuling.objects.filter(**within).order_by("pk")
    for person, day, session, verdict in rulings.values_list("person_id", "day", "session_id", "verdict"):
        found.rulings[person, day, session] = verdict
    asked = MakeUp.objects.filter(state=RequestState.ASKED, **within)
    found.asked.update(asked.values_list("person_id", "day", "session_id"))
    return found


def _read_shifts(found: Material, contract: Contract, mine: Mapping[str, Any]) -> None:
    days = (found.first - MARGIN, found.last + MARGIN)
    rows = Shift.objects.filter(
        contract=contract, day__range=days, week__state=WeekState.PUBLISHED, **mine
    ).order_by("person_id", "starts_at")
    for row in plain_rows(
        rows, "person_id", "id", "day", "session_id", "starts_at", "ends_at", "window_id", "venue_id", "kind",
        "post__kind",
    ):  # fmt: skip
        found.shifts[row[0]].append(row)


def _read_punches(found: Material, contract: Contract, people: Collection[int] | None) -> None:
    """All punches of the days: those of other people tell whether the machine has been heard of."""
    rows = Punch.objects.filter(
        contract=contract,
        voided_at=None,
        at__gte=midnight(found.first - MARGIN),
        at__lt=midnight(found.last + MARGIN + timedelta(days=1)),
    ).order_by("at", "pk")
    read = plain_rows(rows, "person_id", "at", "source", "late")
    found.times = [row[1] for row in read]
    for person, at, source, late in read:
        if people is None or person in people:
            found.punches[person].append(at)
            if late or source == MADE_UP:
                found.after[person].add(at)


def _read_leaves(found: Material, contract: Contract, mine: Mapping[str, Any]) -> None:
    rows = Leave.objects.filter(
        contract=contract, from_on__lte=found.last + MARGIN, to_on__gte=found.first - MARGIN,
        state__in=(RequestState.APPROVED, RequestState.ASKED), **mine,
    )  # fmt: skip
    for person, *days, kind, state, asked_at, late, substitute in rows.values_list(
        "person_id", "from_on", "from_half", "to_on", "to_half", "kind", "state", "asked_at", "late", "substitute_id"
    ):  # fmt: skip
        stretch = Stretch(*days)
        found.leaves[person].append(OnLeave(stretch, verdict_of(kind), state, asked_at, late, substitute))


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def judged_of(contract: Contract, found: Material, *, now: datetime, in_time: bool = False) -> list[Line]:
    """The sessions judged. `in_time` leaves out what was entered afterwards: made-up punches, late rows, rulings."""
    bench = _Bench(contract, found, now, in_time)
    return [line for person in found.shifts for line in bench.lines(person)]


class _Bench:
    """One judging of what was read; limits and silence are looked up once a month and once a session."""

    def __init__(self, contract: Contract, found: Material, now: datetime, in_time: bool) -> None:
        self.contract, self.found, self.now, self.in_time = contract, found, now, in_time
        self.limits: dict[tuple[int, int], Limits] = {}
        self.heard: dict[tuple[date, int], bool] = {}

    def lines(self, person: int) -> Iterator[Line]:
        """A person's sessions. Leave is taken out first: the punches beside it belong to what was worked."""
        found = self.found
        plans = [(row, _planned(row), *self._off(person, row)) for row in found.shifts[person]]
        punches = found.punches.get(person, [])
        if self.in_time and person in found.after:
            punches = [at for at in punches if at not in found.after[person]]
        worked = [plan for _row, plan, leave, _asked in plans if not leave]
        bridge = self.limits_at(found.first).bridge
        seen = dict(zip([plan.key for plan in worked], assign(worked, punches, bridge=bridge), strict=True))
        for row, plan, leave, asked in plans:
            day, session = plan.day, row[3]
            if not found.first <= day <= found.last:
                continue
            window, venue = row[6] if row[8] != LEAVE else None, row[7]
            slot = (person, day, session)
            ruling = "" if self.in_time else found.rulings.get(slot, "")
            around = Around(leave, ruling, asked or slot in found.asked, self._heard(session, plan))
            limits = self.limits_at(day)
            judged = judge(plan, seen.get(plan.key, NOTHING), limits=limits, now=self.now, around=around)
            yield Line(person, day, session, plan.key, window, venue, plan, judged)

    def limits_at(self, day: date) -> Limits:
        month = (day.year, day.month)
        if month not in self.limits:
            self.limits[month] = limits_of(self.contract, day.replace(day=1))
        return self.limits[month]

    def _heard(self, session: int, plan: Planned) -> bool:
        key = (plan.day, session)
        if key not in self.heard:
            times = self.found.times
            first = bisect_left(times, plan.starts_at - HEARD)
            self.heard[key] = first < len(times) and times[first] <= plan.ends_at + HEARD
        return self.heard[key]

    def _off(self, person: int, row: tuple[Any, ...]) -> tuple[str, bool]:
        """The leave that holds in a session, "" for none, and whether one is asked for."""
        leaves = self.found.leaves.get(person)
        if row[8] == TRAINING:
            return Verdict.OFF_SITE, False
        asked = False
        for leave in leaves or ():
            if not leave.stretch.covers(row[2], half_of(timezone.localtime(row[4]).time())):
                continue
            if leave.state == RequestState.ASKED:
                asked = True
            elif not self.in_time or (not leave.late and leave.asked_at <= row[4]):
                return leave.verdict, False
        return "", asked


def _planned(row: tuple[Any, ...]) -> Planned:
    return Planned(row[1], row[2], row[4], row[5], row[6] is not None or row[9] in AT_WINDOWS)
