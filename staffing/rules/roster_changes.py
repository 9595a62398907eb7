"""Several cells of a week changed at once: one keystroke, a drag, a pasted block, a copied week.

The wanted cells are taken out first and put back one by one, each judged beside what is there by then; so two people
may change places in one step. Shape: a cell wanted empty is a Wish without a placing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from staffing.enums import ShiftKind
from staffing.rules.roster import (
    CellKey,
    Placing,
    Plan,
    Refusal,
    Worker,
    refusals,
    stood_in_for,
    window_place,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What one cell should become."""

    cell: CellKey
    placing: Placing | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The plan afterwards and what could not be."""

    plan: Plan
    refused: tuple[tuple[Wish, tuple[Refusal, ...]], ...]


def fulfil(plan: Plan, wishes: Iterable[Wish]) -> Outcome:
    """Apply wishes in their order; what a rule refuses keeps what was there, unless somebody has taken it since."""
    wanted = list(wishes)
    result = plan.copy()
    before = {each.cell: result.take(each.cell) for each in wanted}
    refused: list[tuple[Wish, tuple[Refusal, ...]]] = []
    for wish in wanted:
        if wish.placing is None:
            continue
        told = refusals(result, wish.placing)
        if not told:
            result.put(wish.placing)
        else:
            refused.append((wish, told))
    for wish, _told in refused:
        old = before.get(wish.cell)
        if old is not None and not refusals(result, old):
            result.put(old)
    return Outcome(result, tuple(refused))


def dressed(plan: Plan, placing: Placing) -> Placing:
    """The placing with its kind and whom it covers, from the person's own post and the session.

    A float at another post is a float, an AB second at another post a substitute; in an extended session it is an
    extended shift whoever works it. A training stays what it is.
    """
    if not placing.counts:
        return placing
    worker, slot = plan.workers.get(placing.person), plan.slots.get((placing.day, placing.session))
    kind, covers = ShiftKind.REGULAR.value, None
    if worker is not None:
        kind, covers = _standing(plan, worker, placing)
    if slot is not None and slot.extended:
        kind = ShiftKind.EXTENDED.value
    return Placing(
        placing.person,
        placing.day,
        placing.session,
        placing.post,
        placing.venue,
        placing.window,
        kind,
        covers,
    )


def _standing(plan: Plan, worker: Worker, placing: Placing) -> tuple[str, int | None]:
    held = worker.held_on(placing.day)
    if held is None or held.post == placing.post:
        return ShiftKind.REGULAR.value, None
    covers = stood_in_for(plan, worker, placing.post, placing.venue, placing.day)
    if held.floats and covers is None:
        return ShiftKind.FLOAT.value, None
    return ShiftKind.SUBSTITUTE.value, covers


def post_of(
    plan: Plan, worker: Worker, cell: CellKey, window: int | None, venue: int
) -> tuple[int, int] | None:
    """The post and venue of a placing at a window, or of the own post without one; None where nobody is engaged."""
    held = worker.held_on(cell[1])
    if held is None:
        return None
    if window is not None:
        place = window_place(plan, window, cell[1])
        return (place.post, place.venue) if place else (held.post, venue)
    return held.post, held.venue or venue
