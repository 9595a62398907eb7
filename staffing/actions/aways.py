"""Leaving the post and coming back: in one key, the head of the shift told in the same moment.

Source: 002 § 五(一)表1 3.26 (向带班人员报备、出示暂停服务); facts.md § 6.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, Window
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.attendance import entered_late
from staffing.actions.wording import needed, optional
from staffing.models import Away, Person
from staffing.queries.attendance_people import shift_lead, why_not_there, window_at
from staffing.queries.people import file_of


class AwayRefused(DomainError):
    """A time away that cannot be entered like this."""


@transaction.atomic
def go_away(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    reason: str = "",
    sign_shown: bool = True,
    window: Window | None = None,
) -> Away:
    """Leave the post; whoever leads the shift is told now. Again while away changes nothing. Raises: AwayRefused."""
    person = file_of(by, contract)
    if person is None or not holds(by, Permission.ATTENDANCE_PUNCH, contract):
        raise AwayRefused(_("您没有本合同的人员档案，不能登记离岗。请主管把账号与档案关联。"))
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    known = Away.objects.filter(person=person, back_at=None, voided_at=None).first()
    if known is not None and timezone.localdate(known.left_at) == timezone.localdate(at):
        return known
    if known is not None:
        _end_yesterday(known)
    lead = shift_lead(person, timezone.localdate(at))
    row = Away.objects.create(
        contract=contract, person=person, window=window or window_at(person, at), left_at=at,
        reason=optional(reason, 100), told=lead, told_at=at if lead else None, sign_shown=sign_shown,
        recorded_at=at, recorded_by=by, late=entered_late(contract, timezone.localdate(at), at=at),
    )  # fmt: skip
    after = {"reason": row.reason, "told": lead.name if lead else "", "sign_shown": sign_shown}
    record_event("away.leave", by=by, obj=row, contract=contract, after=after)
    return row


@transaction.atomic
def come_back(*, by: Any, at: datetime, contract: Contract) -> Away | None:
    """Be at the post again; None for somebody who was not away."""
    rows = Away.objects.select_for_update(of=("self",)).filter(
        contract=contract, person__user=by, back_at=None, voided_at=None
    )
    row = rows.first()
    if row is None:
        return None
    if timezone.localdate(row.left_at) < timezone.localdate(at):
        _end_yesterday(row)
        return row
    _write(row, back_at=at)
    record_event("away.back", by=by, obj=row, contract=contract, after={"at": at.isoformat()})
    return row


def follow_pause(*, by: Any, at: datetime, contract: Contract, window: Window, reason: str) -> Away | None:
    """A window that was paused: its clerk is away, with the sign out; None for somebody without a staff file."""
    if file_of(by, contract) is None or not holds(by, Permission.ATTENDANCE_PUNCH, contract):
        return None
    return go_away(by=by, at=at, contract=contract, reason=reason, sign_shown=True, window=window)


def _end_yesterday(row: Away) -> None:
    """Nobody came back that day: it ends with the day it began on."""
    end = timezone.localtime(row.left_at).replace(hour=23, minute=59, second=59, microsecond=0)
    _write(row, back_at=max(end, row.left_at))
    record_event("away.ended", by=None, obj=row, contract=row.contract, after={"at": end.isoformat()})


@transaction.atomic
def record_away(
    *,
    by: Any,
    at: datetime,
    person: Person,
    left_at: datetime,
    back_at: datetime | None,
    reason: str,
    sign_shown: bool,
) -> Away:
    """Write down that somebody was away without saying so; nobody was told. Raises: AwayRefused, AttendanceRefused."""
    if not holds(by, Permission.ATTENDANCE_RECORD, person.contract):
        raise AwayRefused(_("他人的离岗由班组长或大厅主管登记。"))
    if left_at > at or (back_at is not None and not left_at <= back_at <= at):
        raise AwayRefused(_("返回时间不能早于离开时间，也不能晚于现在。"))
    if back_at is not None and timezone.localdate(left_at) != timezone.localdate(back_at):
        raise AwayRefused(_("离开和返回要在同一天。"))
    late = entered_late(person.contract, timezone.localdate(left_at), at=at)
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if back_at is None and Away.objects.filter(person=person, back_at=None, voided_at=None).exists():
        raise AwayRefused(_("%(name)s 已经登记离岗，还没有返回。") % {"name": person.name})
    row = Away.objects.create(
        contract=person.contract, person=person, window=window_at(person, left_at), left_at=left_at, back_at=back_at,
        reason=optional(reason, 100), sign_shown=sign_shown, recorded_at=at, recorded_by=by, late=late,
    )  # fmt: skip
    after = {"name": person.name, "left_at": left_at.isoformat(), "reason": row.reason}
    record_event("away.record", by=by, obj=row, contract=person.contract, after=after)
    return row


@transaction.atomic
def name_cover(*, by: Any, at: datetime, away: Away, cover: Person) -> Away:
    """Say who stood at the post meanwhile. Raises: AwayRefused, AttendanceRefused for a month that is locked.

    Nobody stands in two places: not somebody who was away, on leave or at a window of their own at that time.
    """
    row = Away.objects.select_for_update(of=("self",)).select_related("person", "contract").get(pk=away.pk)
    if not holds(by, Permission.ATTENDANCE_RECORD, row.contract) or by.pk in (
        row.person.user_id,
        cover.user_id,
    ):
        raise AwayRefused(_("顶岗人由班组长或大厅主管登记；自己离岗或自己顶岗的，由别人登记。"))
    if row.voided_at:
        raise AwayRefused(_("这条记录已经作废。"))
    if entered_late(row.contract, timezone.localdate(row.left_at), at=at):
        raise AwayRefused(_("这个月的考勤已报采购人，不能再补登顶岗人。请采购人先退回当月考勤。"))
    if cover.pk == row.person_id or cover.contract_id != row.contract_id:
        raise AwayRefused(_("请选择本合同的另一个人。"))
    why = why_not_there(cover, row.left_at, row.back_at or at)
    if why:
        raise AwayRefused(_("%(name)s不能登记为顶岗人：%(why)s") % {"name": cover.name, "why": why})
    before = {"cover": row.cover.name if row.cover else ""}
    _write(row, cover=cover)
    after = {"cover": cover.name}
    record_event("away.cover", by=by, obj=row, contract=row.contract, before=before, after=after)
    return row


@transaction.atomic
def void_away(*, by: Any, at: datetime, away: Away, reason: str) -> Away:
    """Take back a time away that was entered wrongly. Raises: AwayRefused, AttendanceRefused."""
    row = Away.objects.select_for_update(of=("self",)).select_related("person", "contract").get(pk=away.pk)
    if not holds(by, Permission.ATTENDANCE_RECORD, row.contract) or row.person.user_id == by.pk:
        raise AwayRefused(_("离岗记录由班组长或大厅主管作废，自己的要由别人作废。"))
    if row.voided_at:
        raise AwayRefused(_("这条记录已经作废。"))
    reason = needed(reason, _("请写明作废的原因。"), AwayRefused)
    entered_late(row.contract, timezone.localdate(row.left_at), at=at)
    _write(row, voided_at=at, void_reason=reason)
    record_event("away.void", by=by, obj=row, contract=row.contract, after={"reason": reason})
    return row


def _write(row: Away, **columns: Any) -> None:
    Away.objects.filter(pk=row.pk).update(**columns)
    for name, value in columns.items():
        setattr(row, name, value)
