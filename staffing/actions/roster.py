"""Planning a week: cells are set and cleared, a week is copied, published, and changed once published.

Every change goes through staffing.rules.roster, whatever asked for it. A published week tells who let a change be,
and why: RosterChange is the evidence of 002 表1 3.24. Source: 002 § 四(二)2(6), 表1 3.24; 001 § 1.7.1.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.roster_log import Responsible, keep_gaps, log_changes, needed_names, taken_by_training
from staffing.actions.wording import needed
from staffing.enums import ShiftKind, SwapState, WeekState
from staffing.models import Person, RosterWeek, Shift, Swap
from staffing.queries.roster import WeekData, filed_months, week_data
from staffing.rules.roster import CellKey, Placing, Plan, Refusal, Slot, weekday
from staffing.rules.roster_changes import Wish, dressed, fulfil, post_of


class RosterRefused(DomainError):
    """A change of the roster that a rule does not allow."""


class NameNeeded(RosterRefused):
    """A published week would leave a window open with nobody's name beside it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants in one cell. Shape: nothing at all clears it; `training` needs no window."""

    person: int
    day: date
    session: int
    window: int | None = None
    present: bool = False
    training: bool = False

    @property
    def cell(self) -> CellKey:
        return self.person, self.day, self.session

    @property
    def clears(self) -> bool:
        return self.window is None and not self.present and not self.training


@dataclass(frozen=True, slots=True)
class Why:
    """What a change of a published week needs. Shape: not `approved` records a change made without asking anybody;
    `step` names what it was where the cells alone do not tell (a swap).
    """

    reason: str = ""
    responsible: Person | None = None
    approved: bool = True
    step: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The week afterwards, which cells changed, and what could not be, in words."""

    data: WeekData
    cells: tuple[CellKey, ...]
    refused: tuple[str, ...]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


@transaction.atomic
def change_cells(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    monday: date,
    changes: Iterable[Change],
    why: Why | None = None,
    whole: bool = True,
) -> Done:
    """Set and clear cells of a week. `whole`: all of them or nothing; otherwise what can be, and the rest in words.

    Raises: RosterRefused; NameNeeded where a published week would get an open window without a name.
    """
    week = lock_week(by=by, at=at, contract=contract, monday=monday)
    data = week_data(contract, monday)
    wanted = list(changes)
    _may_edit(by, contract, data, {each.person for each in wanted})
    _not_filed(contract, [each.day for each in wanted])
    wishes = [Wish(each.cell, None if each.clears else placing_for(data, each)) for each in wanted]
    return settle(by=by, at=at, week=week, data=data, wishes=wishes, why=why or Why(), whole=whole)


def settle(
    *, by: Any, at: datetime, week: RosterWeek, data: WeekData, wishes: list[Wish], why: Why, whole: bool
) -> Done:
    """Ask the rules, write what they let be, and put it on record. For use inside a transaction."""
    outcome = fulfil(data.plan, wishes)
    refused = tuple(words(data, wish.cell, told) for wish, told in outcome.refused)
    if refused and whole:
        raise RosterRefused("\n".join(refused[:5]))
    before, after = data.plan, outcome.plan
    cells = tuple(
        sorted(
            {each.cell for each in wishes if before.placings.get(each.cell) != after.placings.get(each.cell)}
        )
    )
    if not cells:
        return Done(data, (), refused)
    published = week.state == WeekState.PUBLISHED
    if published:
        needed(why.reason, _("这一周已发布，请写明调整原因。"), RosterRefused)
        open_ = taken_by_training(data, after, cells)
        if open_:
            raise RosterRefused(
                _("培训后%(gaps)s，不能安排。请先找人顶岗。") % {"gaps": "；".join(open_[:5])}
            )
        missing = needed_names(data, after, why)
        if missing:
            raise NameNeeded(
                _("调整后%(gaps)s。请先安排顶岗，或写明由谁负责。") % {"gaps": "；".join(missing[:5])}
            )
    _write(by=by, at=at, week=week, data=data, after=after, cells=cells)
    if published:
        log_changes(by=by, at=at, week=week, data=data, after=after, cells=cells, why=why)
        keep_gaps(
            by=by, at=at, week=week, data=data, after=after, answer=Responsible(why.responsible, why.reason)
        )
    RosterWeek.objects.filter(pk=week.pk).update(version=week.version + 1)
    record_event(
        "roster.change", by=by, obj=week, contract=data.contract,
        before={"cells": [told_cell(data, before, cell) for cell in cells]},
        after={"cells": [told_cell(data, after, cell) for cell in cells], "reason": why.reason},
    )  # fmt: skip
    return Done(replace(data, plan=after, week=week), cells, refused)


def lock_week(*, by: Any, at: datetime, contract: Contract, monday: date) -> RosterWeek:
    """The week's row, made where there is none yet, locked. Raises: RosterRefused."""
    if monday.weekday() != 0:
        raise RosterRefused(_("一周从周一算起，请从周一开始排班。"))
    if not contract.starts_on - timedelta(days=6) <= monday <= contract.ends_on:
        raise RosterRefused(_("这一周不在合同期内，不能排班。"))
    RosterWeek.objects.get_or_create(
        contract=contract, starts_on=monday, defaults={"made_at": at, "made_by": by}
    )
    return RosterWeek.objects.select_for_update().get(contract=contract, starts_on=monday)


