"""Choices of ledgers, statistics and imports of old ledgers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TallySpan(models.TextChoices):
    DAY = "day", _("日")
    MONTH = "month", _("月")


class TallyDimension(models.TextChoices):
    ALL = "all", _("大厅")
    ITEM = "item", _("事项")
    DEPARTMENT = "department", _("部门")
    WINDOW = "window", _("窗口")
    CLERK = "clerk", _("人员")
    ZONE = "zone", _("服务区")


class TallyKind(models.TextChoices):
    """Kinds of cases as the monthly statistics count them (facts.md § 6: 即办 A1, 承诺 A2, 特殊 A3)."""

    ON_SPOT = "on_spot", _("即办件")
    PROMISED = "promised", _("承诺件")
    SPECIAL = "special", _("特殊件")


class ImportState(models.TextChoices):
    CHECKING = "checking", _("正在核对")
    REFUSED = "refused", _("有问题，未导入")
    READY = "ready", _("核对通过，待导入")
    IMPORTING = "importing", _("正在导入")
    DONE = "done", _("已导入")
    DROPPED = "dropped", _("已放弃")
    FAILED = "failed", _("未完成")
