"""A punch that was forgotten: asked for with the reason, decided by somebody else.

What is approved becomes a punch of its own kind, so that nobody mistakes it for the machine's.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from records.actions import record_event
from staffing.actions.attendance import entered_late
from staffing.actions.wording import needed, optional
from staffing.enums import PunchKind, PunchSource, RequestState
from staffing.models import MakeUp, Person, Punch, ServiceSession, Shift
from staffing.queries.hours import span

# So far from its session a claimed time may lie.
NEAR = timedelta(hours=4)


class MakeUpRefused(DomainError):
    """A request for a punch that cannot be taken or decided like this."""


@transaction.atomic
def ask_make_up(
    *,
    by: Any,
    at: datetime,
    person: Person,
    day: date,
    session: ServiceSession,
    kind: str,
    clock: time,
    reason: str,
) -> MakeUp:
    """Ask for a punch of a session. Raises: MakeUpRefused, AttendanceRefused."""
    if person.user_id != by.pk and not holds(by, Permission.ATTENDANCE_RECORD, person.contract):
        raise MakeUpRefused(_("补卡由本人申请，或由班组长、主管代为申请。"))
    if kind not in PunchKind.values:
        raise MakeUpRefused(_("请选择补上班卡还是下班卡。"))
    if not Shift.objects.filter(person=person, day=day, session=session).exists():
        raise MakeUpRefused(_("这一天的这个时段没有排班，不需要补卡。"))
    claimed = timezone.make_aware(datetime.combine(day, clock))
    begins, ends = span(day, session)
    if not begins - NEAR <= claimed <= ends + NEAR:
        raise MakeUpRefused(_("%(clock)s 离这个时段太远，请核对时间。") % {"clock": f"{clock:%H:%M}"})
    if claimed > at:
        raise MakeUpRefused(_("补卡时间还没有到，请核对日期和时间。"))
    reason = needed(reason, _("请写明没有打卡的原因。"), MakeUpRefused)
    late = entered_late(person.contract, day, at=at)
    try:
        with transaction.atomic():
            row = MakeUp.objects.create(
                contract=person.contract, person=person, day=day, session=session, kind=kind, claimed_at=claimed,
                reason=reason, asked_at=at, asked_by=by, late=late,
            )  # fmt: skip
    except IntegrityError as error:
        raise MakeUpRefused(_("这一次打卡已经申请过补卡。")) from error
    after = {"name": person.name, "day": day.isoformat(), "kind": kind, "reason": reason}
    record_event("make_up.ask", by=by, obj=row, contract=person.contract, after=after)
    return row


@transaction.atomic
def decide_make_up(*, by: Any, at: datetime, make_up: MakeUp, approve: bool, note: str = "") -> MakeUp:
    """Approve or refuse; a refusal says why. Raises: MakeUpRefused, AttendanceRefused."""
    row = _asked(make_up)
    if not holds(by, Permission.ATTENDANCE_RECORD, row.contract):
        raise MakeUpRefused(_("补卡由班组长或大厅主管批复。"))
    if by.pk in (row.asked_by_id, row.person.user_id):
        raise MakeUpRefused(_("自己的补卡申请要由别人批复。"))
    note = optional(note) if approve else needed(note, _("不批准时请写明原因。"), MakeUpRefused)
    columns: dict[str, Any] = {"decided_at": at, "decided_by": by, "decision_note": note}
    if approve:
        late = entered_late(row.contract, row.day, at=at)
        punch, _made = Punch.objects.get_or_create(
            person=row.person, at=row.claimed_at,
            defaults={
                "contract": row.contract, "source": PunchSource.MADE_UP, "recorded_at": at, "recorded_by": by,
                "late": late,
            },
        )  # fmt: skip
        if punch.voided_at:
            raise MakeUpRefused(_("这个时间的打卡记录已被作废，请退回后按实际时间重新申请。"))
        columns |= {"punch": punch, "late": row.late or late}
    _write(row, state=RequestState.APPROVED if approve else RequestState.REFUSED, **columns)
    after = {"state": row.state, "reason": note}
    record_event("make_up.decide", by=by, obj=row, contract=row.contract, after=after)
    return row


@transaction.atomic
def withdraw_make_up(*, by: Any, at: datetime, make_up: MakeUp) -> MakeUp:
    """Take back a request nobody has decided. Raises: MakeUpRefused."""
    row = _asked(make_up)
    if by.pk not in (row.asked_by_id, row.person.user_id):
        raise MakeUpRefused(_("只有申请人可以撤回。"))
    _write(row, state=RequestState.WITHDRAWN)
    record_event("make_up.withdraw", by=by, obj=row, contract=row.contract)
    return row


def _asked(make_up: MakeUp) -> MakeUp:
    rows = MakeUp.objects.select_for_update(of=("self",)).select_related("person", "contract", "session")
    row: MakeUp = rows.get(pk=make_up.pk)
    if row.state != RequestState.ASKED:
        raise MakeUpRefused(_("这份申请已经处理，请刷新页面。"))
    return row


def _write(row: MakeUp, **columns: Any) -> None:
    MakeUp.objects.filter(pk=row.pk).update(**columns)
    for name, value in columns.items():
        setattr(row, name, value)
