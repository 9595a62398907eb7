"""Choices of the ranking of staff and the interview of who comes last. Source: 002 § 四(二)2(7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RankSpan(models.TextChoices):
    MONTH = "month", _("月度")
    QUARTER = "quarter", _("季度")


class InterviewOutcome(models.TextChoices):
    """What comes of the interview: 根据约谈结果进行更换调整."""

    STAYS = "stays", _("留岗改进")
    TRAINED = "trained", _("培训后再评")
    MOVED = "moved", _("调整岗位")
    REPLACED = "replaced", _("更换人员")
