"""Choices of the roster."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WeekState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")


class ShiftKind(models.TextChoices):
    REGULAR = "regular", _("正常班")
    FLOAT = "float", _("机动")
    SUBSTITUTE = "substitute", _("顶岗")
    EXTENDED = "extended", _("延时")
    TRAINING = "training", _("培训")
    LEAVE = "leave", _("请假")


class SwapState(models.TextChoices):
    ASKED = "asked", _("待对方同意")
    AGREED = "agreed", _("待班组长批准")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("未同意")
    WITHDRAWN = "withdrawn", _("已撤回")


class RosterStep(models.TextChoices):
    """What was done to a published week."""

    ADDED = "added", _("增加")
    REMOVED = "removed", _("取消")
    MOVED = "moved", _("调整")
    SWAPPED = "swapped", _("换班")
    COVERED = "covered", _("顶岗")
