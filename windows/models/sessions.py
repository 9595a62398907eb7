"""Who sits at which window, from when to when: the desk, the ledgers, ratings and indicators take it from here."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Window
from hall_ops.lib.scoping import ScopedQuerySet


class WindowSession(models.Model):
    """A clerk at a window. One open session a window, one open session a clerk."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="window_sessions")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="sessions")
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="window_sessions"
    )
    started_at = models.DateTimeField(_("上岗时间"))
    paused_at = models.DateTimeField(_("暂停服务时间"), null=True, blank=True)
    pause_reason = models.CharField(_("暂停原因"), max_length=80, blank=True)
    ended_at = models.DateTimeField(_("离岗时间"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("窗口上岗")
        ordering: ClassVar = ["-started_at"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-started_at"], name="session_by_contract"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["window"], condition=Q(ended_at=None), name="one_clerk_at_a_window"
            ),
            models.UniqueConstraint(fields=["clerk"], condition=Q(ended_at=None), name="one_window_a_clerk"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__gte=F("started_at"), ended_by__isnull=False),
                name="session_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.window} {self.clerk}"
