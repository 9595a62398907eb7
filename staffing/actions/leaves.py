"""Leave: asked for, which reserves it; decided by somebody else; taken back. Nobody's leave empties a window.

Source: 002 § 四(二)2(6), 表1 3.24; 004 § 三.4; rules.md § 4.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.attendance import entered_late
from staffing.actions.leave_shifts import LeaveRefused, cannot_stand_in, stand_down, take_back
from staffing.actions.wording import needed, optional
from staffing.enums import LeaveKind, RequestState
from staffing.models import Leave, LeaveGrant, Person
from staffing.queries.leave_cover import refused_for
from staffing.queries.leaves import balances, cover_gaps, half_days_of, overlapping, stretch_of
from staffing.rules.leaves import AFTERNOON, BALANCED, MORNING, Stretch

MOST_DAYS = 366
GAPS_TOLD = 3


@transaction.atomic
def ask_leave(
    *,
    by: Any,
    at: datetime,
    person: Person,
    kind: str,
    stretch: Stretch,
    reason: str,
    substitute: Person | None = None,
) -> Leave:
    """Ask for leave in half days. Raises: LeaveRefused, AttendanceRefused for a month that is locked."""
    contract = person.contract
    if person.user_id != by.pk and not holds(by, Permission.LEAVE_DECIDE, contract):
        raise LeaveRefused(_("请假由本人申请，或由班组长、主管代为申请。"))
    if kind not in LeaveKind.values:
        raise LeaveRefused(_("请选择假别。"))
    if (stretch.to_on, stretch.to_half) < (stretch.from_on, stretch.from_half):
        raise LeaveRefused(_("结束时间早于开始时间，请核对。"))
    if (stretch.to_on - stretch.from_on).days >= MOST_DAYS:
        raise LeaveRefused(_("一次请假最多一年，请核对日期。"))
    reason = needed(reason, _("请写明请假事由。"), LeaveRefused)
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    other = overlapping(person, stretch)
    if other is not None:
        words = {"first": other.from_on, "last": other.to_on, "kind": other.get_kind_display()}
        raise LeaveRefused(_("这段时间已有%(kind)s（%(first)s 至 %(last)s），请先撤回或改日期。") % words)
    taken = half_days_of(contract, stretch)
    if not taken:
        raise LeaveRefused(_("这段时间没有上班的时段（周末、节假日），不需要请假。"))
    _check_balance(person, kind, taken)
    _check_substitute(person, substitute, stretch)
    if substitute is not None and (told := refused_for(person, stretch, substitute)):
        raise cannot_stand_in(substitute, told)
    row = Leave.objects.create(
        contract=contract, person=person, kind=kind, from_on=stretch.from_on, from_half=stretch.from_half,
        to_on=stretch.to_on, to_half=stretch.to_half, half_days=sum(taken.values()), reason=reason,
        substitute=substitute, asked_at=at, asked_by=by,
        late=entered_late(contract, stretch.from_on, at=at, until=stretch.to_on),
    )  # fmt: skip
    after = {"name": person.name, "kind": kind, "from_on": f"{row.from_on}", "to_on": f"{row.to_on}"}
    record_event("leave.ask", by=by, obj=row, contract=contract, after=after)
    return row


def _check_balance(person: Person, kind: str, taken: dict[int, int], *, reserved: bool = False) -> None:
    """Each year's half days fit what is left; those of this very request are already reserved."""
    if kind not in BALANCED:
        return
    for year, half_days in taken.items():
        balance = balances(person.contract, [person.pk], year)[person.pk, kind]
        left = balance.left + (half_days if reserved else 0)
        if half_days > left:
            words = {
                "year": year, "kind": LeaveKind(kind).label, "need": half_days / 2, "left": max(left, 0) / 2,
                "reserved": balance.reserved / 2,
            }  # fmt: skip
            raise LeaveRefused(
                _(
                    "%(year)s 年%(kind)s剩 %(left)g 天（另 %(reserved)g 天待批），不够 %(need)g 天，请改日期或假别。"
                )
                % words
            )


