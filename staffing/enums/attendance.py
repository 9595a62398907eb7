"""Choices of attendance. Source: 002 § 五(一)表1 3.10, 3.17, 3.19, 3.26; § 四(二)2(6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PunchSource(models.TextChoices):
    MACHINE = "machine", _("考勤机文件")
    API = "api", _("考勤机接口")
    BROWSER = "browser", _("网页打卡")
    MADE_UP = "made_up", _("补卡")


class PunchKind(models.TextChoices):
    IN = "in", _("上班")
    OUT = "out", _("下班")


class Verdict(models.TextChoices):
    """What a session came to; the contract's own classes, and what is left to a person."""

    PRESENT = "present", _("正常")
    UNPREPARED = "unprepared", _("未提前到岗")
    LATE = "late", _("迟到")
    EARLY = "early", _("早退")
    LATE_AND_EARLY = "late_and_early", _("迟到并早退")
    ABSENT = "absent", _("旷工")
    LEAVE = "leave", _("请假")
    OFF_SITE = "off_site", _("公出或培训")
    TO_DECIDE = "to_decide", _("待认定")
    MISSING_PUNCH = "missing_punch", _("缺卡待补")
    EXCUSED = "excused", _("有正当理由")
    PENDING = "pending", _("未到时间")


class RequestState(models.TextChoices):
    ASKED = "asked", _("待批")
    APPROVED = "approved", _("已批准")
    REFUSED = "refused", _("未批准")
    WITHDRAWN = "withdrawn", _("已撤回")
    CANCELLED = "cancelled", _("已销假")


class LeaveKind(models.TextChoices):
    ANNUAL = "annual", _("年休假")
    SICK = "sick", _("病假")
    PERSONAL = "personal", _("事假")
    MARRIAGE = "marriage", _("婚假")
    MATERNITY = "maternity", _("产假")
    PATERNITY = "paternity", _("护理假")
    BEREAVEMENT = "bereavement", _("丧假")
    INJURY = "injury", _("工伤假")
    COMPENSATORY = "compensatory", _("调休")
    OFF_SITE = "off_site", _("公出")
    TRAINING = "training", _("培训")


class FilingState(models.TextChoices):
    FILED = "filed", _("已报备")
    LOCKED = "locked", _("已锁定")
    REOPENED = "reopened", _("已退回重报")
