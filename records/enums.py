"""Choices of the records every app writes beside its own rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.action_labels import ACTION_LABELS as ACTION_LABELS
from records.field_labels import FIELD_LABELS as FIELD_LABELS


class Result(models.TextChoices):
    DONE = "done", _("成功")
    REFUSED = "refused", _("拒绝")


class RunState(models.TextChoices):
    CLAIMED = "claimed", _("执行中")
    DONE = "done", _("完成")
    FAILED = "failed", _("失败")


class OutboxChannel(models.TextChoices):
    SMS = "sms", _("短信")
    EMAIL = "email", _("邮件")
    WEBHOOK = "webhook", _("系统推送")


class OutboxState(models.TextChoices):
    WAITING = "waiting", _("待发送")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发送")
    DEAD = "dead", _("发送失败")


class OutboxVia(models.TextChoices):
    """How it went out. A message in the file has reached nobody, and the screens say so."""

    FILE = "file", _("写入文件，未真正发出")
    SMTP = "smtp", _("邮件服务器")
    HTTP = "http", _("对方接口")


class JobState(models.TextChoices):
    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("完成")
    FAILED = "failed", _("失败")
    CANCELLED = "cancelled", _("已取消")


OPEN_JOBS = (JobState.QUEUED, JobState.RUNNING)

# How a chain does not hold (records.rules.Break).
BREAK_REASONS = {
    "missing": _("缺少这一条（或序号不连续）"),
    "unlinked": _("与前一条的链值对不上"),
    "changed": _("内容被改动"),
    "cut": _("末尾被截断，与链头登记的条数不符"),
    "head": _("链头的链值与最后一条对不上"),
}
