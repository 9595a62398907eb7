"""Choices of the windows' sessions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EndedAs(models.TextChoices):
    """How a session ended; a clerk's own signing off is the plain case."""

    SELF = "", _("本人离岗")
    MOVED = "moved", _("换到别的窗口")
    SUPERVISOR = "supervisor", _("主管结束")
    OVERNIGHT = "overnight", _("当日未离岗，按日终结束")
