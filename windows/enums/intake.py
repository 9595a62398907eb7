"""Choices of intake: how a registration ends, and why one is refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What the desk does with an application. `receive` keeps the papers and decides within the law's days."""

    ACCEPT = "accept", _("受理")
    ACCEPT_GAP = "accept_gap", _("容缺受理")
    TELL_ONCE = "tell_once", _("一次性告知")
    RECEIVE = "receive", _("只收件")
    REFUSE = "refuse", _("不受理或不予受理")
    ON_SPOT = "on_spot", _("当场办结")


class RefusalGround(models.TextChoices):
    """Why an application is not taken up (行政许可法 第三十二条)."""

    NOT_NEEDED = "not_needed", _("依法不需要办理")
    NOT_OURS = "not_ours", _("不属于本机关职权")
    FORBIDDEN = "forbidden", _("依法不能申请")
    NOT_MET = "not_met", _("不符合法定受理条件")
