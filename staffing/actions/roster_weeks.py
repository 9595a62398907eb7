"""A whole week at once: copied from the week before, filled by a pattern, published.

Publishing wants every hard rule kept and a name beside every window that stays open.
Source: 002 § 四(二)2(6); 001 § 1.7.1.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import Stale
from records.actions import record_event
from staffing.actions.roster import (
    Change,
    Done,
    RosterRefused,
    Why,
    change_cells,
    lock_week,
    settle,
    words,
)
from staffing.actions.roster_log import Responsible, gap_key, gap_row, known_gaps
from staffing.actions.wording import needed
from staffing.enums import ShiftKind, WeekState
from staffing.models import Person, RosterGap, RosterWeek, ShiftPattern
from staffing.queries.roster import WeekData, week_data
from staffing.rules.roster import Placing, Plan, faults, shortfalls
from staffing.rules.roster_changes import Wish, dressed

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers for one open window (or place) of the week, and why it stays open."""

    person: Person
    reason: str


class NothingThere(RosterRefused):
    """The week to be copied holds nothing."""


@transaction.atomic
def copy_week(*, by: Any, at: datetime, contract: Contract, monday: date, source: date) -> Done:
    """Take over another week's shifts into the free cells of a draft; what cannot be is told.

    Sessions are matched by their key, so a new wording of the hours still finds its morning. Raises: RosterRefused.
    """
    week = lock_week(by=by, at=at, contract=contract, monday=monday)
    if week.state != WeekState.DRAFT:
        raise RosterRefused(_("这一周已发布，不能再整周复制；请逐个调整。"))
    data, old = week_data(contract, monday), week_data(contract, source)
    if not old.plan.placings:
        raise NothingThere(_("%(day)s 起的一周没有排班，无从复制。") % {"day": source})
    keys = {(slot.day, slot.key): slot.session for slot in data.plan.slots.values()}
    wishes = []
    for each in old.plan.placings.values():
        day = each.day + (monday - source)
        session = keys.get((day, old.sessions[each.session].key)) if each.session in old.sessions else None
        if session is None or (each.person, day, session) in data.plan.placings or _only_then(old.plan, each):
            continue
        wishes.append(_copied(data, each, day, session))
    return settle(by=by, at=at, week=week, data=data, wishes=wishes, why=Why(), whole=False)


def _only_then(plan: Plan, each: Placing) -> bool:
    """A training, and standing in for somebody's leave, belong to their own week; the leave's seat does not."""
    absent = plan.placings.get((each.covers, each.day, each.session)) if each.covers else None
    return each.kind == ShiftKind.TRAINING or (absent is not None and not absent.works)


def _copied(data: WeekData, each: Placing, day: date, session: int) -> Wish:
    placing = Placing(each.person, day, session, each.post, each.venue, each.window)
    return Wish(placing.cell, dressed(data.plan, placing))


def apply_pattern(
    *, by: Any, at: datetime, contract: Contract, monday: date, pattern: ShiftPattern, people: Iterable[int]
) -> Done:
    """Plan people by a pattern: its sessions are set, the others of the week cleared. Raises: RosterRefused."""
    data = week_data(contract, monday)
    changes = []
    for person in people:
        for slot in data.plan.slots.values():
            wanted = slot.key in pattern.grid.get(str(slot.day.isoweekday()), [])
            there = data.plan.placings.get((person, *slot.at))
            if wanted and there is None:
                window = data.plan.workers[person].usual_window if person in data.plan.workers else None
                changes.append(Change(person, *slot.at, window=window, present=True))
            elif there is not None and not wanted:
                changes.append(Change(person, *slot.at))
    return change_cells(
        by=by, at=at, contract=contract, monday=monday, changes=changes, whole=False,
        why=Why(reason=_("按班型“%(name)s”") % {"name": pattern.name}),
    )  # fmt: skip


@transaction.atomic
def publish_week(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    monday: date,
    answers: Mapping[tuple[Any, ...], Answer],
    version: int | None = None,
) -> RosterWeek:
    """Make a draft the roster people work by.

    Shape: answers by gap key (day, session, window, place). Raises: RosterRefused with what is still missing, Stale
    when somebody changed the week since it was looked at.
    """
    week = lock_week(by=by, at=at, contract=contract, monday=monday)
    if week.state != WeekState.DRAFT:
        raise RosterRefused(_("这一周已经发布。"))
    if version is not None and version != week.version:
        raise Stale(_("打开这页之后，排班又被改过。请刷新核对后再发布。"))
    data = week_data(contract, monday)
    if not data.plan.placings:
        raise RosterRefused(_("这一周还没有排任何人，不能发布。"))
    broken = [words(data, cell, told) for cell, told in faults(data.plan).items()]
    if broken:
        raise RosterRefused(_("还有不合规的班次，不能发布：%(what)s") % {"what": "；".join(broken[:5])})
    found = shortfalls(data.plan)
    unnamed = [data.told(each) for each in found if gap_key(each) not in answers]
    if unnamed:
        raise RosterRefused(_("还有空缺没有写明负责人：%(gaps)s。") % {"gaps": "；".join(unnamed[:5])})
    rows = []
    for each in found:
        answer = answers[gap_key(each)]
        reason = needed(answer.reason, _("请写明%(gap)s的原因。") % {"gap": data.told(each)}, RosterRefused)
        rows.append(gap_row(by=by, at=at, week=week, found=each, answer=Responsible(answer.person, reason)))
    RosterGap.objects.filter(pk__in=[row.pk for row in known_gaps(data).values()]).delete()
    RosterGap.objects.bulk_create(rows)
    week.state, week.published_at, week.published_by = WeekState.PUBLISHED.value, at, by
    week.version += 1
    week.save(update_fields=["state", "published_at", "published_by", "version"])
    record_event(
        "roster.publish", by=by, obj=week, contract=contract,
        after={"state": week.state, "shifts": len(data.plan.placings), "gaps": len(rows)},
    )  # fmt: skip
    return week