def _check_substitute(person: Person, substitute: Person | None, stretch: Stretch) -> None:
    if substitute is None:
        return
    if substitute.pk == person.pk or substitute.contract_id != person.contract_id or substitute.left_at:
        raise LeaveRefused(_("请选择本合同在岗的另一个人顶岗。"))
    own = overlapping(substitute, stretch)
    if own is not None:
        words = {"name": substitute.name, "first": f"{own.from_on:%m-%d}", "last": f"{own.to_on:%m-%d}"}
        raise LeaveRefused(_("%(name)s %(first)s 至 %(last)s 自己请假，不能顶岗，请另选一人。") % words)


@transaction.atomic
def decide_leave(
    *, by: Any, at: datetime, leave: Leave, approve: bool, note: str = "", substitute: Person | None = None
) -> Leave:
    """Approve or refuse. Where too few would be left it needs a substitute, who takes the shifts over.

    Raises: LeaveRefused; RosterRefused where the roster was changed meanwhile; AttendanceRefused.
    """
    row = _lock(leave, (RequestState.ASKED,))
    if not holds(by, Permission.LEAVE_DECIDE, row.contract):
        raise LeaveRefused(_("请假由班组长或大厅主管批复。"))
    if by.pk in (row.asked_by_id, row.person.user_id):
        raise LeaveRefused(_("自己的或自己代为申请的请假，要由别人批复。"))
    note = optional(note) if approve else needed(note, _("不批准时请写明原因。"), LeaveRefused)
    columns: dict[str, Any] = {"decided_at": at, "decided_by": by, "decision_note": note}
    if approve:
        stretch = stretch_of(row)
        stands_in = substitute or row.substitute
        _check_balance(row.person, row.kind, half_days_of(row.contract, stretch), reserved=True)
        _check_substitute(row.person, stands_in, stretch)
        stand_down(
            by=by, at=at, leave=row, stretch=stretch, substitute=stands_in,
            covered=lambda: _check_cover(row.person, stretch, stands_in),
        )  # fmt: skip
        late = entered_late(row.contract, row.from_on, at=at, until=row.to_on) or row.late
        columns |= {"substitute": stands_in, "late": late}
    _write(row, state=RequestState.APPROVED if approve else RequestState.REFUSED, **columns)
    stood_in = row.substitute.name if row.substitute else ""
    after = {"state": row.state, "reason": note, "substitute": stood_in}
    record_event("leave.decide", by=by, obj=row, contract=row.contract, after=after)
    return row


def _check_cover(person: Person, stretch: Stretch, substitute: Person | None) -> None:
    gaps = cover_gaps(person, stretch, substitute)
    if gaps:
        told = "；".join(gaps[:GAPS_TOLD])
        if substitute is not None:
            words = {"name": substitute.name, "told": told}
            raise LeaveRefused(_("由%(name)s顶岗后仍会空岗：%(told)s。请另选一人，或不批准。") % words)
        raise LeaveRefused(_("批准后会空岗：%(told)s。请指定顶岗人，或不批准。") % {"told": told})


@transaction.atomic
def withdraw_leave(*, by: Any, at: datetime, leave: Leave) -> Leave:
    """Take back a request nobody has decided. Raises: LeaveRefused."""
    row = _lock(leave, (RequestState.ASKED,))
    if by.pk not in (row.asked_by_id, row.person.user_id):
        raise LeaveRefused(_("只有申请人可以撤回。"))
    _write(row, state=RequestState.WITHDRAWN)
    record_event("leave.withdraw", by=by, obj=row, contract=row.contract)
    return row


@transaction.atomic
def cancel_leave(*, by: Any, at: datetime, leave: Leave, note: str) -> Leave:
    """An approved leave is not taken: the whole leave is given back, and so are its shifts; with a note.

    Raises: LeaveRefused, AttendanceRefused for a month that is locked.
    """
    row = _lock(leave, (RequestState.APPROVED,))
    _may_end(by, row)
    note = needed(note, _("请写明销假的原因。"), LeaveRefused)
    entered_late(row.contract, row.from_on, at=at, until=row.to_on)
    _write(row, state=RequestState.CANCELLED, decision_note=note)
    take_back(by=by, at=at, leave=row, stretch=stretch_of(row))
    record_event("leave.cancel", by=by, obj=row, contract=row.contract, after={"reason": note})
    return row


