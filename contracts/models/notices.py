"""Which notices somebody has read."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NoticeRead(models.Model):
    """One person has read one notice; the notice itself is made by its app (settings.NOTICE_SOURCES).

    Shape: `key` names the notice's reason, `many` how much it spoke of when it was read.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    many = models.PositiveIntegerField(default=1)
    read_at = models.DateTimeField(_("阅读时间"))

    class Meta:
        verbose_name = _("已读的提醒")
        ordering: ClassVar = ["user", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_read_once"),
            models.CheckConstraint(condition=~Q(key=""), name="notice_read_has_key"),
        ]

    def __str__(self) -> str:
        return self.key
