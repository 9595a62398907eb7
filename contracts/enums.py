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
