"""Who takes over where a leave leaves a place in the roster, and why somebody cannot.

The rules of the roster judge every session; a stand-in is nobody's second place. Source: 002 § 四(二)2(6); 001 § 1.7.1;
004 § 三.4–5.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from staffing.enums import ShiftKind
from staffing.models import Leave, Person, Shift
from staffing.queries.roster import WeekData, week_data
from staffing.rules.leaves import Stretch
from staffing.rules.roster import Placing, Plan, on_leave, refusals, weekday
from staffing.rules.roster_changes import Wish, dressed


@dataclass(frozen=True, slots=True)
class Handed:
    """A week's cells as a leave changes them, and in words where the substitute may not stand."""

    wishes: tuple[Wish, ...]
    refused: tuple[str, ...]


def mondays_of(person: Person, stretch: Stretch) -> list[date]:
    """The weeks of a stretch in which somebody is planned."""
    days = Shift.objects.filter(person=person, day__range=(stretch.from_on, stretch.to_on))
    found = {day - timedelta(days=day.weekday()) for day in days.values_list("day", flat=True)}
    return sorted(found)


def stood(data: WeekData, person: int, stretch: Stretch) -> Iterator[Placing]:
    """Where somebody is planned inside a stretch, in time's order; on leave or in a training they stand nowhere."""
    for slot in sorted(data.plan.slots.values(), key=lambda each: each.starts_at):
        placing = data.plan.placings.get((person, *slot.at))
        inside = on_leave(
            slot, from_on=stretch.from_on, from_half=stretch.from_half, to_on=stretch.to_on, to_half=stretch.to_half
        )  # fmt: skip
        if placing is not None and inside:
            yield placing


def hand_over(data: WeekData, person: int, stretch: Stretch, substitute: int | None) -> Handed:
    """The absent stand down; the substitute takes each of their places, window for window."""
    plan, gone = _rested(data, person, stretch)
    rests = tuple(Wish(each.cell, replace(each, kind=ShiftKind.LEAVE.value)) for each in gone)
    if substitute is None:
        return Handed(rests, ())
    found = _tried(data, plan, gone, substitute)
    return Handed(rests + found.wishes, found.refused)


def _rested(data: WeekData, person: int, stretch: Stretch) -> tuple[Plan, list[Placing]]:
    """The week once somebody is away, and the places that this leaves."""
    plan, gone = data.plan.copy(), [each for each in stood(data, person, stretch) if each.counts]
    for each in gone:
        plan.put(replace(each, kind=ShiftKind.LEAVE.value))
    return plan, gone


def _tried(data: WeekData, plan: Plan, gone: list[Placing], substitute: int) -> Handed:
    """The places with the substitute in them, judged one beside the other; the plan is as before afterwards."""
    wishes, refused = [], []
    before = [plan.placings.get((substitute, each.day, each.session)) for each in gone]
    for own in gone:
        instead = stand_in(plan, own, substitute)
        why = _elsewhere(data, plan, instead) or "".join(each.text for each in refusals(plan, instead))
        if why:
            slot = plan.slots[own.day, own.session]
            refused.append(f"{own.day:%m-%d} {weekday(own.day)}{slot.name}：{why}")
        else:
            plan.put(instead)
            wishes.append(Wish(instead.cell, instead))
    for wish in wishes:
        plan.take(wish.cell)
    for old in before:
        if old is not None:
            plan.put(old)
    return Handed(tuple(wishes), tuple(refused))


def stand_in(plan: Plan, own: Placing, substitute: int) -> Placing:
    """The absent person's place with the substitute in it. Shape: a float called from the float post stays a float."""
    kind = ShiftKind.FLOAT if _waits(plan, own, substitute) else ShiftKind.SUBSTITUTE
    slot = plan.slots[own.day, own.session]
    return replace(
        own, person=substitute, covers=own.person, kind=(ShiftKind.EXTENDED if slot.extended else kind).value
    )


def _waits(plan: Plan, own: Placing, substitute: int) -> bool:
    """Whether a float is planned at the float post, without a window, for just this."""
    there, worker = plan.placings.get((substitute, own.day, own.session)), plan.workers.get(substitute)
    held = worker.held_on(own.day) if worker else None
    return bool(
        held and held.floats and there and there.counts and there.window is None and there.post == held.post
    )


def _elsewhere(data: WeekData, plan: Plan, instead: Placing) -> str:
    there = plan.placings.get(instead.cell)
    if there is None or instead.kind == ShiftKind.FLOAT:
        return ""
    return _("已排在%(place)s，不能同时在两处。") % {"place": data.placing_name(there)}


def given_back(data: WeekData, leave: Leave, stretch: Stretch) -> tuple[Wish, ...]:
    """The absent take their places again, the substitute leaves them; a float waits at the float post again."""
    wishes = []
    for own in stood(data, leave.person_id, stretch):
        if own.works:
            continue
        back = dressed(data.plan, Placing(*own.cell, own.post, own.venue, own.window))
        wishes.append(Wish(own.cell, replace(back, covers=own.covers or back.covers)))
        instead = data.plan.placings.get((leave.substitute_id or 0, own.day, own.session))
        if instead is not None and instead.covers == leave.person_id and instead.window == own.window:
            wishes.insert(0, Wish(instead.cell, _waiting(data, instead)))
    return tuple(wishes)


def _waiting(data: WeekData, placing: Placing) -> Placing | None:
    worker, venue = data.plan.workers[placing.person], data.venue_of(placing.person, placing.day)
    held = worker.held_on(placing.day)
    if placing.kind != ShiftKind.FLOAT or held is None or venue is None:
        return None
    return dressed(data.plan, Placing(*placing.cell, held.post, held.venue or venue))


def refused_for(person: Person, stretch: Stretch, substitute: Person) -> list[str]:
    """Why somebody may not stand in, a sentence each session; empty where they may."""
    return [
        told
        for monday in mondays_of(person, stretch)
        for told in hand_over(week_data(person.contract, monday), person.pk, stretch, substitute.pk).refused
    ]


def able(person: Person, stretch: Stretch) -> list[Person]:
    """Who may take every place a leave would leave open, AB seconds first; nobody where nothing is planned."""
    weeks = [week_data(person.contract, monday) for monday in mondays_of(person, stretch)]
    rested = [(data, *_rested(data, person.pk, stretch)) for data in weeks]
    if not any(gone for _data, _plan, gone in rested):
        return []
    members, workers = weeks[0].members, weeks[0].plan.workers
    free = [
        pk
        for pk in members
        if pk != person.pk and not any(_tried(data, plan, gone, pk).refused for data, plan, gone in rested)
    ]
    free.sort(key=lambda pk: (person.pk not in workers[pk].stands_in_for, members[pk].person.number))
    return [members[pk].person for pk in free]


def stand_ins_of(leave: Leave) -> list[Shift]:
    """The shifts in which somebody stands in for a leave."""
    rows = Shift.objects.filter(
        person=leave.substitute_id, covers=leave.person_id, day__range=(leave.from_on, leave.to_on)
    )
    return list(rows.select_related("session", "window", "post").order_by("starts_at"))
