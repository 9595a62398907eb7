"""Ledgers of the registers beside the cases: consultations, assisted cases, complaints, matters, cross-region, tickets.

Source: facts.md § 5 nos. 15, 16, 18, 19, 20; 002 § 四(一)(3)(4).
"""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.masks import mask_name, mask_phone
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import label_of, open_sealed
from windows.enums import CrossRegion, Priority
from windows.enums.complaints import (
    ComplaintCause,
    ComplaintChannel,
    ComplaintFinding,
    ComplaintKind,
    ComplaintState,
)
from windows.enums.service import (
    AssistKind,
    AssistState,
    ConsultChannel,
    ConsultState,
    CrossDirection,
    CrossMode,
    CrossState,
    MatterCause,
    MatterResult,
    MatterSource,
    MatterState,
    TicketState,
)
from windows.models import (
    AssistOrder,
    Complaint,
    Consultation,
    CrossRegionCase,
    QueueTicket,
    UnresolvedMatter,
)
from windows.reports.ledger_columns import Column, choice, day, masked, minutes, moment, text, yes
from windows.reports.ledgers import Ledger

RECORDED = _("登记日期")
PLACES = ("item", "department", "window")


def number(title: Any) -> Column:
    return text("number", title, kind="code", shown=True, width=18)


def person(title: Any) -> Column:
    """Who came: somebody's or a unit's name, masked like a name."""
    return Column("person", title, ("person_name",), show=mask_name, shown=True)


def phone(title: Any, model: type[Model]) -> Column:
    label = label_of(model, "phone")

    def show(blob: bytes | None, uid: object) -> str:
        return mask_phone(open_sealed(blob, label=label, uid=uid)) if blob is not None else ""

    return Column("phone", title, ("phone_sealed", "uid"), show=show, width=14)


ITEM = text("item", _("办理事项"), "item__current__name", width=30)
DEPARTMENT = text("department", _("部门"), "department__name", width=18)
WINDOW = text("window", _("窗口"), "window__number", kind="code")
BY = text("by", _("受理人"), "recorded_by__name")
NOTE = text("note", _("备注"))

CONSULTATIONS = Ledger(
    key="consultations", title=_("咨询台账"), group="service", model=Consultation, case_path=None,
    permission=Permission.CONSULT_VIEW, axis="recorded_at", axis_label=RECORDED, filters=PLACES,
    note=_("电话、现场和网上咨询，首问负责到答复"),
    columns=(
        number(_("编号")), text("question", _("内容"), shown=True, width=40),
        choice("channel", _("类型"), ConsultChannel, shown=True),
        DEPARTMENT.but(shown=True), moment("at", _("咨询时间"), "recorded_at", shown=True), person(_("咨询者")),
        phone(_("电话"), Consultation), text("first", _("首问责任人"), "first_responder__name", shown=True),
        choice("state", _("回复状态"), ConsultState, shown=True), day("due", _("答复期限"), "due_on"),
        moment("answered", _("回复时间"), "answered_at", shown=True), text("answer", _("答复内容"), width=40),
        text("answered_by", _("答复人"), "answered_by__name"), ITEM, WINDOW, NOTE,
    ),
)  # fmt: skip
ASSISTS = Ledger(
    key="assists", title=_("帮办代办台账"), group="service", model=AssistOrder, case_path=None,
    permission=Permission.ASSIST_VIEW, axis="recorded_at", axis_label=RECORDED, filters=PLACES,
    note=_("帮办、代办、肩并肩、上门和陪同服务"),
    columns=(
        number(_("编号")), person(_("来访人姓名")), phone(_("手机号"), AssistOrder), text("company", _("企业名称")),
        choice("group", _("特殊群体"), Priority), text("wish", _("办理事项"), shown=True, width=30),
        choice("kind", _("服务类型"), AssistKind, shown=True),
        text("helper", _("服务人员"), "helper__name", shown=True),
        moment("started", _("服务开始"), "started_at", shown=True),
        moment("ended", _("服务结束"), "ended_at", shown=True),
        minutes("long", _("服务时长（分钟）"), "started_at", "ended_at", shown=True, total="mean"),
        choice("state", _("服务状态"), AssistState, shown=True), moment("scheduled", _("预约时间"), "scheduled_at"),
        day("commissioned", _("委托日期"), "commissioned_on"), text("outcome", _("描述"), width=30),
        text("signed", _("确认人"), "signed_off_by"), text("case", _("办件编号"), "case__number", kind="code"), ITEM,
        WINDOW, NOTE,
    ),
)  # fmt: skip
MATTERS = Ledger(
    key="matters", title=_("办不成事台账"), group="service", model=UnresolvedMatter, case_path=None,
    permission=Permission.MATTER_VIEW, axis="recorded_at", axis_label=RECORDED, filters=PLACES,
    note=_("反映、交办、答复、销号和回访"),
    columns=(
        number(_("工单号")), choice("source", _("来源"), MatterSource, shown=True), person(_("反映人")),
        phone(_("电话"), UnresolvedMatter), ITEM.but(_("事项"), shown=True),
        DEPARTMENT.but(_("部门窗口"), shown=True),
        text("text", _("反映内容"), width=40), choice("cause", _("未办成原因分类"), MatterCause, shown=True), BY,
        moment("at", _("受理时间"), "recorded_at", shown=True), moment("handed", _("交办时间"), "handed_at"),
        day("due", _("时限"), "due_on", shown=True), text("owner", _("责任人"), "owner__name", shown=True),
        text("answer", _("答复"), width=40), choice("result", _("结果"), MatterResult, shown=True),
        choice("state", _("状态"), MatterState, shown=True), moment("closed", _("销号时间"), "closed_at"),
        moment("called", _("回访时间"), "called_back_at"), yes("satisfied", _("满意度"), when=bool), WINDOW, NOTE,
    ),
)  # fmt: skip
BETWEEN_HALLS = Ledger(
    key="between-halls", title=_("跨域通办流转台账"), group="service", model=CrossRegionCase, case_path=None,
    permission=Permission.CASE_VIEW, axis="recorded_at", axis_label=RECORDED, filters=PLACES,
    note=_("与外地大厅之间收件、推送、寄送和签收"),
    columns=(
        number(_("通办编号")), choice("direction", _("方向"), CrossDirection, shown=True),
        text("other", _("对方大厅"), "other_hall", shown=True), ITEM.but(_("事项"), shown=True),
        choice("mode", _("通办模式"), CrossMode, shown=True), choice("kind", _("通办范围"), CrossRegion),
        person(_("申请人")), phone(_("电话"), CrossRegionCase),
        yes("identity", _("身份核验"), "identity_checked", when=bool),
        moment("received", _("收件时间"), "received_at", shown=True),
        moment("pushed", _("推送时间"), "pushed_at", shown=True),
        moment("papers", _("纸质寄出时间"), "papers_sent_at"),
        text("papers_number", _("纸质单号"), "papers_tracking", kind="code"),
        moment("checked", _("办理地复核"), "checked_at"),
        moment("concluded", _("审批办结"), "concluded_at", shown=True),
        moment("shipped", _("结果寄出"), "shipped_at"),
        text("result_number", _("结果单号"), "result_tracking", kind="code"),
        moment("signed", _("签收"), "signed_at"), choice("state", _("状态"), CrossState, shown=True),
        text("case", _("办件编号"), "case__number", kind="code"), DEPARTMENT, WINDOW, NOTE,
    ),
)  # fmt: skip

