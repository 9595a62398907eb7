"""Ledgers whose rows are cases: what was received, returned, late, handed out, passed between regions.

Source: facts.md § 5 nos. 1, 2, 3, 9, 11, 12, 20; 001 § 1.6.4 and 002 § 四(一)(3) (受理与出件台账).
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from windows.enums import ApplicantKind, ConcludedAs, Holder, IdKind, RefusalKind
from windows.reports.case_columns import (
    ACCEPTED,
    CASE,
    CHANNEL,
    CLERK,
    DECIDED,
    DELIVERY,
    DEPARTMENT,
    DUE,
    FINISH,
    ID_NUMBER,
    ISSUED,
    ITEM,
    KIND,
    LATE,
    NOTE,
    NUMBER,
    PHONE,
    PLATFORM,
    PROJECT,
    PROMISED,
    REASON,
    REGION,
    REGISTERED,
    RESULT_NUMBER,
    STATE,
    WHO,
    WINDOW,
    ZONE,
)
from windows.reports.ledger_columns import (
    choice,
    day,
    integer,
    masked,
    masked_name,
    minutes,
    moment,
    text,
    yes,
)
from windows.reports.ledgers import WHERE, Ledger

ACCEPTANCE = Ledger(
    key="acceptance", title=_("受理台账"), group="intake", tallied=True, note=_("每件从收件到办结的明细"),
    columns=(
        NUMBER.but(_("申报号")), PLATFORM, DEPARTMENT, PROJECT.but(_("办件名称")), ITEM.but(_("审批服务项目名称")),
        text("situation", _("事项情形")), KIND.but(shown=True), WHO.but(_("申请姓名/单位")), PHONE,
        masked_name("contact", _("联系人"), CASE, "contact_name"), REGISTERED.but(_("收件时间")),
        ACCEPTED.but(shown=True), DECIDED, CLERK.but(shown=True), STATE, PROMISED, DUE, FINISH, LATE, WINDOW, ZONE,
        RESULT_NUMBER, text("result_name", _("许可文件名称"), "version__result_name"),
        integer("told", _("一次性告知次数"), "told_rounds"), NOTE,
    ),
)  # fmt: skip
ONE_WINDOW = Ledger(
    key="one-window", title=_("一窗通办明细"), group="intake", tallied=True, note=_("受理和办结各用了多少时间"),
    columns=(
        NUMBER.but(_("申报号")), DEPARTMENT, ITEM.but(_("审批服务项目名称")), PROJECT.but(_("办件名称")),
        KIND.but(shown=True), REGISTERED.but(_("收件开始时间")), ACCEPTED.but(_("收件结束时间"), shown=True),
        moment("begun", _("办件开始时间"), "accepted_at"), DECIDED.but(_("办件结束时间"), shown=True),
        CLERK.but(_("受理人员"), shown=True), WINDOW, STATE.but(shown=False),
        minutes("accepting", _("受理时长（分钟）"), "registered_at", "accepted_at", shown=True, total="mean"),
        minutes("deciding", _("办结时长（分钟）"), "accepted_at", "decided_at", shown=True, total="mean"),
    ),
)  # fmt: skip
CASES = Ledger(
    key="cases", title=_("办件总表"), group="intake", tallied=True, note=_("一件一行，含申请人、来源和发证方式"),
    columns=(
        NUMBER, DEPARTMENT.but(_("所属机构")), STATE.but(_("办件状态")), ACCEPTED.but(_("受理日期"), shown=True),
        DECIDED.but(shown=True), KIND.but(shown=True), DUE, ITEM.but(_("业务项名称")), PROJECT, REGION,
        yes("is_late", _("是否超时"), "late_days", when=lambda days: days > 0),
        day("gap_due", _("容缺补正到期时间"), "gap_due_on"), CHANNEL,
        choice("applicant_kind", _("申请人类型"), ApplicantKind), WHO.but(_("申请人名称")),
        choice("id_kind", _("证件类型"), IdKind), ID_NUMBER.but(_("证件号码")), PHONE.but(_("手机")),
        masked("address", _("通讯地址"), CASE, "address"), text("ticket", _("排队号"), "queue_ticket", kind="code"),
        DELIVERY, choice("holder", _("材料现在"), Holder), REGISTERED.but(shown=False), CLERK, WINDOW, NOTE,
    ),
)  # fmt: skip
RETURNED = Ledger(
    key="returned", title=_("退件台账"), group="result", base=Q(closed_at__isnull=False),
    axis="closed_at", axis_label=_("退件日期"), note=_("不受理、不予受理、撤件和作废"),
    filters=("state", *WHERE, "kind", "cross_region"),
    columns=(
        NUMBER, ITEM, WHO, ID_NUMBER, PHONE, REGISTERED, moment("closed", _("退件时间"), "closed_at", shown=True),
        STATE.but(_("退件状态")), choice("refusal", _("类别"), RefusalKind, "refusal_kind", shown=True),
        REASON.but(_("退件说明"), shown=True), DEPARTMENT.but(shown=False), CLERK, WINDOW,
    ),
)  # fmt: skip
RESULTS = Ledger(
    key="results", title=_("出件发证台账"), group="result", base=Q(decided_at__isnull=False),
    axis="decided_at", axis_label=_("办结日期"), note=_("办结以后证照到了哪一步"),
    columns=(
        NUMBER, ITEM, WHO, ID_NUMBER, PHONE, REGISTERED.but(shown=False), DECIDED.but(shown=True),
        choice("concluded", _("办理结果"), ConcludedAs, "concluded_as", shown=True),
        DELIVERY.but(_("送达方式"), shown=True), moment("ready", _("待出件时间"), "ready_at"), ISSUED.but(shown=True),
        STATE.but(_("发证状态")), text("place", _("存放位置"), "shelf_place", kind="code"), RESULT_NUMBER, FINISH, LATE,
        DEPARTMENT.but(shown=False), CLERK, WINDOW,
    ),
)  # fmt: skip
OVERDUE = Ledger(
    key="overdue", title=_("超期台账"), group="result", overdue="open", note=_("还没办结已经逾期的，和办结时逾期的"),
    filters=("overdue", *WHERE, "state", "kind", "cross_region"),
    columns=(
        DEPARTMENT, NUMBER.but(_("流水号")), ITEM.but(_("受理事项名称")), KIND, WHO, ACCEPTED.but(shown=True),
        DUE.but(shown=True), DECIDED.but(shown=True), CLERK.but(shown=True), PROMISED, LATE.but(shown=True),
        STATE.but(_("超期状态"), shown=False), WINDOW,
    ),
)  # fmt: skip
CROSS_REGION = Ledger(
    key="cross-region", title=_("跨域通办台账"), group="service", base=~Q(cross_region=""),
    note=_("跨省、全省、区域通办的办件"), filters=("cross_region", *WHERE, "state", "kind", "overdue"),
    columns=(
        NUMBER.but(_("通办编号")), WINDOW.but(_("收件地窗口"), shown=True), ITEM, REGION.but(shown=True), CHANNEL, WHO,
        ID_NUMBER, REGISTERED.but(_("收件时间")), moment("pushed", _("推送时间"), "transferred_at", shown=True),
        DECIDED.but(_("审批办结"), shown=True), ISSUED.but(_("结果寄出"), shown=True), STATE, DEPARTMENT, CLERK,
    ),
)  # fmt: skip

LEDGERS = (ACCEPTANCE, ONE_WINDOW, CASES, RETURNED, RESULTS, OVERDUE, CROSS_REGION)
