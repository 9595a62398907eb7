"""Two people change shifts: asked by one, agreed to by the other, approved by the team leader or the supervisor.

Nobody approves their own. The rules of the roster judge it when it is asked and once more when it is approved.
Source: 002 表1 3.24 (未经班组长允许，擅自调整班次安排).
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.roster import RosterRefused, Why, lock_week, settle, words
from staffing.actions.roster_log import said
from staffing.actions.wording import needed, optional
from staffing.enums import RosterStep, SwapState, WeekState
from staffing.models import RosterWeek, Shift, Swap
from staffing.queries.roster import WeekData, week_data
from staffing.rules.roster import Placing, weekday
from staffing.rules.roster_changes import Wish, dressed, fulfil

OPEN = (SwapState.ASKED, SwapState.AGREED)


class SwapRefused(RosterRefused):
    """A swap that its state, its people or the rules do not allow."""


@transaction.atomic
def ask_swap(*, by: Any, at: datetime, contract: Contract, shift: Shift, other: Shift, reason: str) -> Swap:
    """Ask somebody to change shifts. Raises: SwapRefused."""
    reason = needed(reason, _("请写明换班的原因。"), SwapRefused)
    if shift.person.user_id != by.pk:
        raise SwapRefused(_("只能拿自己的班次来换。"))
    if shift.person_id == other.person_id:
        raise SwapRefused(_("请选另一个人的班次。"))
    if shift.week_id != other.week_id:
        raise SwapRefused(_("只能换同一周的班次，否则每周工时会乱。请选同一周的。"))
    if shift.week.state != WeekState.PUBLISHED:
        raise SwapRefused(_("这一周还没有发布，请直接找主管调整。"))
    if min(shift.starts_at, other.starts_at) <= at:
        raise SwapRefused(_("已经开始的班次不能再换。"))
    both = [shift.pk, other.pk]
    if Swap.objects.filter(Q(shift_id__in=both) | Q(other_id__in=both), state__in=OPEN).exists():
        raise SwapRefused(_("其中一个班次已有换班在处理，请等它办完。"))
    data = week_data(contract, shift.week.starts_on)
    _judge(data, exchange(data, shift, other))
    swap = Swap.objects.create(
        contract=contract, asker=shift.person, partner=other.person, shift=shift, other=other, reason=reason,
        asker_gives=_told(data, shift), partner_gives=_told(data, other), asked_at=at, asked_by=by,
    )  # fmt: skip
    after = {"asker_gives": swap.asker_gives, "partner_gives": swap.partner_gives, "reason": reason}
    record_event("swap.ask", by=by, obj=swap, contract=contract, after=after)
    return swap


def exchange(data: WeekData, shift: Shift, other: Shift) -> list[Wish]:
    """What the cells of both become. Raises: SwapRefused where one of them is on leave or in a training."""
    mine, theirs = data.plan.placings[_cell(shift)], data.plan.placings[_cell(other)]
    if not (mine.counts and theirs.counts):
        raise SwapRefused(_("请假或培训的时段不能换班。"))

    def given(placing: Placing, to: int) -> Wish:
        taken = Placing(to, placing.day, placing.session, placing.post, placing.venue, placing.window)
        return Wish(taken.cell, dressed(data.plan, taken))

    cleared = [] if _slot(shift) == _slot(other) else [Wish(mine.cell), Wish(theirs.cell)]
    return [*cleared, given(mine, other.person_id), given(theirs, shift.person_id)]


def _cell(row: Shift) -> tuple[int, Any, int]:
    return row.person_id, row.day, row.session_id


def _slot(row: Shift) -> tuple[Any, int]:
    return row.day, row.session_id


def _judge(data: WeekData, wishes: list[Wish]) -> None:
    moved = any(each.placing is None for each in wishes)
    if moved and any(each.placing and each.cell in data.plan.placings for each in wishes):
        raise SwapRefused(_("换班后有一人在同一时段会有两个班次，不能换。"))
    outcome = fulfil(data.plan, wishes)
    if outcome.refused:
        raise SwapRefused("；".join(words(data, wish.cell, told) for wish, told in outcome.refused))


def _told(data: WeekData, row: Shift) -> str:
    """周一 11-30 上午 07 号窗口."""
    return f"{weekday(row.day)} {row.day:%m-%d} {said(data, _cell(row), data.plan.placings.get(_cell(row)))}"[
        :120
    ]


# -- the steps ------------------------------------------------------------------------------------------------------
def _locked(swap: Swap, *states: SwapState) -> Swap:
    row = Swap.objects.select_for_update(of=("self",)).select_related("asker", "partner").get(pk=swap.pk)
    if row.state not in states:
        raise SwapRefused(_("这项换班现在是“%(state)s”，不能这样处理。") % {"state": row.get_state_display()})
    return row


@transaction.atomic
def agree_swap(*, by: Any, at: datetime, swap: Swap) -> Swap:
    """The other one agrees. Raises: SwapRefused."""
    row = _locked(swap, SwapState.ASKED)
    if row.partner.user_id != by.pk:
        raise SwapRefused(_("要由%(name)s本人同意。") % {"name": row.partner.name})
    row.state, row.agreed_at, row.agreed_by = SwapState.AGREED.value, at, by
    row.save(update_fields=["state", "agreed_at", "agreed_by"])
    record_event("swap.agree", by=by, obj=row, contract=row.contract, after={"state": row.state})
    return row


@transaction.atomic
def withdraw_swap(*, by: Any, at: datetime, swap: Swap) -> Swap:
    """Who asked takes it back. Raises: SwapRefused."""
    row = _locked(swap, *OPEN)
    if row.asker.user_id != by.pk:
        raise SwapRefused(_("只有提出人可以撤回。"))
    row.state, row.decided_at, row.decided_by = SwapState.WITHDRAWN.value, at, by
    row.save(update_fields=["state", "decided_at", "decided_by"])
    record_event("swap.withdraw", by=by, obj=row, contract=row.contract, after={"state": row.state})
    return row


@transaction.atomic
def refuse_swap(*, by: Any, at: datetime, swap: Swap, note: str) -> Swap:
    """The other one, the team leader or the supervisor says no, and why. Raises: SwapRefused."""
    row = _locked(swap, *OPEN)
    if row.partner.user_id != by.pk:
        _may_decide(by, row)
    note = needed(note, _("请写明不同意的原因。"), SwapRefused)
    row.state, row.decided_at, row.decided_by, row.decision_note = SwapState.REFUSED.value, at, by, note
    row.save(update_fields=["state", "decided_at", "decided_by", "decision_note"])
    record_event(
        "swap.refuse", by=by, obj=row, contract=row.contract, after={"state": row.state, "reason": note}
    )
    return row


@transaction.atomic
def approve_swap(*, by: Any, at: datetime, swap: Swap, note: str = "") -> Swap:
    """Let it be: both shifts change hands, and the change is logged with who let it. Raises: RosterRefused."""
    row = _locked(swap, SwapState.AGREED)
    _may_decide(by, row)
    shift, other = row.shift, row.other
    if shift is None or other is None:
        raise SwapRefused(_("其中一个班次已被取消，这项换班不能再批准，请退回。"))
    if (shift.person_id, other.person_id) != (row.asker_id, row.partner_id):
        raise SwapRefused(_("其中一个班次已换了人，这项换班不能再批准，请退回。"))
    if min(shift.starts_at, other.starts_at) <= at:
        raise SwapRefused(_("其中一个班次已经开始，不能再批准，请退回。"))
    row.state, row.decided_at, row.decided_by, row.decision_note = (
        SwapState.APPROVED.value,
        at,
        by,
        optional(note),
    )
    row.save(update_fields=["state", "decided_at", "decided_by", "decision_note"])
    monday = RosterWeek.objects.get(pk=shift.week_id).starts_on
    week = lock_week(by=by, at=at, contract=row.contract, monday=monday)
    data = week_data(row.contract, monday)
    wishes = exchange(data, shift, other)
    _judge(data, wishes)
    why = Why(_("换班：%(reason)s") % {"reason": row.reason[:180]}, step=RosterStep.SWAPPED.value)
    settle(by=by, at=at, week=week, data=data, wishes=wishes, why=why, whole=True)
    record_event("swap.approve", by=by, obj=row, contract=row.contract, after={"state": row.state})
    return row


def _may_decide(by: Any, row: Swap) -> None:
    if by.pk in {row.asker.user_id, row.partner.user_id}:
        raise SwapRefused(_("自己的换班不能自己批，请由另一位班组长或大厅主管批准。"))
    if not Swap.objects.allowed(by, Permission.ROSTER_EDIT).filter(pk=row.pk).exists():
        raise SwapRefused(_("要由班组长或大厅主管批准。"))