def _may_edit(by: Any, contract: Contract, data: WeekData, people: set[int]) -> None:
    """A team leader plans the own team only."""
    allowed = set(
        Person.objects.allowed(by, Permission.ROSTER_EDIT)
        .filter(contract=contract, pk__in=people)
        .values_list("pk", flat=True)
    )
    foreign = people - allowed
    if foreign:
        names = [data.members[pk].person.name for pk in sorted(foreign) if pk in data.members]
        raise RosterRefused(
            _("%(names)s不在您的班组，不能由您排班。请找其班组长或大厅主管。")
            % {"names": "、".join(names[:5])}
        )


def _not_filed(contract: Contract, days: list[date]) -> None:
    if not days:
        return
    filed = filed_months(contract, min(days), max(days))
    if any(day.replace(day=1) in filed for day in days):
        raise RosterRefused(_("这个月的考勤已报采购人，排班不能再改。确需更正的，请先退回当月考勤。"))


def placing_for(data: WeekData, change: Change) -> Placing:
    """The placing a change asks for, with its post, venue and kind. Raises: RosterRefused."""
    worker = data.plan.workers.get(change.person)
    venue = data.venue_of(change.person, change.day)
    if change.window is not None:
        if change.window not in data.windows:
            raise RosterRefused(_("本合同没有这个窗口。"))
        venue = data.windows[change.window].venue_id
    found = post_of(data.plan, worker, change.cell, change.window, venue) if worker and venue else None
    if found is None:
        name = worker.name if worker else _("此人")
        raise RosterRefused(
            _("%(name)s在 %(day)s 没有岗位或场所，不能排班。请先在“人员”登记任职。")
            % {"name": name, "day": change.day}
        )
    kind = ShiftKind.TRAINING.value if change.training else ShiftKind.REGULAR.value
    return dressed(data.plan, Placing(*change.cell, *found, change.window, kind))


def words(data: WeekData, cell: CellKey, told: Iterable[Refusal]) -> str:
    """Why one cell could not be: 李梅 周三上午：一个窗口只排一人。"""
    person, day, session = cell
    worker, slot = data.plan.workers.get(person), data.plan.slots.get((day, session))
    values = {
        "name": worker.name if worker else "",
        "day": weekday(day),
        "session": slot.name if slot else "",
        "why": "".join(each.text for each in told),
    }
    return _("%(name)s %(day)s%(session)s：%(why)s") % values


def told_cell(data: WeekData, plan: Plan, cell: CellKey) -> str:
    """A cell for the record: number of the person, day, session and what stands there."""
    person, day, session = cell
    member, slot = data.members.get(person), data.plan.slots.get((day, session))
    number = member.person.number if member else str(person)
    return f"{number} {day} {slot.name if slot else ''} {told_placing(data, plan.placings.get(cell))}".strip()


def told_placing(data: WeekData, placing: Placing | None) -> str:
    """Where a cell puts somebody, "" for nowhere."""
    return "" if placing is None else data.placing_name(placing)


def _write(
    *, by: Any, at: datetime, week: RosterWeek, data: WeekData, after: Plan, cells: tuple[CellKey, ...]
) -> None:
    """Rows that stay keep their key (swaps point to them). Windows are let go first, so that two may change seats."""
    gone = [data.shifts[cell].pk for cell in cells if cell in data.shifts and cell not in after.placings]
    no_open_swap(gone)
    Shift.objects.filter(pk__in=gone).delete()
    kept = [data.shifts[cell] for cell in cells if cell in data.shifts and cell in after.placings]
    Shift.objects.filter(pk__in=[row.pk for row in kept]).update(window=None)
    for row in kept:
        _fill(row, after.placings[row.person_id, row.day, row.session_id])
    fresh = [cell for cell in cells if cell not in data.shifts and cell in after.placings]
    rows = [
        _fill(_new_shift(week, data.plan.slots[cell[1], cell[2]], cell, by, at), after.placings[cell])
        for cell in fresh
    ]
    try:
        with transaction.atomic():
            Shift.objects.bulk_update(kept, ["post", "venue", "window", "kind", "covers"])
            Shift.objects.bulk_create(rows)
    except DatabaseError as error:
        raise RosterRefused(_("排班刚被他人改动，有人会同时在两处。请刷新后再试。")) from error


def no_open_swap(shifts: list[int]) -> None:
    """Nobody changes a shift under a swap that is being dealt with. Raises: RosterRefused."""
    waiting = Swap.objects.filter(state__in=(SwapState.ASKED, SwapState.AGREED)).select_related("asker")
    found = waiting.filter(shift_id__in=shifts).first() or waiting.filter(other_id__in=shifts).first()
    if found is not None:
        raise RosterRefused(
            _("%(name)s提出的换班还没有处理，涉及这个班次。请先处理换班。") % {"name": found.asker.name}
        )


def _new_shift(week: RosterWeek, slot: Slot, cell: CellKey, by: Any, at: datetime) -> Shift:
    return Shift(
        contract_id=week.contract_id, week=week, person_id=cell[0], day=cell[1], session_id=cell[2],
        starts_at=slot.starts_at, ends_at=slot.ends_at, made_at=at, made_by=by,
    )  # fmt: skip


def _fill(row: Shift, placing: Placing) -> Shift:
    row.post_id, row.venue_id, row.window_id = placing.post, placing.venue, placing.window
    row.kind, row.covers_id = placing.kind, placing.covers
    return row


__all__ = ["Change", "Done", "NameNeeded", "RosterRefused", "Why", "change_cells", "lock_week", "settle"]
