"""The month of attendance: ruled where the contract leaves it open, filed, received, reopened with a reason.

Source: 002 § 四(二)2(6) (filed with the purchaser every month), 五(一)表1 3.17, 3.19; rules.md § 3 `late_gap`.
"""

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.canonical import canonical
from hall_ops.lib.errors import DomainError
from hall_ops.lib.months import next_month
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.wording import needed
from staffing.enums import FilingState, Verdict
from staffing.models import AttendanceMonth, AttendanceRuling, Person, ServiceSession, Shift
from staffing.queries.attendance_month import filed_lines

RULABLE = (
    Verdict.PRESENT, Verdict.UNPREPARED, Verdict.LATE, Verdict.EARLY, Verdict.LATE_AND_EARLY, Verdict.ABSENT,
    Verdict.EXCUSED,
)  # fmt: skip


class AttendanceRefused(DomainError):
    """A step with attendance that cannot be taken like this."""


def entered_late(contract: Contract, day: date, *, at: datetime, until: date | None = None) -> bool:
    """Whether a row about a day, or the days until another, comes after a month of theirs was filed.

    Raises: AttendanceRefused once one is locked.
    """
    months = (day.replace(day=1), (until or day).replace(day=1))
    filed = AttendanceMonth.objects.filter(contract=contract, month__range=months).order_by("month")
    states = list(filed.values_list("month", "state"))
    for month, state in states:
        if state == FilingState.LOCKED:
            raise AttendanceRefused(
                _("%(month)s 的考勤已由采购人签收锁定。要补录，请采购人先退回并写明原因。")
                % {"month": f"{month:%Y-%m}"}
            )
    return bool(states)


@transaction.atomic
def rule_session(
    *, by: Any, at: datetime, person: Person, day: date, session: ServiceSession, verdict: str, reason: str
) -> AttendanceRuling:
    """What a session comes to that the contract leaves open; the purchaser's word, with the reason.

    Raises: AttendanceRefused.
    """
    if not holds(by, Permission.ATTENDANCE_RECEIVE, person.contract):
        raise AttendanceRefused(_("待认定的考勤由采购人的考核人认定。"))
    if verdict not in RULABLE:
        raise AttendanceRefused(_("请选择认定结果。"))
    if not Shift.objects.filter(person=person, day=day, session=session).exists():
        raise AttendanceRefused(_("%(name)s 在这个时段没有排班。") % {"name": person.name})
    if at < timezone.make_aware(datetime.combine(day, session.ends_at)):
        raise AttendanceRefused(_("这个时段还没有结束，结束后再认定。"))
    reason = needed(reason, _("请写明认定的理由。"), AttendanceRefused)
    late = entered_late(person.contract, day, at=at)
    row = AttendanceRuling.objects.create(
        contract=person.contract, person=person, day=day, session=session, verdict=verdict, reason=reason, at=at,
        by=by, late=late,
    )  # fmt: skip
    after = {"name": person.name, "day": day.isoformat(), "verdict": verdict, "reason": reason}
    record_event("attendance.rule", by=by, obj=row, contract=person.contract, after=after)
    return row


@transaction.atomic
def file_month(*, by: Any, at: datetime, contract: Contract, month: date) -> AttendanceMonth:
    """File a month that is over, as it stands now, signed by its digest. Raises: AttendanceRefused."""
    if not holds(by, Permission.ATTENDANCE_FILE, contract):
        raise AttendanceRefused(_("考勤月报由大厅主管报备。"))
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    if timezone.localdate(at) < next_month(month):
        raise AttendanceRefused(_("%(month)s 还没有过完，下月起才能报备。") % {"month": f"{month:%Y-%m}"})
    before = AttendanceMonth.objects.filter(contract=contract, month=month)
    if before.exclude(state=FilingState.REOPENED).exists():
        raise AttendanceRefused(_("%(month)s 已经报备。") % {"month": f"{month:%Y-%m}"})
    lines = filed_lines(contract, month, now=at)
    if not lines:
        raise AttendanceRefused(_("这个月没有已发布的排班，没有可报备的考勤。"))
    try:
        with transaction.atomic():
            row = AttendanceMonth.objects.create(
                contract=contract, month=month, revision=before.count() + 1, lines=lines,
                digest=digest_of(lines), filed_at=at, filed_by=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise AttendanceRefused(_("这个月刚刚有人报备，请刷新页面。")) from error
    after = {"month": f"{month:%Y-%m}", "revision": row.revision, "digest": row.digest}
    record_event("attendance.file", by=by, obj=row, contract=contract, after=after)
    return row


def digest_of(lines: list[dict[str, Any]]) -> str:
    """The SHA-256 of the sheet in canonical form."""
    return hashlib.sha256(canonical({"lines": lines})).hexdigest()


@transaction.atomic
def receive_month(*, by: Any, at: datetime, filing: AttendanceMonth) -> AttendanceMonth:
    """The purchaser's receipt: the month is locked. Raises: AttendanceRefused."""
    locked = _lock(filing)
    if not holds(by, Permission.ATTENDANCE_RECEIVE, locked.contract):
        raise AttendanceRefused(_("考勤月报由采购人的考核人签收。"))
    if locked.state != FilingState.FILED:
        raise AttendanceRefused(_("这份月报已经签收或已退回，请刷新页面。"))
    if digest_of(locked.lines) != locked.digest:
        raise AttendanceRefused(_("月报内容与报备时的摘要不符，不能签收，请联系系统管理员。"))
    _write(locked, state=FilingState.LOCKED, locked_at=at, locked_by=by)
    record_event(
        "attendance.receive", by=by, obj=locked, contract=locked.contract, after={"digest": locked.digest}
    )
    return locked


@transaction.atomic
def reopen_month(*, by: Any, at: datetime, filing: AttendanceMonth, reason: str) -> AttendanceMonth:
    """Give a month back with the reason; what was filed stays readable. Raises: AttendanceRefused."""
    locked = _lock(filing)
    if not holds(by, Permission.ATTENDANCE_RECEIVE, locked.contract):
        raise AttendanceRefused(_("只有采购人的考核人可以退回月报。"))
    if locked.state == FilingState.REOPENED:
        raise AttendanceRefused(_("这份月报已经退回，请刷新页面。"))
    reason = needed(reason, _("请写明退回的原因。"), AttendanceRefused, most=300)
    before = {"state": locked.state}
    _write(locked, state=FilingState.REOPENED, reopened_at=at, reopened_by=by, reopen_reason=reason)
    after = {"state": FilingState.REOPENED, "reason": reason}
    record_event("attendance.reopen", by=by, obj=locked, contract=locked.contract, before=before, after=after)
    return locked


def _lock(filing: AttendanceMonth) -> AttendanceMonth:
    rows = AttendanceMonth.objects.select_for_update(of=("self",)).select_related("contract")
    return rows.get(pk=filing.pk)


def _write(row: AttendanceMonth, **columns: Any) -> None:
    AttendanceMonth.objects.filter(pk=row.pk).update(**columns)
    for name, value in columns.items():
        setattr(row, name, value)
