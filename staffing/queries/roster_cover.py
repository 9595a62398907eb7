"""What a leave or a training would leave uncovered; leave approvals ask here before they say yes."""

from collections import defaultdict
from datetime import date, timedelta

from contracts.models import Contract
from staffing.models import Person
from staffing.queries.roster import WeekData, week_data
from staffing.rules.roster import Placing, Plan, Slot, SlotKey, on_leave, refusals, worsened


def cover_after(
    contract: Contract,
    person: Person,
    first: date,
    last: date,
    *,
    from_half: int = 1,
    to_half: int = 2,
    substitute: Person | None = None,
) -> list[str]:
    """What falls below its minimum when somebody is away; empty when cover holds.

    Weeks that are planned are judged by their shifts; the substitute, where one is named and free, takes the shift
    over. Weeks without a plan are judged by the people engaged: so many of the post less those on leave.
    Shape: one sentence each, 周三上午 07 号窗口没有人.
    """
    found: list[str] = []
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        data = week_data(contract, monday)
        lost = [
            slot
            for slot in data.plan.slots.values()
            if on_leave(slot, from_on=first, from_half=from_half, to_on=last, to_half=to_half)
        ]
        stand_in = substitute.pk if substitute else None
        if data.plan.placings:
            before, after = data.plan, without(data.plan, person.pk, lost, stand_in)
        else:
            before, after = everybody(data), everybody(data, person.pk, lost, stand_in)
        found += [data.told(each) for each in worsened(before, after)]
        monday += timedelta(days=7)
    return found


def without(plan: Plan, person: int, slots: list[Slot], substitute: int | None) -> Plan:
    """The plan when a person is away in these sessions and the substitute takes over where the rules let them."""
    after = plan.copy()
    for slot in slots:
        old = after.take((person, slot.day, slot.session))
        if old is None or substitute is None or not old.counts:
            continue
        instead = Placing(substitute, *old.cell[1:], old.post, old.venue, old.window, covers=person)
        own = after.take(instead.cell)
        if not refusals(after, instead):
            after.put(instead)
        elif own is not None:
            after.put(own)
    return after


def everybody(
    data: WeekData, absent: int | None = None, slots: list[Slot] | None = None, substitute: int | None = None
) -> Plan:
    """The week as if everybody not on leave stood at their own post, and as many windows were filled as that gives."""
    plan, lost = data.plan.copy(), {slot.at for slot in slots or ()}
    for worker in plan.workers.values():
        for slot in plan.slots.values():
            held, venue = worker.held_on(slot.day), data.venue_of(worker.pk, slot.day)
            away = slot.at in worker.away or (worker.pk == absent and slot.at in lost)
            if held is None or venue is None or slot.extended or away:
                continue
            placing = Placing(worker.pk, slot.day, slot.session, held.post, venue)
            if worker.pk == substitute and slot.at in lost:
                placing = _instead(data, placing, absent)
            plan.put(placing)
    _seat(plan)
    return plan


def _instead(data: WeekData, own: Placing, absent: int | None) -> Placing:
    """The substitute at the post of who is absent, where the rules let them stand there."""
    if absent is None or absent not in data.plan.workers:
        return own
    held, venue = data.plan.workers[absent].held_on(own.day), data.venue_of(absent, own.day)
    if held is None or venue is None:
        return own
    moved = Placing(own.person, own.day, own.session, held.post, venue, covers=absent)
    return own if any(each.code == "post" for each in refusals(data.plan, moved)) else moved


def _seat(plan: Plan) -> None:
    """Give the windows of each place to its people, in their order, until one or the other runs out."""
    standing: dict[tuple[SlotKey, int, int], list[Placing]] = defaultdict(list)
    for each in plan.placings.values():
        standing[(each.day, each.session), each.post, each.venue].append(each)
    for slot in plan.slots.values():
        for place in plan.places:
            people = standing[slot.at, place.post, place.venue]
            if place.window is not None and place.needs(slot) and people:
                each = people.pop()
                plan.put(Placing(each.person, each.day, each.session, each.post, each.venue, place.window))
