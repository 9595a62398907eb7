"""Choices of the figures that only the province's platform knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FigureKind(models.TextChoices):
    APP_USERS = "app_users", _("掌上办平台注册用户（月末累计）")
    APP_GUIDED = "app_guided", _("大厅引导注册的用户（当月）")
