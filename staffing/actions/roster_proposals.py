"""Asking for a proposed week, and writing it into the draft. People change it freely afterwards."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from records.actions import record_event
from records.actions.jobs import start_job
from records.models import Job
from staffing.actions.roster import Done, RosterRefused, Why, lock_week, settle
from staffing.enums import WeekState
from staffing.models import RosterWeek
from staffing.queries.roster import WeekData, week_data
from staffing.rules.roster import weekday
from staffing.rules.roster_changes import Wish
from staffing.rules.roster_proposal import Proposal, Unmet

KIND = "roster_proposal"
NAMES_TOLD = 4


@transaction.atomic
def ask_proposal(*, by: Any, at: datetime, contract: Contract, monday: date) -> Job:
    """Have a week proposed in the background. Raises: RosterRefused; TooManyJobs (records.actions.jobs)."""
    week = lock_week(by=by, at=at, contract=contract, monday=monday)
    if week.state != WeekState.DRAFT:
        raise RosterRefused(_("这一周已发布，不能再整周重排；请逐个调整。"))
    return start_job(
        by=by, at=at, contract=contract, kind=KIND, title=_("%(day)s 起一周的排班建议") % {"day": monday},
        params={"week": monday.isoformat()},
    )  # fmt: skip


@transaction.atomic
def take_proposal(*, by: Any, at: datetime, contract: Contract, monday: date, proposal: Proposal) -> Done:
    """Write what was proposed into the cells that are still free, and keep what could not be met.

    What somebody planned while the solver worked stays; a proposed shift that no longer fits beside it is left out.
    Raises: RosterRefused when the week was published meanwhile.
    """
    week = lock_week(by=by, at=at, contract=contract, monday=monday)
    if week.state != WeekState.DRAFT:
        raise RosterRefused(_("这一周刚刚发布，建议没有写入。"))
    data = week_data(contract, monday)
    wishes = [Wish(each.cell, each) for each in proposal.placings if each.cell not in data.plan.placings]
    done = settle(by=by, at=at, week=week, data=data, wishes=wishes, why=Why(), whole=False)
    unmet = [told(data, each) for each in proposal.unmet]
    if not proposal.best:
        unmet.append(_("时间到了，这是已找到的最好安排，可能还有更好的。"))
    unmet += done.refused
    RosterWeek.objects.filter(pk=week.pk).update(unmet=unmet)
    record_event(
        "roster.propose", by=by, obj=week, contract=contract,
        after={"shifts": len(done.cells), "unmet": unmet},
    )  # fmt: skip
    return done


def told(data: WeekData, unmet: Unmet) -> str:
    """What could not be met and why, plainly: who of the post is where instead."""
    words = {
        "day": weekday(unmet.slot.day), "session": unmet.slot.name, "post": data.posts[unmet.post].name,
        "venue": data.venues[unmet.venue].name, "missing": unmet.missing, "own": unmet.own,
    }  # fmt: skip
    head = _("%(day)s%(session)s %(post)s（%(venue)s）还缺 %(missing)s 人：该岗共 %(own)s 人") % words
    parts = [head]
    for text, people in (
        (_("请假 %(count)s 人"), unmet.away),
        (_("工时已满 %(count)s 人"), unmet.full),
        (_("已排在别处 %(count)s 人"), unmet.elsewhere),
    ):
        if people:
            parts.append(f"{text % {'count': len(people)}}（{_names(data, people)}）")
    if unmet.floats_used:
        parts.append(_("机动 %(count)s 人已顶在别处") % {"count": unmet.floats_used})
    return "，".join(parts)


def _names(data: WeekData, people: tuple[int, ...]) -> str:
    names = [data.plan.workers[pk].name for pk in people[:NAMES_TOLD]]
    return "、".join(names) + (_("等") if len(people) > NAMES_TOLD else "")
