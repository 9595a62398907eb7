"""Choices of fees taken at the window. Source: facts.md § 5.22."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeeKind(models.TextChoices):
    CHARGE = "charge", _("收费")
    VOID = "void", _("冲销")
    REFUND = "refund", _("退费")


class FeeChannel(models.TextChoices):
    CASH = "cash", _("现金")
    CARD = "card", _("刷卡")
    SCAN = "scan", _("扫码支付")
    NONTAX = "nontax", _("非税缴款码")
    TRANSFER = "transfer", _("转账")
