"""Who sits at which window, from when to when: the desk, the ledgers, ratings and indicators take it from here."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Window
from hall_ops.lib.scoping import ScopedQuerySet
from windows.enums import EndedAs


class SessionQuerySet(ScopedQuerySet):
    def open(self) -> "SessionQuerySet":
        return self.filter(ended_at=None)


class WindowSession(models.Model):
    """A clerk at a window. One open session a window, one open session a clerk; never changed once it has ended.

    Shape: paused_at and pause_reason tell of the pause that is on; `pauses` holds each with its times. A session that
    nobody ended on its day ends with the day, without a person (`ended_as` overnight).
    """

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
    ended_as = models.CharField(_("离岗方式"), max_length=12, choices=EndedAs, blank=True)
    end_note = models.CharField(_("说明"), max_length=120, blank=True)

    objects = SessionQuerySet.as_manager()
    # Read along by windows.queries.sessions.open_session: since when the clerk is away by staffing's record.
    away_at: datetime | None = None

    class Meta:
        verbose_name = _("窗口上岗")
        ordering: ClassVar = ["-started_at"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-started_at"], name="session_by_contract"),
            models.Index(fields=["window", "-started_at"], name="session_by_window"),
            models.Index(fields=["clerk", "-started_at"], name="session_by_clerk"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["window"], condition=Q(ended_at=None), name="one_clerk_at_a_window"
            ),
            models.UniqueConstraint(fields=["clerk"], condition=Q(ended_at=None), name="one_window_a_clerk"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_as="")
                | Q(ended_at__gte=F("started_at"))
                & (Q(ended_by__isnull=False) | Q(ended_as=EndedAs.OVERNIGHT)),
                name="session_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(paused_at=None, pause_reason="")
                | Q(paused_at__isnull=False) & ~Q(pause_reason=""),
                name="session_pause_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.window} {self.clerk}"

    @property
    def nobody_since(self) -> datetime | None:
        """Since when nobody is served: paused by the clerk, or the clerk seen away."""
        return self.paused_at or self.away_at


class SessionPause(models.Model):
    """A time in which a window's sign said 暂停服务. Source: 002 § 五(一)表1 3.26."""

    session = models.ForeignKey(WindowSession, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(_("暂停原因"), max_length=80)
    started_at = models.DateTimeField(_("暂停服务时间"))
    ended_at = models.DateTimeField(_("恢复服务时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("暂停服务")
        ordering: ClassVar = ["session", "started_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session"], condition=Q(ended_at=None), name="one_open_pause_a_session"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="pause_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="pause_has_reason"),
        ]

    def __str__(self) -> str:
        return self.reason
