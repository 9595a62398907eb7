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
