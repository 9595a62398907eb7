"""Columns of a case that many ledgers have; `through` makes them columns of what hangs on a case.

Source: facts.md § 5 (column headings in use).
"""

from datetime import date, datetime

from django.utils.translation import gettext as plain
from django.utils.translation import gettext_lazy as _

from windows.enums import CaseChannel, CrossRegion, Delivery, ItemKind
from windows.reports.ledger_columns import (
    Column,
    Reading,
    applicant,
    case_id_number,
    choice,
    day,
    local,
    masked,
    moment,
    state,
    text,
)
from windows.rules.clock import days_late, finish_of

CASE = "windows.case"
FINISHES = {"on_spot": _("即办"), "early": _("提前"), "on_time": _("按期"), "late": _("逾期")}


def finish(decided_at: datetime | None, due_on: date | None, kind: str) -> str:
    """提前, 按期, 逾期, 即办 of a decided case. Source: facts.md § 2."""
    if decided_at is None or due_on is None:
        return ""
    decided_on = local(decided_at).date()  # type: ignore[union-attr]
    return str(FINISHES[finish_of(kind == ItemKind.ON_SPOT, due_on, decided_on)])


def late_by(reading: Reading, late_days: int, decided_at: datetime | None, due_on: date | None) -> int | None:
    """Working days over the promise: of a decided case as it was decided, of an open one until today."""
    if decided_at is not None or due_on is None or reading.today <= due_on:
        return late_days or None
    return days_late(due_on, reading.today, reading.exceptions)


def promised(days: int) -> str:
    return plain("%(n)d 个工作日") % {"n": days} if days else plain("当场")


NUMBER = text("number", _("办件编号"), kind="code", shown=True, width=22)
ITEM = text("item", _("事项名称"), "version__name", shown=True, width=36)
DEPARTMENT = text("department", _("部门"), "department__name", shown=True, width=18)
KIND = choice("kind", _("办件类型"), ItemKind)
WHO = applicant("applicant", _("申请人"), shown=True)
ID_NUMBER = case_id_number("id_number", _("证件号"), width=20)
PHONE = masked("phone", _("手机号码"), CASE, "phone", width=14)
REGISTERED = moment("registered", _("登记日期"), "registered_at", shown=True)
ACCEPTED = moment("accepted", _("受理时间"), "accepted_at")
DECIDED = moment("decided", _("办结时间"), "decided_at")
ISSUED = moment("issued", _("出件时间"), "issued_at")
CLERK = text("clerk", _("经办人"), "clerk__name")
STATE = state("state", _("办理状态"), shown=True)
DUE = day("due", _("应办结时间"), "due_on")
PROMISED = Column("promised", _("承诺时限"), ("version__promised_days",), show=promised)
LATE = Column(
    "late", _("超期天数"), ("late_days", "decided_at", "due_on"), show=late_by, kind="integer", timed=True, total="sum"
)  # fmt: skip
FINISH = Column("finish", _("办结方式"), ("decided_at", "due_on", "kind"), show=finish)
WINDOW = text("window", _("窗口"), "window__number", kind="code")
ZONE = text("zone", _("服务区"), "zone__name")
PLATFORM = text("platform", _("一体化平台编号"), "platform_number", kind="code", width=24)
DELIVERY = choice("delivery", _("发证方式"), Delivery)
CHANNEL = choice("channel", _("办件来源"), CaseChannel)
REGION = choice("cross_region", _("通办范围"), CrossRegion)
PROJECT = text("project", _("项目名称"), "project_name")
RESULT_NUMBER = text("result_number", _("许可文件编号"), "result_number", kind="code")
NOTE = text("note", _("备注"))
REASON = text("reason", _("原因"), "closing_reason", width=30)
