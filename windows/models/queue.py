"""Tickets of the queue machine: how long people waited before each window.

Source: 002 § 四(一)(1); 003 § 三(二)1; facts.md § 5.15.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Venue, Window
from hall_ops.lib.scoping import ScopedQuerySet
from windows.enums.service import TicketState


class QueueImport(models.Model):
    """A file of tickets that was taken: the same file again changes nothing."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="queue_imports")
    name = models.CharField(_("文件名"), max_length=120)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(_("行数"))
    added = models.PositiveIntegerField(_("新增"))
    changed = models.PositiveIntegerField(_("更新"))
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(_("导入时间"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("取号导入")
        ordering: ClassVar = ["-taken_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "sha256"], name="queue_import_once"),
        ]

    def __str__(self) -> str:
        return self.name


class QueueDraft(models.Model):
    """A file of tickets between its preview and its taking; then the row goes.

    Shape: rows as windows.resources.queue_tickets writes them, one list a ticket.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="queue_drafts")
    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("文件名"), max_length=120)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("上传时间"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("取号导入预览")
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class QueueTicket(models.Model):
    """One ticket of one day. A ticket that was served names its window and its times."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="queue_tickets")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("日期"))
    number = models.CharField(_("排队号"), max_length=20)
    window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    operator = models.CharField(_("操作人"), max_length=40, blank=True)
    state = models.CharField(_("状态"), max_length=8, choices=TicketState)
    taken_at = models.DateTimeField(_("取号时间"))
    called_at = models.DateTimeField(_("叫号时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("叫号")
        ordering: ClassVar = ["-day", "number"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "day", "window"], name="ticket_by_day"),
            models.Index(fields=["contract", "-day", "-number", "-id"], name="ticket_newest"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["venue", "day", "number"], name="ticket_once"),
            models.CheckConstraint(
                condition=~Q(state=TicketState.SERVED)
                | Q(called_at__gte=F("taken_at"), window__isnull=False),
                name="ticket_served_was_called",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("called_at")),
                name="ticket_finished_after_call",
            ),
        ]

    def __str__(self) -> str:
        return self.number