COMPLAINTS = Ledger(
    key="complaints", title=_("投诉台账"), group="service", model=Complaint, case_path=None,
    permission=Permission.COMPLAINT_VIEW, axis="recorded_at", axis_label=_("投诉日期"), filters=PLACES,
    note=_("投诉、调查、答复、回访和结案"),
    columns=(
        number(_("编号")), person(_("投诉人")), phone(_("手机"), Complaint),
        masked("email", _("邮箱"), "windows.complaint", "email"),
        DEPARTMENT.but(_("投诉单位"), shown=True), text("about", _("被投诉人员"), "about__name"),
        text("title", _("标题"), shown=True, width=30), text("text", _("内容"), width=40),
        choice("channel", _("来源"), ComplaintChannel), choice("kind", _("类别"), ComplaintKind, shown=True),
        moment("at", _("投诉时间"), "recorded_at", shown=True), text("owner", _("经办人"), "owner__name", shown=True),
        moment("handed", _("转办时间"), "handed_at"), day("due", _("答复期限"), "due_on", shown=True),
        choice("state", _("回复状态"), ComplaintState, shown=True),
        moment("answered", _("回复时间"), "answered_at", shown=True), text("answer", _("回复内容"), width=40),
        choice("finding", _("调查结论"), ComplaintFinding, shown=True), choice("cause", _("投诉原因"), ComplaintCause),
        yes("stirred", _("舆论影响"), when=bool), moment("called", _("回访时间"), "called_back_at"),
        yes("satisfied", _("满意度"), when=bool), moment("closed", _("结案时间"), "closed_at"),
        text("extended", _("延期原因"), "extended_why"), BY, ITEM, WINDOW, NOTE,
    ),
)  # fmt: skip


def waited(taken_at: datetime, called_at: datetime | None) -> int | None:
    """Minutes from the ticket to the call."""
    return int((called_at - taken_at).total_seconds() // 60) if called_at else None


TICKETS = Ledger(
    key="tickets", title=_("叫号台账"), group="service", model=QueueTicket, case_path=None,
    permission=Permission.SESSION_VIEW, axis="day", axis_is_day=True, axis_label=_("取号日期"),
    ordering=("-day", "-number", "-pk"), filters=("window",), note=_("取号机导入的排队和叫号"),
    columns=(
        text("window", _("窗口号"), "window__number", kind="code", shown=True),
        text("number", _("排队号"), kind="code", shown=True),
        text("operator", _("操作人"), shown=True), moment("taken", _("取号时间"), "taken_at", shown=True),
        moment("called", _("叫号时间"), "called_at", shown=True), moment("finished", _("办结时间"), "finished_at"),
        Column(
            "waited", _("等候（分钟）"), ("taken_at", "called_at"), show=waited, kind="integer", shown=True,
            total="mean",
        ),
        choice("state", _("状态"), TicketState, shown=True),
    ),
)  # fmt: skip

LEDGERS = (CONSULTATIONS, ASSISTS, COMPLAINTS, MATTERS, BETWEEN_HALLS, TICKETS)
