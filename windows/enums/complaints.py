"""Choices of complaints. Source: facts.md §§ 5.18, 6 (kinds); 002 § 五 表1 3.8, 3.25, 3.37, 3.50 (what they weigh)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ComplaintChannel(models.TextChoices):
    COUNTER = "counter", _("现场")
    PHONE = "phone", _("来电")
    HOTLINE = "hotline", _("12345 热线")
    ONLINE = "online", _("网上")
    LETTER = "letter", _("来信或意见箱")


class ComplaintKind(models.TextChoices):
    ON_SITE = "on_site", _("现场协调")
    FORWARD = "forward", _("转办处理")
    OPINION = "opinion", _("意见反映")


class ComplaintCause(models.TextChoices):
    CONDUCT = "conduct", _("服务态度")
    SPEED = "speed", _("办理时效")
    PAPERS = "papers", _("资料预审")
    INTEGRITY = "integrity", _("廉洁纪律")
    SKILL = "skill", _("业务差错")
    PLACE = "place", _("环境与设备")
    POLICY = "policy", _("政策规定")
    OTHER = "other", _("其他")


class ComplaintState(models.TextChoices):
    OPEN = "open", _("办理中")
    HANDED = "handed", _("已转办")
    ANSWERED = "answered", _("已答复")
    CLOSED = "closed", _("已结案")


class ComplaintFinding(models.TextChoices):
    UPHELD = "upheld", _("属实")
    PARTLY = "partly", _("部分属实")
    NOT_UPHELD = "not_upheld", _("不属实")
    UNPROVEN = "unproven", _("无法查实")
    WITHDRAWN = "withdrawn", _("投诉人撤回")
