"""Choices of the item catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    ON_SPOT = "on_spot", _("即办件")
    PROMISED = "promised", _("承诺件")


class ResultKind(models.TextChoices):
    LICENCE = "licence", _("证照")
    APPROVAL = "approval", _("批文")
    OTHER = "other", _("其他结果")
    NONE = "none", _("无结果物")


class MaterialForm(models.TextChoices):
    ORIGINAL = "original", _("原件")
    COPY = "copy", _("复印件")
    CHECKED_COPY = "checked_copy", _("复印件（原件核验）")
    FILLED_FORM = "filled_form", _("申请表")
    ELECTRONIC = "electronic", _("电子材料")


class Necessity(models.TextChoices):
    REQUIRED = "required", _("必要")
    OPTIONAL = "optional", _("非必要")
    DEFERRABLE = "deferrable", _("可容缺")


class Channel(models.TextChoices):
    COUNTER = "counter", _("窗口")
    ONLINE = "online", _("网上")
    PHONE_APP = "phone_app", _("掌上")
    SELF_SERVICE = "self_service", _("自助")
    POST = "post", _("邮寄")
