"""Statutory special steps: hearing, inspection, testing, appraisal, expert review. Their time does not count.

Source: 行政许可法 第四十五条 (the time is told to the applicant in writing); facts.md § 3 (states 9, 10), § 5.13.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import open_column
from hall_ops.lib.text_hygiene import clean_text
from windows.actions.clock_stops import begin_stop, end_stop
from windows.actions.intake_outcomes import tell_by_sms
from windows.actions.moves import lock_case, touch_case
from windows.enums import ClockReason
from windows.models import Case, ClockStop
from windows.rules.case_steps import AFTER_ACCEPTING


class StepRefused(DomainError):
    """A special step that cannot begin or end."""


@transaction.atomic
def start_special_step(
    *, by: Any, at: datetime, case: Case, name: str, limit_days: int, note: str, revision: int | None = None
) -> Case:
    """Stop the clock for a special step. Units: limit_days are working days. Raises: StepRefused, CaseMoved."""
    locked = _lock(by, case, revision)
    if locked.state not in AFTER_ACCEPTING:
        raise StepRefused(_("只有已受理、尚未办结的办件可以进入特殊环节。"))
    name, note = clean_text(name).strip(), clean_text(note).strip()
    if not name or not note:
        raise StepRefused(_("请写明特殊环节的名称和书面告知申请人的情况。"))
    columns = begin_stop(
        by=by,
        at=at,
        case=locked,
        reason=ClockReason.SPECIAL_STEP,
        name=name,
        limit_days=limit_days,
        note=note,
    )
    again = ClockStop.objects.filter(case=locked, name=name).count() > 1
    said = _("自 %(day)s 起进入“%(name)s”，所需时间（%(days)d 个工作日内）不计入办理时限")
    _tell(at, locked, "stop_clock", said % {"day": _day(at), "name": name, "days": limit_days})
    facts = {"name": name, "limit_days": limit_days, "again": again}
    return touch_case(by=by, at=at, case=locked, action="stop_clock", why=note, facts=facts, **columns)


@transaction.atomic
def end_special_step(
    *, by: Any, at: datetime, case: Case, note: str = "", revision: int | None = None
) -> Case:
    """The special step is over; the term moves by its working days. Raises: StepRefused, ClockRefused, CaseMoved."""
    locked = _lock(by, case, revision)
    stop = ClockStop.objects.filter(case=locked, ended_at=None).first()
    if stop is None or stop.reason != ClockReason.SPECIAL_STEP:
        raise StepRefused(_("这个办件没有正在进行的特殊环节。"))
    before = locked.due_on
    columns = end_stop(by=by, at=at, case=locked)
    due = columns.get("due_on", before)
    facts = {
        "name": stop.name,
        "due_before": before and before.isoformat(),
        "due_on": due and due.isoformat(),
    }
    note = clean_text(note).strip()
    said = _("的特殊环节“%(name)s”已结束，恢复计时，承诺办结日期 %(due)s")
    _tell(at, locked, "start_clock", said % {"name": stop.name, "due": due or "—"})
    return touch_case(by=by, at=at, case=locked, action="start_clock", why=note, facts=facts, **columns)


def _tell(at: datetime, case: Case, action: str, sentence: str) -> None:
    """Whoever applied learns what the clock does. Source: 行政许可法 第四十五条."""
    tell_by_sms(
        at=at, case=case, phone=open_column(case, "phone"), action=action, sentence=sentence,
        turn=str(case.stops.count()),
    )  # fmt: skip


def _day(at: datetime) -> str:
    return str(date_format(timezone.localdate(at), _("n 月 j 日")))


def _lock(by: Any, case: Case, revision: int | None) -> Case:
    """The department's own right, or a supervisor who records the department's notice."""
    locked = lock_case(case, revision=revision)
    mine = Case.objects.allowed(by, Permission.CASE_DECIDE).filter(pk=locked.pk).exists()
    if not mine and not holds(by, Permission.CASE_SUPERVISE, locked.contract):
        raise StepRefused(_("特殊环节由办理部门的联络人登记，或由大厅主管凭部门书面通知登记。"))
    return locked
