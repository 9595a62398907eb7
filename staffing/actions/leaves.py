"""Leave: asked for, which reserves it; decided by somebody else; taken back. Nobody's leave empties a window.

Source: 002 § 四(二)2(6), 表1 3.24; 004 § 三.4; rules.md § 4.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.attendance import entered_late
from staffing.actions.wording import needed, optional
from staffing.enums import LeaveKind, RequestState
from staffing.models import Leave, LeaveGrant, Person
from staffing.queries.leaves import balances, busy, cover_gaps, half_days_of, overlapping, stretch_of
from staffing.rules.leaves import BALANCED, Stretch

MOST_DAYS = 366
GAPS_TOLD = 3


class LeaveRefused(DomainError):
    """A leave that cannot be asked for or decided like this."""


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
    row = Leave.objects.create(
        contract=contract, person=person, kind=kind, from_on=stretch.from_on, from_half=stretch.from_half,
        to_on=stretch.to_on, to_half=stretch.to_half, half_days=sum(taken.values()), reason=reason,
        substitute=substitute, asked_at=at, asked_by=by, late=entered_late(contract, stretch.from_on, at=at),
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
    if busy(substitute, stretch):
        raise LeaveRefused(
            _("%(name)s 这段时间已有排班或请假，不能顶岗，请另选一人。") % {"name": substitute.name}
        )


@transaction.atomic
def decide_leave(
    *, by: Any, at: datetime, leave: Leave, approve: bool, note: str = "", substitute: Person | None = None
) -> Leave:
    """Approve or refuse. Where too few would be left it needs a substitute, by name. Raises: LeaveRefused."""
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
        _check_cover(row.person, stretch, stands_in)
        late = entered_late(row.contract, row.from_on, at=at) or row.late
        columns |= {"substitute": stands_in, "late": late}
    _write(row, state=RequestState.APPROVED if approve else RequestState.REFUSED, **columns)
    stood_in = row.substitute.name if row.substitute else ""
    after = {"state": row.state, "reason": note, "substitute": stood_in}
    record_event("leave.decide", by=by, obj=row, contract=row.contract, after=after)
    return row


def _check_cover(person: Person, stretch: Stretch, substitute: Person | None) -> None:
    if substitute is not None:
        return
    gaps = cover_gaps(person, stretch)
    if gaps:
        told = "；".join(gaps[:GAPS_TOLD])
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
    """Somebody on approved leave is back at work: the whole leave is given back, with a note.

    Raises: LeaveRefused, AttendanceRefused for a month that is locked.
    """
    row = _lock(leave, (RequestState.APPROVED,))
    if not holds(by, Permission.LEAVE_DECIDE, row.contract) or row.person.user_id == by.pk:
        raise LeaveRefused(_("销假由班组长或大厅主管登记，自己的由别人登记。"))
    note = needed(note, _("请写明销假的原因。"), LeaveRefused)
    entered_late(row.contract, row.from_on, at=at)
    entered_late(row.contract, row.to_on, at=at)
    _write(row, state=RequestState.CANCELLED, decision_note=note)
    record_event("leave.cancel", by=by, obj=row, contract=row.contract, after={"reason": note})
    return row


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
