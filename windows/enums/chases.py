"""Choices of chasing a department and of warnings about a term."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChaseWay(models.TextChoices):
    SYSTEM = "system", _("系统催办")
    PHONE = "phone", _("电话")
    VISIT = "visit", _("当面")
    LETTER = "letter", _("催办单")


class DueKind(models.TextChoices):
    """What a warning is about."""

    WARN = "warn", _("即将到期")
    LATE = "late", _("已逾期")
    UNTOLD = "untold", _("收件后未受理也未告知")
    CORRECTION = "correction", _("补正到期")
    GAP = "gap", _("容缺补交到期")
    STOP = "stop", _("挂起到期")
