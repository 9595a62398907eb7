"""A week proposed: who works in which session at which post, solved as one whole; then who sits at which window.

What people planned already stays. The model knows every hard rule of staffing.rules.roster, and every placing passes
that same function once more before it is proposed. Cover is wished for above all: what cannot be is counted, with
the reasons. Two steps, because the windows of a place are alike: the solver says how many and who, the seating gives
everybody the usual window where it can. Units: minutes. Source: 002 § 四(二)2(6).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from staffing.rules.roster import Placing, Plan, Slot, SlotKey, Worker, refusals, stands, stood_in_for
from staffing.rules.roster_changes import dressed
from staffing.rules.roster_solver import Model, NoSolution

Group = tuple[int, int]
Home = Callable[[int, date], int | None]
Tell = Callable[[int, int], None]
# What a solution costs: one open place outweighs everything else together; then work is given, foreign posts avoided.
OPEN, WORK, FLOAT, SECOND, SPLIT_DAY = 1000, -10, 1, 3, 1
STEPS_BEFORE_SEATING = 3


@dataclass(frozen=True, slots=True)
class Unmet:
    """A place short of people, and why each of its own is not there. Shape: people of the post, by what kept them."""

    slot: Slot
    post: int
    venue: int
    missing: int
    own: int
    away: tuple[int, ...]
    full: tuple[int, ...]
    elsewhere: tuple[int, ...]
    floats_used: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is added to the plan; `best` is false when time ran out before it was proved that nothing is better."""

    placings: tuple[Placing, ...]
    unmet: tuple[Unmet, ...]
    best: bool


def propose(plan: Plan, home: Home, *, seconds: int, tell: Tell = lambda done, total: None) -> Proposal:
    """Fill a week around what is planned already. Raises: NoSolution when the solver found none in its time.

    Shape: `home` is the venue of somebody's own post on a day; `tell(done, total)` is called after each real step.
    """
    slots = sorted(
        (each for each in plan.slots.values() if not each.extended), key=lambda each: each.starts_at
    )
    total = STEPS_BEFORE_SEATING + len(slots)
    tell(1, total)
    needs = {slot.at: needs_of(plan, slot) for slot in slots}
    chances = {
        (worker.pk, slot.at, group): cost
        for worker in plan.workers.values()
        for slot in slots
        for group, cost in _chances(plan, worker, slot, needs[slot.at], home)
    }
    model = _model(plan, slots, chances, needs)
    tell(2, total)
    chosen, best = model.solve(seconds=seconds)
    tell(STEPS_BEFORE_SEATING, total)
    result, added = plan.copy(), []
    by_slot: dict[SlotKey, list[tuple[int, Group]]] = defaultdict(list)
    for person, at, group in chosen:
        by_slot[at].append((person, group))
    for number, slot in enumerate(slots, start=1):
        for placing in _seated(result, slot, by_slot[slot.at]):
            if not refusals(result, placing):
                result.put(placing)
                added.append(placing)
        tell(STEPS_BEFORE_SEATING + number, total)
    return Proposal(tuple(added), tuple(unmet_of(result, slots, home)), best)


@dataclass(frozen=True, slots=True)
class Need:
    """What a post's place still needs in a session. Shape: open windows, people beyond those planned already."""

    windows: tuple[int, ...]
    people: int


def needs_of(plan: Plan, slot: Slot) -> dict[Group, Need]:
    """By place of a post: what nobody is planned for yet."""
    windows: dict[Group, list[int]] = defaultdict(list)
    least: dict[Group, int] = defaultdict(int)
    for place in plan.places:
        group, needed = (place.post, place.venue), place.needs(slot)
        if place.window is None:
            least[group] += needed
        elif needed and not any(each.counts for each in plan.at(place.window, slot.at)):
            windows[group].append(place.window)
    there: dict[Group, int] = defaultdict(int)
    for each in plan.placings.values():
        if (each.day, each.session) == slot.at and each.counts:
            there[each.post, each.venue] += 1
    return {
        group: Need(tuple(windows[group]), max(0, least[group] - there[group]))
        for group in {*windows, *least}
        if windows[group] or least[group] > there[group]
    }


def _chances(
    plan: Plan, worker: Worker, slot: Slot, needs: dict[Group, Need], home: Home
) -> Iterable[tuple[Group, int]]:
    """Where somebody could stand in a session and what it costs; nowhere where the cell is filled already."""
    held = worker.held_on(slot.day)
    if held is None or slot.at in worker.away or (worker.pk, *slot.at) in plan.placings:
        return
    venue = home(worker.pk, slot.day)
    own = (held.post, venue) if venue is not None else None
    if own is not None:
        yield own, WORK
    for group in needs:
        if group != own and stands(plan, worker, *group, slot.day):
            first = stood_in_for(plan, worker, *group, slot.day)
            yield (
                group,
                WORK + (FLOAT if held.floats or held.post == group[0] else SECOND - _away(plan, first, slot)),
            )


def _away(plan: Plan, person: int | None, slot: Slot) -> int:
    return int(person is not None and slot.at in plan.workers[person].away)


