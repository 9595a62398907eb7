"""Choices of the papers' way: hand-over, result, notice, issuance, parcels, archive."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    OUT = "out", _("移交部门")
    BACK = "back", _("送回窗口")


class HandOverState(models.TextChoices):
    DRAFT = "draft", _("装单中")
    SENT = "sent", _("待签收")
    CLOSED = "closed", _("已签收")
    VOID = "void", _("已作废")


class HandOverWay(models.TextChoices):
    MESSENGER = "messenger", _("递送员")
    COURIER = "courier", _("快递")


class LineKind(models.TextChoices):
    """What lies in one line of a batch."""

    PAPERS = "papers", _("申请材料")
    RESULT = "result", _("办理结果")
    RETURN = "return", _("退回材料")


class LineOutcome(models.TextChoices):
    WAITING = "waiting", _("待签收")
    CONFIRMED = "confirmed", _("已签收")
    MISSING = "missing", _("未收到")
    RETURNED = "returned", _("退回")


class ToldBy(models.TextChoices):
    SMS = "sms", _("短信")
    PHONE = "phone", _("电话")
    SYSTEM = "system", _("系统消息")


class ToldOutcome(models.TextChoices):
    SENT = "sent", _("已交发送")
    REACHED = "reached", _("已告知")
    NO_ANSWER = "no_answer", _("无人接听")
    WRONG_NUMBER = "wrong_number", _("号码有误")


class Collector(models.TextChoices):
    """Who takes the result at the counter."""

    APPLICANT = "applicant", _("本人")
    AGENT = "agent", _("登记的代理人")
    OTHER = "other", _("其他人代领")


class ParcelState(models.TextChoices):
    SENT = "sent", _("运送中")
    DELIVERED = "delivered", _("已签收")
    LOST = "lost", _("遗失")
    RETURNED = "returned", _("退回")


class BoxState(models.TextChoices):
    OPEN = "open", _("装盒中")
    CLOSED = "closed", _("已封盒")
