"""Choices of posts and hours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PostKind(models.TextChoices):
    MANAGEMENT = "management", _("管理")
    SUPPORT = "support", _("管理保障")
    WINDOW = "window", _("窗口")
    ISSUING = "issuing", _("出件制证")
    GUIDE = "guide", _("咨询引导")
    ASSIST = "assist", _("帮办代办")
    RECEPTION = "reception", _("讲解接待")
    OPERATIONS = "operations", _("系统运维")
    TOWNSHIP = "township", _("乡镇窗口")
    FLOAT = "float", _("机动")


class PostRole(models.TextChoices):
    DIRECTOR = "director", _("项目负责人")
    SUPERVISOR = "supervisor", _("大厅主管")
    TEAM_LEADER = "team_leader", _("班组长")
    CLERK = "clerk", _("工作人员")


class SessionKind(models.TextChoices):
    REGULAR = "regular", _("正常时段")
    EXTENDED = "extended", _("延时时段")
