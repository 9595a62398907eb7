"""What stays on record of a published week: each change with its reason, each open window with a name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from staffing.actions.wording import optional
from staffing.enums import RosterStep, ShiftKind
from staffing.models import Person, RosterChange, RosterGap, RosterWeek
from staffing.queries.roster import WeekData
from staffing.rules.roster import CellKey, Placing, Plan, Shortfall, shortfalls, worsened


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who answers for an open window, and why it is open."""

    person: Person | None
    reason: str


def gap_key(found: Shortfall) -> tuple[Any, ...]:
    return (
        found.slot.day,
        found.slot.session,
        found.place.window,
        None if found.place.window else found.place.pk,
    )


def known_gaps(data: WeekData) -> dict[tuple[Any, ...], RosterGap]:
    """The gaps with a name already. Shape: by day, session, window, place."""
    if data.week is None:
        return {}
    rows = RosterGap.objects.filter(week=data.week).select_related("responsible")
    return {(row.day, row.session_id, row.window_id, row.place_id): row for row in rows}


def needed_names(data: WeekData, after: Plan, why: Any) -> list[str]:
    """What a change would newly leave open without a name: nothing where somebody answers for it."""
    if why.responsible is not None:
        return []
    known = known_gaps(data)
    return [data.told(each) for each in worsened(data.plan, after) if gap_key(each) not in known]


def taken_by_training(data: WeekData, after: Plan, cells: tuple[CellKey, ...]) -> list[str]:
    """What a training would leave below its minimum: no name helps, somebody has to stand in."""
    gone = {cell[1:] for cell in cells if cell in after.placings and not after.placings[cell].counts}
    return [data.told(each) for each in worsened(data.plan, after) if each.slot.at in gone]


def keep_gaps(
    *, by: Any, at: datetime, week: RosterWeek, data: WeekData, after: Plan, answer: Responsible
) -> None:
    """Write a name beside what is open now, and drop the names of what is covered again."""
    known, found = known_gaps(data), {gap_key(each): each for each in shortfalls(after)}
    RosterGap.objects.filter(pk__in=[row.pk for key, row in known.items() if key not in found]).delete()
    if answer.person is None:
        return
    RosterGap.objects.bulk_create(
        gap_row(by=by, at=at, week=week, found=each, answer=answer)
        for each in worsened(data.plan, after)
        if gap_key(each) not in known
    )


def gap_row(*, by: Any, at: datetime, week: RosterWeek, found: Shortfall, answer: Responsible) -> RosterGap:
    day, session, window, place = gap_key(found)
    return RosterGap(
        week=week, day=day, session_id=session, window_id=window, place_id=place, responsible=answer.person,
        reason=optional(answer.reason), at=at, by=by,
    )  # fmt: skip


def log_changes(
    *,
    by: Any,
    at: datetime,
    week: RosterWeek,
    data: WeekData,
    after: Plan,
    cells: tuple[CellKey, ...],
    why: Any,
) -> None:
    """One row a cell. Without approval it says so: that is what 002 表1 3.24 is judged by."""
    RosterChange.objects.bulk_create(
        RosterChange(
            contract=data.contract, week=week, person_id=cell[0], day=cell[1],
            step=why.step or step_of(data.plan.placings.get(cell), after.placings.get(cell)),
            before=said(data, cell, data.plan.placings.get(cell)), after=said(data, cell, after.placings.get(cell)),
            reason=optional(why.reason), approved_by=by if why.approved else None, at=at, by=by,
        )
        for cell in cells
    )  # fmt: skip


def step_of(before: Placing | None, after: Placing | None) -> str:
    if before is None:
        covering = after is not None and (after.kind == ShiftKind.SUBSTITUTE or after.covers is not None)
        return (RosterStep.COVERED if covering else RosterStep.ADDED).value
    return (RosterStep.REMOVED if after is None else RosterStep.MOVED).value


def said(data: WeekData, cell: CellKey, placing: Placing | None) -> str:
    """A session and what stood there: 上午 07 号窗口."""
    slot = data.plan.slots.get((cell[1], cell[2]))
    session = slot.name if slot else ""
    if placing is None:
        return _("%(session)s不排班") % {"session": session}
    return f"{session} {data.placing_name(placing)}"