# -- the model ------------------------------------------------------------------------------------------------------
def _model(
    plan: Plan,
    slots: list[Slot],
    chances: dict[tuple[int, SlotKey, Group], int],
    needs: dict[SlotKey, dict[Group, Need]],
) -> Model:
    model: Model = Model()
    by_cell: dict[tuple[int, SlotKey], list[int]] = defaultdict(list)
    by_group: dict[tuple[SlotKey, Group], list[int]] = defaultdict(list)
    for key, cost in chances.items():
        person, at, group = key
        column = model.choice(key, cost)
        by_cell[person, at].append(column)
        by_group[at, group].append(column)
    for columns in by_cell.values():
        if len(columns) > 1:
            model.at_most(columns, 1)
    for at, wanted in needs.items():
        for group, need in wanted.items():
            for count in {len(need.windows), need.people} - {0}:
                model.at_least([*by_group[at, group]], count, OPEN)
    for worker in plan.workers.values():
        _hours(model, plan, worker, slots, by_cell)
    return model


def _hours(
    model: Model,
    plan: Plan,
    worker: Worker,
    slots: list[Slot],
    by_cell: dict[tuple[int, SlotKey], list[int]],
) -> None:
    """Limits of the day and the week, and no two sessions at once, beside what is planned already."""
    mine = [slot for slot in slots if (worker.pk, slot.at) in by_cell]
    fixed = [plan.slots[each.day, each.session] for each in plan.of(worker.pk) if each.works]
    for slot in mine:
        if any(other.starts_at < slot.ends_at and slot.starts_at < other.ends_at for other in fixed):
            model.at_most(by_cell[worker.pk, slot.at], 0)
    for one, slot in enumerate(mine):
        for other in mine[one + 1 :]:
            if other.starts_at < slot.ends_at:
                model.at_most(by_cell[worker.pk, slot.at] + by_cell[worker.pk, other.at], 1)
    days = {slot.day for slot in mine}
    for day in days:
        _limit(model, worker.pk, [each for each in mine if each.day == day],
               [each for each in fixed if each.day == day], plan.limits.daily, by_cell)  # fmt: skip
    if _limit(model, worker.pk, mine, fixed, plan.limits.weekly, by_cell):
        for day in days:
            columns = [column for each in mine if each.day == day for column in by_cell[worker.pk, each.at]]
            model.any_of(columns, SPLIT_DAY)


def _limit(
    model: Model,
    person: int,
    slots: list[Slot],
    fixed: list[Slot],
    most: int | None,
    by_cell: dict[tuple[int, SlotKey], list[int]],
) -> bool:
    """Shape: whether the limit could be reached at all."""
    if most is None:
        return False
    left = most - sum(each.minutes for each in fixed)
    if sum(each.minutes for each in slots) <= left:
        return False
    weights = [(column, each.minutes) for each in slots for column in by_cell[person, each.at]]
    model.at_most([column for column, _m in weights], max(0, left), [minutes for _c, minutes in weights])
    return True


# -- the seating ----------------------------------------------------------------------------------------------------
def _seated(plan: Plan, slot: Slot, people: list[tuple[int, Group]]) -> list[Placing]:
    """Windows for those who stand in a session: the usual one, the one of the session before, then any left."""
    groups: dict[Group, list[int]] = defaultdict(list)
    for person, group in people:
        groups[group].append(person)
    needs = needs_of(plan, slot)
    found = []
    for group, standing in groups.items():
        open_windows = list(needs[group].windows) if group in needs else []
        seats = _seats(plan, slot, standing, open_windows)
        found += [
            dressed(plan, Placing(person, slot.day, slot.session, *group, seats.get(person)))
            for person in standing
        ]
    return found


def _seats(plan: Plan, slot: Slot, people: list[int], windows: list[int]) -> dict[int, int]:
    """Shape: window by person."""
    seats: dict[int, int] = {}

    def give(person: int, window: int | None) -> None:
        if window in windows and person not in seats and window is not None:
            seats[person] = window
            windows.remove(window)

    for person in people:
        give(person, plan.workers[person].usual_window)
    for same_day in (True, False):
        for person in people:
            give(person, _sat(plan, person, slot, same_day=same_day))
    for person in people:
        if windows:
            give(person, windows[0])
    return seats


def _sat(plan: Plan, person: int, slot: Slot, *, same_day: bool) -> int | None:
    """The window somebody sat at last before a session."""
    before = [
        each
        for each in plan.of(person)
        if each.window is not None
        and plan.slots[each.day, each.session].starts_at < slot.starts_at
        and (each.day == slot.day or not same_day)
    ]
    if not before:
        return None
    return max(before, key=lambda each: plan.slots[each.day, each.session].starts_at).window


# -- what could not be ----------------------------------------------------------------------------------------------
def unmet_of(plan: Plan, slots: list[Slot], home: Home) -> Iterable[Unmet]:
    """Every place still short, with what keeps its people."""
    for slot in slots:
        for (post, venue), need in sorted(needs_of(plan, slot).items()):
            away, full, elsewhere, own = [], [], [], 0
            for worker in plan.workers.values():
                held = worker.held_on(slot.day)
                if held is None or held.post != post or home(worker.pk, slot.day) != venue:
                    continue
                own += 1
                there = plan.placings.get((worker.pk, *slot.at))
                if slot.at in worker.away:
                    away.append(worker.pk)
                elif there is None:
                    full.append(worker.pk)
                elif (there.post, there.venue) != (post, venue) or not there.counts:
                    elsewhere.append(worker.pk)
            floats = sum(
                1
                for worker in plan.workers.values()
                if (held := worker.held_on(slot.day)) is not None
                and held.floats
                and (there := plan.placings.get((worker.pk, *slot.at))) is not None
                and there.post != held.post
            )
            missing = max(len(need.windows), need.people)
            yield Unmet(slot, post, venue, missing, own, tuple(away), tuple(full), tuple(elsewhere), floats)


__all__ = ["NoSolution", "Proposal", "Unmet", "propose"]
