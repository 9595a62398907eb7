"""Ledgers whose rows hang on cases: notices, gaps, materials, hand-overs, stopped clocks, results given out, ratings.

Source: facts.md § 5 nos. 4, 5, 8, 10, 11, 13, 14; 001 § 1.6.1–1.6.3.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.permissions import Permission
from windows.enums import (
    CaseState,
    ClockReason,
    Collector,
    Delivery,
    Direction,
    HandOverWay,
    IdKind,
    LineKind,
    LineOutcome,
    MaterialForm,
    Necessity,
    ParcelState,
    RatingChannel,
    RatingLevel,
    RatingSource,
    RatingState,
    ResultKind,
    Taken,
)
from windows.models import CaseEvent, CaseMaterial, ClockStop, HandOverLine, Issuance, Rating
from windows.reports.case_columns import (
    CLERK,
    DEPARTMENT,
    ID_NUMBER,
    ITEM,
    NUMBER,
    PHONE,
    REGISTERED,
    STATE,
    WHO,
    WINDOW,
)
from windows.reports.ledger_columns import (
    Column,
    Reading,
    choice,
    integer,
    local,
    masked,
    masked_name,
    moment,
    text,
    yes,
)
from windows.reports.ledgers import WHERE, Ledger

CASE = "case__"
ITS = ("item", "department")
AFTER_CORRECTION = {
    CaseState.CORRECTING: _("待补正"), CaseState.WITHDRAWN: _("已撤件"), CaseState.NOT_ACCEPTED: _("未受理"),
    CaseState.VOID: _("已作废"),
}  # fmt: skip


def of_case(*columns: Column) -> tuple[Column, ...]:
    return tuple(column.through(CASE) for column in columns)


def due_of(facts: Mapping[str, Any]) -> date | None:
    """The day a notice or a promise names."""
    named = facts.get("due_on")
    return date.fromisoformat(named) if named else None


def corrected(state: str) -> str:
    return str(AFTER_CORRECTION.get(CaseState(state), _("已补正")))


def gaps_closed(ids: Sequence[int]) -> dict[int, datetime]:
    """When the gap of each acceptance was closed. One query."""
    closed = CaseEvent.objects.filter(case__events__in=ids, action="close_gap").order_by("pk")
    return dict(closed.values_list("case__events", "at"))


def gap_closed_days(ids: Sequence[int]) -> dict[int, object]:
    return {pk: local(at) for pk, at in gaps_closed(ids).items()}


def gap_states(ids: Sequence[int]) -> dict[int, object]:
    """已补齐, 未补齐 or 逾期 of each acceptance with a gap. Two queries."""
    closed = gaps_closed(ids)
    found: dict[int, object] = {}
    for pk, facts, state in CaseEvent.objects.filter(pk__in=ids).values_list("pk", "facts", "case__state"):
        due, done = due_of(facts), closed.get(pk)
        if done is not None:
            late = due is not None and local(done).date() > due  # type: ignore[union-attr]
            found[pk] = _("逾期补齐") if late else _("按期补齐")
        else:
            found[pk] = (
                _("未补齐") if state in (CaseState.ACCEPTED, CaseState.TRANSFERRED) else _("未补齐，已结束")
            )
    return found


def listed(papers: Sequence[Mapping[str, Any]]) -> str:
    return "；".join(f"{paper.get('name', '')} ×{paper.get('copies', 1)}" for paper in papers)


def overdue(reading: Reading, ended_at: datetime | None, limit: int | None, days: int | None) -> bool | None:
    """Whether a stop lasted longer than its limit. Units: working days."""
    return None if limit is None or days is None else days > limit


CORRECTIONS = Ledger(
    key="corrections", title=_("补正台账"), group="intake", model=CaseEvent, case_path=CASE, axis="at",
    own_contract="contract_id", own=ITS, axis_label=_("告知日期"), base=Q(action="tell_once"),
    note=_("每出具一次性告知一次，记一行"),
    filters=("state", *WHERE, "kind", "cross_region"),
    columns=(
        *of_case(ITEM.but(_("申请项目名称")), NUMBER, WHO, PHONE.but(_("联系号码")), ID_NUMBER),
        moment("at", _("起始时间"), shown=True),
        Column("due", _("补正时限"), ("facts",), show=due_of, kind="day", shown=True),
        Column(
            "round", _("第几次告知"), ("facts",), show=lambda facts: facts.get("round", 1), kind="integer", shown=True
        ),
        Column("corrected", _("补正状态"), ("case__state",), show=corrected, shown=True),
        *of_case(DEPARTMENT.but(shown=False), STATE.but(_("办件状态")), WINDOW),
        text("by", _("告知人"), "by__name", shown=True),
    ),
)  # fmt: skip
GAPS = Ledger(
    key="gaps", title=_("容缺补正台账"), group="intake", model=CaseEvent, case_path=CASE, axis="at",
    own_contract="contract_id", own=ITS, axis_label=_("受理日期"), base=Q(action="accept_gap"),
    note=_("先受理、后补交材料的办件"),
    filters=("state", *WHERE, "cross_region"),
    lookups={"closed": gap_closed_days, "gap_state": gap_states},
    columns=(
        *of_case(ITEM.but(_("申请项目名称")), NUMBER, WHO, ID_NUMBER, PHONE.but(_("联系号码"))),
        *of_case(REGISTERED.but(shown=False)),
        moment("at", _("受理时间"), shown=True),
        Column("papers", _("容缺材料"), ("facts",), show=lambda facts: "；".join(facts.get("papers", [])), shown=True),
        Column("due", _("补正时限"), ("facts",), show=due_of, kind="day", shown=True),
        Column("closed", _("补齐时间"), ("pk",), lookup="closed", shown=True),
        Column("gap_state", _("补正状态"), ("pk",), lookup="gap_state", shown=True),
        *of_case(DEPARTMENT.but(shown=False), STATE.but(_("办件状态"), shown=False), WINDOW),
        text("by", _("受理人"), "by__name", shown=True),
    ),
)  # fmt: skip
MATERIALS = Ledger(
    key="materials", title=_("材料清单台账"), group="papers", model=CaseMaterial, case_path=CASE,
    axis="case__registered_at", ordering=("-case__registered_at", "-case_id", "position"),
    note=_("每件收了哪些材料，怎样收的"), filters=("state", *WHERE, "kind"),
    columns=(
        *of_case(NUMBER, ITEM, WHO.but(shown=False), REGISTERED), text("name", _("材料名称"), shown=True, width=30),
        yes("is_in", _("是否已收取"), "received", when=lambda count: count > 0, shown=True),
        choice("taken", _("收取方式"), Taken, shown=True), integer("received", _("收取数量"), shown=True),
        moment("received_at", _("收取时间"), shown=True), choice("necessity", _("是否必须"), Necessity, shown=True),
        choice("form", _("形式"), MaterialForm), integer("copies", _("应收份数")), text("note", _("说明")),
        *of_case(DEPARTMENT.but(shown=False), CLERK),
    ),
)  # fmt: skip
TRANSFERS = Ledger(
    key="transfers", title=_("材料流转台账"), group="papers", model=HandOverLine, case_path=CASE,
    permission=Permission.HANDOVER_VIEW, axis="made_at", axis_label=_("建单日期"),
    own_contract="contract_id", own=ITS, note=_("材料在窗口与部门之间的每次交接"),
    filters=("state", "item", "department"),
    columns=(
        *of_case(WHO.but(_("申请人（单位）名称")), NUMBER, ITEM.but(_("事项类型"), shown=False), ID_NUMBER),
        *of_case(REGISTERED.but(shown=False)),
        text("batch", _("通知单编号"), "batch__number", kind="code", shown=True),
        text("department", _("所属部门"), "batch__department__name", shown=True, width=18),
        choice("direction", _("流转类型"), Direction, "batch__direction", shown=True),
        choice("line_kind", _("内容"), LineKind, "kind"),
        choice("way", _("出库方式"), HandOverWay, "batch__way", shown=True),
        masked_name("messenger", _("领取人姓名"), "windows.handover", "messenger_name", "batch__"),
        masked("messenger_phone", _("领取人手机号"), "windows.handover", "messenger_phone", path="batch__"),
        text("carrier", _("快递公司"), "batch__carrier"),
        text("tracking", _("快递编号"), "batch__tracking_number", kind="code"),
        Column("papers", _("材料清单"), ("papers",), show=listed, width=30),
        moment("sent", _("流转时间"), "batch__sent_at", shown=True),
        choice("outcome", _("出库状态"), LineOutcome, shown=True),
        moment("ours", _("窗口确认时间"), "ours_at"), moment("theirs", _("部门确认时间"), "theirs_at", shown=True),
        text("ours_by", _("窗口经办人"), "ours_by__name"), text("theirs_by", _("部门经办人"), "theirs_by__name"),
        text("note", _("说明")),
    ),
)  # fmt: skip
RECEIVED_BACK = Ledger(
    key="received-back", title=_("证照签收台账"), group="papers", model=HandOverLine, case_path=CASE,
    permission=Permission.HANDOVER_VIEW, axis="made_at", axis_label=_("建单日期"),
    own_contract="contract_id", own=ITS, base=Q(batch__direction=Direction.BACK, kind=LineKind.RESULT),
    note=_("部门把结果送回出件窗口的签收"),
    filters=("state", "item", "department"),
    columns=(
        *of_case(NUMBER, ITEM.but(_("事项类型")), WHO, ID_NUMBER, PHONE, REGISTERED.but(shown=False)),
        choice("way", _("送达方式"), HandOverWay, "batch__way", shown=True),
        choice("result_kind", _("证件类型"), ResultKind, "case__result__kind", shown=True),
        text("carrier", _("快递公司"), "batch__carrier"),
        text("tracking", _("单号"), "batch__tracking_number", kind="code"),
        masked_name("messenger", _("送件人姓名"), "windows.handover", "messenger_name", "batch__"),
        masked("messenger_phone", _("送件人手机"), "windows.handover", "messenger_phone", path="batch__"),
        text("department", _("送件部门"), "batch__department__name", shown=True, width=18),
        moment("sent", _("送件时间"), "batch__sent_at", shown=True),
        choice("outcome", _("签收状态"), LineOutcome, shown=True), moment("ours", _("签收时间"), "ours_at", shown=True),
        text("ours_by", _("签收人"), "ours_by__name"),
    ),
)  # fmt: skip
STOPS = Ledger(
    key="stops", title=_("特殊环节（挂起）台账"), group="papers", model=ClockStop, case_path=CASE,
    axis="started_at", axis_label=_("挂起日期"), note=_("不计入办理时限的环节"), filters=("state", *WHERE),
    columns=(
        *of_case(NUMBER.but(_("申报号")), DEPARTMENT, ITEM.but(_("办件名称"))),
        choice("reason", _("类别"), ClockReason, shown=True), text("name", _("特殊环节名称"), shown=True),
        moment("started", _("挂起时间"), "started_at", shown=True),
        integer("limit", _("挂起时限"), "limit_days", shown=True),
        moment("ended", _("重启时间"), "ended_at", shown=True), integer("days", _("不计天数"), shown=True, total="sum"),
        Column("overdue", _("是否超时"), ("ended_at", "limit_days", "days"), show=overdue, timed=True, shown=True),
        text("note", _("挂起说明")), text("by", _("挂起操作人"), "started_by__name", shown=True),
        text("ended_by", _("重启操作人"), "ended_by__name"),
        *of_case(STATE.but(shown=False), WHO.but(shown=False), PHONE),
    ),
)  # fmt: skip
ISSUED = Ledger(
    key="issued", title=_("出件登记台账"), group="result", model=Issuance, case_path=CASE,
    permission=Permission.ISSUANCE_VIEW, axis="day", axis_is_day=True, axis_label=_("出件日期"),
    own_contract="contract_id", own=ITS,
    ordering=("-day", "-at", "-pk"), note=_("结果交给了谁，怎样交的"), filters=("state", "item", "department"),
    columns=(
        *of_case(NUMBER, ITEM.but(_("事项类型")), WHO, ID_NUMBER, REGISTERED.but(shown=False)),
        moment("at", _("出件时间"), shown=True), choice("way", _("送达方式"), Delivery, shown=True),
        choice("collector", _("领取人"), Collector, shown=True),
        masked_name("collector_name", _("领证人姓名"), "windows.issuance", "collector_name", shown=True),
        choice("collector_id_kind", _("领证人证件类型"), IdKind),
        masked("collector_id", _("领证人证件号"), "windows.issuance", "collector_id"),
        text("authority", _("代领依据")), text("carrier", _("承运单位"), "parcel__carrier"),
        text("tracking", _("运单号"), "parcel__tracking_number", kind="code"),
        masked_name("recipient", _("收件人"), "windows.parcel", "recipient_name", "parcel__"),
        masked("recipient_phone", _("收件电话"), "windows.parcel", "phone", path="parcel__"),
        masked("recipient_address", _("收件地址"), "windows.parcel", "address", path="parcel__"),
        choice("parcel", _("邮件状态"), ParcelState, "parcel__state"),
        moment("undone", _("退回时间"), "undone_at", shown=True), text("undone_why", _("退回原因"), shown=True),
        text("undone_by", _("退回经办"), "undone_by__name"),
        text("by", _("经办人"), "by__name", shown=True),
        *of_case(STATE.but(_("发证状态"), shown=False), DEPARTMENT.but(shown=False)),
    ),
)  # fmt: skip
RATINGS = Ledger(
    key="ratings", title=_("评价明细"), group="service", model=Rating, case_path=None,
    permission=Permission.RATING_READ, axis="recorded_at", axis_label=_("评价日期"), filters=("department", "window"),
    note=_("不显示评价人；供应商只看汇总"),
    columns=(
        text("number", _("申报号"), "case__number", kind="code", shown=True, width=22),
        text("item", _("事项名称"), "case__version__name", shown=True, width=36),
        text("department", _("部门"), "department__name", shown=True),
        text("window", _("窗口"), "window__number", shown=True),
        choice("level", _("是否满意"), RatingLevel, shown=True), text("text", _("评价内容"), shown=True, width=40),
        choice("source", _("评价方式"), RatingSource, shown=True), choice("channel", _("评价渠道"), RatingChannel),
        yes("real", _("实名"), "is_real_name", when=bool), choice("standing", _("效力"), RatingState, "state"),
        moment("recorded", _("创建时间"), "recorded_at", shown=True),
    ),
)  # fmt: skip

LEDGERS = (CORRECTIONS, GAPS, MATERIALS, TRANSFERS, RECEIVED_BACK, STOPS, ISSUED, RATINGS)