@transaction.atomic
def cut_leave(*, by: Any, at: datetime, leave: Leave, back_on: date, back_half: int, note: str) -> Leave:
    """Somebody on approved leave is back early: what is left of it is given back with its shifts, with a note.

    Shape: back from a half of a day on; the leave then ends the half day before. Raises: LeaveRefused,
    AttendanceRefused for a month that is locked.
    """
    row = _lock(leave, (RequestState.APPROVED,))
    _may_end(by, row)
    note = needed(note, _("请写明提前返岗的原因。"), LeaveRefused, 120)
    old = stretch_of(row)
    last = (back_on, MORNING) if back_half == AFTERNOON else (back_on - timedelta(days=1), AFTERNOON)
    if not old.covers(back_on, back_half) or last < (old.from_on, old.from_half):
        raise LeaveRefused(_("返岗时间要在请假期间内、开始之后；一天都没有休的请用“销假”。"))
    rest = Stretch(old.from_on, old.from_half, *last)
    taken = half_days_of(row.contract, rest)
    if not taken:
        raise LeaveRefused(_("返岗前没有上班的时段，等于没有休，请用“销假”。"))
    entered_late(row.contract, back_on, at=at, until=old.to_on)
    words = {"note": note, "last": f"{old.to_on:%m-%d}"}
    _write(
        row, to_on=last[0], to_half=last[1], half_days=sum(taken.values()),
        decision_note=_("%(note)s（原请至 %(last)s，提前返岗）") % words,
    )  # fmt: skip
    take_back(by=by, at=at, leave=row, stretch=Stretch(back_on, back_half, old.to_on, old.to_half))
    before, after = {"to_on": f"{old.to_on}"}, {"to_on": f"{row.to_on}", "reason": note}
    record_event("leave.cut", by=by, obj=row, contract=row.contract, before=before, after=after)
    return row


def _may_end(by: Any, row: Leave) -> None:
    if not holds(by, Permission.LEAVE_DECIDE, row.contract) or row.person.user_id == by.pk:
        raise LeaveRefused(_("销假由班组长或大厅主管登记，自己的由别人登记。"))


@transaction.atomic
def grant_leave(
    *, by: Any, at: datetime, person: Person, kind: str, year: int, half_days: int, reason: str
) -> LeaveGrant:
    """Give leave for a year, or take some back (negative). Raises: LeaveRefused."""
    if not holds(by, Permission.ATTENDANCE_FILE, person.contract):
        raise LeaveRefused(_("假期额度由大厅主管登记。"))
    if kind not in LeaveKind.values or not half_days or abs(half_days) > MOST_DAYS:
        raise LeaveRefused(_("请选择假别，天数不能为 0，最多 183 天。"))
    reason = needed(reason, _("请写明依据，如工龄或加班日期。"), LeaveRefused)
    Contract.objects.select_for_update(of=("self",)).get(pk=person.contract_id)
    if half_days < 0:
        held = balances(person.contract, [person.pk], year).get((person.pk, kind))
        if held is None or held.left + half_days < 0:
            raise LeaveRefused(_("收回的比剩下的多，请核对。"))
    row = LeaveGrant.objects.create(
        contract=person.contract, person=person, kind=kind, year=year, half_days=half_days, reason=reason, at=at,
        by=by,
    )  # fmt: skip
    after = {"name": person.name, "kind": kind, "year": year, "half_days": half_days}
    record_event("leave.grant", by=by, obj=row, contract=person.contract, after=after)
    return row


def _lock(leave: Leave, states: tuple[str, ...]) -> Leave:
    rows = Leave.objects.select_for_update(of=("self",)).select_related(
        "person__contract", "contract", "substitute"
    )
    row: Leave = rows.get(pk=leave.pk)
    if row.state not in states:
        raise LeaveRefused(_("这份申请已经处理，请刷新页面。"))
    return row


def _write(row: Leave, **columns: Any) -> None:
    Leave.objects.filter(pk=row.pk).update(**columns)
    for name, value in columns.items():
        setattr(row, name, value)


__all__ = [
    "LeaveRefused", "ask_leave", "cancel_leave", "cut_leave", "decide_leave", "grant_leave", "withdraw_leave",
]  # fmt: skip
