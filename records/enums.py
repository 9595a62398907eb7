"""Choices of the records every app writes beside its own rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    DONE = "done", _("成功")
    REFUSED = "refused", _("拒绝")


class RunState(models.TextChoices):
    CLAIMED = "claimed", _("执行中")
    DONE = "done", _("完成")
    FAILED = "failed", _("失败")
