"""Choices of contracts and places."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    PURCHASER = "purchaser", _("采购人")
    CONTRACTOR = "contractor", _("服务供应商")
    DEPARTMENT = "department", _("进驻部门")


class VenueKind(models.TextChoices):
    HALL = "hall", _("政务服务大厅")
    BRANCH = "branch", _("分中心")
    TOWNSHIP = "township", _("乡镇便民服务中心")
    SELF_SERVICE = "selfservice", _("自助服务区")
    OTHER = "other", _("其他场所")


class DayKind(models.TextChoices):
    WORKDAY = "workday", _("工作日")
    MAKE_UP = "make_up", _("调休上班")
    WEEKEND = "weekend", _("周末")
    HOLIDAY = "holiday", _("法定节假日")


class Stage(models.TextChoices):
    """Where a contract stands on a day (contracts.rules.stage_on)."""

    BEFORE = "before", _("未开始")
    RUNNING = "running", _("服务中")
    OVER = "over", _("已结束")


class NoteKind(models.TextChoices):
    """Why a place of the tender is pointed out (contracts.profile_schema.agreement.Note)."""

    AMBIGUITY = "ambiguity", _("有歧义")
    CONTRADICTION = "contradiction", _("前后不一")
    SLIP = "slip", _("笔误")
    GAP = "gap", _("未写明")


class Act(models.TextChoices):
    """The rooms a clause may act in (contracts.profile_schema.scalars.Act)."""

    CONTRACTS = "contracts", _("合同")
    STAFFING = "staffing", _("人员")
    WINDOWS = "windows", _("窗口")
    TRAINING = "training", _("培训")
    OPERATIONS = "operations", _("运营")
    ASSESSMENT = "assessment", _("质量考核")
    SETTLEMENT = "settlement", _("结算")


class InstalmentKind(models.TextChoices):
    """Which part of the plan an instalment is (contracts.rules.payments.Instalment)."""

    ADVANCE = "advance", _("季度预付")
    MONTH = "month", _("按月支付")
    INSTALMENT = "instalment", _("分期支付")
    QUARTER = "quarter", _("按季考核支付")
    ENTERED = "entered", _("按合同约定")
    PERFORMANCE = "performance", _("年度绩效")


class PaymentStepKind(models.TextChoices):
    """What has happened to an instalment so far."""

    APPLIED = "applied", _("已申请")
    FILED = "filed", _("已报财政")
    PAID = "paid", _("已支付")


class PaymentState(models.TextChoices):
    """Where an instalment stands today; never stored."""

    NOT_YET = "not_yet", _("未到期")
    OPEN = "open", _("待申请")
    APPLIED = "applied", _("已申请")
    FILED = "filed", _("已报财政")
    PAID = "paid", _("已支付")
    LATE = "late", _("逾期")


class EventKind(models.TextChoices):
    """Events of a contract that terms are counted from (contracts.profile_schema.agreement.Milestone)."""

    AWARD_NOTICE = "award_notice", _("收到中标通知书")
    SIGNING = "signing", _("签订合同")
    EFFECT = "effect", _("合同生效")
    ACCEPTANCE = "acceptance", _("验收合格")


class BreachKind(models.TextChoices):
    VACANCY = "vacancy", _("缺员逾期未补")
    NON_PERFORMANCE = "non_performance", _("拒不履行合同")
    OTHER = "other", _("其他违约")


class BondKind(models.TextChoices):
    RECEIVED = "received", _("收到")
    RETURNED = "returned", _("退还")
    FORFEITED = "forfeited", _("不予退还")


class Grade(models.TextChoices):
    """The result of a year's evaluation, best first (contracts.rules.appraisal)."""

    EXCELLENT = "excellent", _("优秀")
    QUALIFIED = "qualified", _("合格")
    UNQUALIFIED = "unqualified", _("不合格")


class ApiScope(models.TextChoices):
    """What a token of another system may do."""

    PUSH_CASES = "cases.push", _("推送办件")
    PUSH_TICKETS = "tickets.push", _("推送取号")
    PUSH_RATINGS = "ratings.push", _("推送评价")
    PUSH_PUNCHES = "punches.push", _("推送打卡")
    READ_PROGRESS = "progress.read", _("读取进度")
