"""The registers of special business: cross-region cases, service outside the ordinary, benefit claims."""

from django.utils.translation import gettext_lazy as _

from hall_ops.lib.permissions import Permission
from windows.actions import cross_region, special_services
from windows.enums import service as choices
from windows.forms import service as f
from windows.models import BenefitClaim, CrossRegionCase, SpecialService
from windows.views._register_kinds import (
    DEPARTMENT,
    ITEM,
    WHO,
    Register,
    Step,
    day_of,
    make_by,
    name_of,
    said_by,
)

X = choices.CrossState
CROSS = Register(
    key="cross",
    title=_("跨域通办"),
    lead=_("收件后一个工作日内推送，纸质材料两个工作日内寄出；期限见时限约定。"),
    new_label=_("登记跨域收件"),
    model=CrossRegionCase,
    states=X.choices,
    view=Permission.CASE_VIEW,
    record=Permission.CASE_REGISTER,
    form=f.CrossForm,
    make=make_by(cross_region.receive_cross, cross_region.CrossEntry),
    columns=(
        WHO,
        (_("通办范围"), lambda row: row.get_kind_display()),
        (_("对方大厅"), lambda row: row.other_hall),
        (_("收件"), lambda row: day_of(row.received_at)),
    ),
    details=(
        (_("方向"), lambda row: row.get_direction_display()),
        (_("通办模式"), lambda row: row.get_mode_display()),
        (_("通办范围"), lambda row: row.get_kind_display()),
        (_("对方大厅"), lambda row: row.other_hall),
        ITEM,
        (_("收件时间"), lambda row: row.received_at),
        (_("推送时间"), lambda row: row.pushed_at),
        (_("纸质寄件单号"), lambda row: row.papers_tracking),
        (_("结果寄件单号"), lambda row: row.result_tracking),
    ),
    steps=(
        Step(
            "next",
            _("办理下一步"),
            f.CrossStepForm,
            said_by(cross_region.step_cross, "record"),
            tuple(state for state in X.values if state not in {X.SIGNED, X.RETURNED}),
            Permission.CASE_REGISTER,
            main=True,
        ),
    ),
)
S = choices.SpecialState
SPECIAL = Register(
    key="special",
    title=_("延时与预约"),
    lead=_("延时、预约、午间不间断和特约服务。"),
    new_label=_("登记延时或预约"),
    model=SpecialService,
    states=S.choices,
    view=Permission.CONSULT_VIEW,
    record=Permission.CONSULT_RECORD,
    form=f.SpecialForm,
    make=make_by(special_services.book_special, special_services.SpecialEntry),
    columns=(
        WHO,
        (_("服务类型"), lambda row: row.get_kind_display()),
        ITEM,
        (_("约定时间"), lambda row: row.scheduled_at),
    ),
    details=(
        (_("服务类型"), lambda row: row.get_kind_display()),
        ITEM,
        (_("约定时间"), lambda row: row.scheduled_at),
        (_("服务人员"), lambda row: name_of(row.clerk)),
        (_("服务开始"), lambda row: row.started_at),
        (_("服务结束"), lambda row: row.ended_at),
        (_("结果"), lambda row: row.outcome),
    ),
    steps=(
        Step(
            "serve",
            _("登记服务"),
            f.ServeForm,
            said_by(special_services.serve_special, "service"),
            (S.BOOKED,),
            Permission.CONSULT_RECORD,
            main=True,
        ),
        Step(
            "miss",
            _("未到"),
            f.ReasonForm,
            said_by(special_services.end_special, "service", missed=True),
            (S.BOOKED,),
            Permission.CONSULT_RECORD,
        ),
        Step(
            "cancel",
            _("取消"),
            f.ReasonForm,
            said_by(special_services.end_special, "service", missed=False),
            (S.BOOKED,),
            Permission.CONSULT_RECORD,
        ),
    ),
)
K = choices.ClaimState
CLAIM = Register(
    key="claim",
    title=_("惠企政策兑现"),
    lead=_("企业申请、部门审核、资金兑现，逐笔登记。"),
    new_label=_("登记兑现申请"),
    model=BenefitClaim,
    states=K.choices,
    view=Permission.CONSULT_VIEW,
    record=Permission.CONSULT_RECORD,
    form=f.ClaimForm,
    make=make_by(special_services.receive_claim, special_services.ClaimEntry),
    columns=(
        WHO,
        (_("政策名称"), lambda row: row.policy),
        (_("申请金额"), lambda row: f"¥{row.amount_yuan:,.2f}"),
        (_("期限"), lambda row: day_of(row.due_on)),
    ),
    details=(
        (_("政策名称"), lambda row: row.policy),
        (_("统一社会信用代码"), lambda row: row.credit_code),
        (_("申请金额"), lambda row: f"¥{row.amount_yuan:,.2f}"),
        DEPARTMENT,
        (_("办理期限"), lambda row: day_of(row.due_on)),
        (_("兑现日期"), lambda row: day_of(row.paid_on)),
        (_("兑现金额"), lambda row: f"¥{row.paid_yuan:,.2f}" if row.paid_yuan else ""),
        (_("不予兑现的原因"), lambda row: row.reason),
    ),
    steps=(
        Step(
            "review",
            _("审核通过"),
            f.MaybeTextForm,
            said_by(special_services.review_claim, "record"),
            (K.RECEIVED,),
            Permission.CONSULT_RECORD,
            main=True,
        ),
        Step(
            "pay",
            _("登记兑现"),
            f.PayForm,
            said_by(special_services.pay_claim, "record"),
            (K.REVIEWED,),
            Permission.CONSULT_RECORD,
            main=True,
        ),
        Step(
            "refuse",
            _("不予兑现"),
            f.ReasonForm,
            said_by(special_services.refuse_claim, "record"),
            (K.RECEIVED, K.REVIEWED),
            Permission.CONSULT_RECORD,
        ),
    ),
)
