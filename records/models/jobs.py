"""Long work done in the background: large imports and exports."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.scoping import ScopedQuerySet
from records.enums import JobState


class Job(models.Model):
    """One piece of long work: who asked for it, how far it is, what came out.

    Shape: `params` holds ids, days and choices, never personal data. A running job holds one of a few `slot`s, so that
    long work leaves workers for the short. `total` is None as long as nobody knows it. `file` is what came out, until
    `expires_at`; `result_url` is where to look at what was done. `contract_id` is a plain number because this app knows
    no upper app.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    contract_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(_("任务"), max_length=120)
    params = models.JSONField(default=dict)
    state = models.CharField(_("状态"), max_length=10, choices=JobState, default=JobState.QUEUED)
    slot = models.PositiveSmallIntegerField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(_("已处理"), default=0)
    total = models.PositiveIntegerField(_("总数"), null=True)
    message = models.CharField(_("说明"), max_length=500, blank=True)
    queued_at = models.DateTimeField(_("提交时间"))
    started_at = models.DateTimeField(_("开始时间"), null=True)
    heartbeat_at = models.DateTimeField(null=True)
    cancel_requested_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True)
    file = models.FileField(upload_to="jobs/%Y/%m", max_length=200, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    expires_at = models.DateTimeField(_("下载期限"), null=True)
    result_url = models.CharField(max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("任务")
        ordering: ClassVar = ["-queued_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["owner", "contract_id", "-queued_at"], name="job_by_owner"),
            models.Index(
                fields=["state", "queued_at"], condition=Q(state__in=["queued", "running"]), name="job_open"
            ),
            models.Index(fields=["expires_at"], condition=~Q(file=""), name="job_file_expires"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(condition=~Q(kind="") & ~Q(title=""), name="job_says_what"),
            models.CheckConstraint(
                condition=Q(
                    state="running", slot__isnull=False, started_at__isnull=False, heartbeat_at__isnull=False
                )
                | (~Q(state="running") & Q(slot=None)),
                name="job_running_has_slot",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], finished_at=None)
                | (~Q(state__in=["queued", "running"]) & Q(finished_at__isnull=False)),
                name="job_finished_has_time",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(message=""), name="job_failed_says_why"),
            models.CheckConstraint(
                condition=Q(file="") | (~Q(file_name="") & Q(expires_at__isnull=False)),
                name="job_file_expires_at",
            ),
            models.UniqueConstraint(fields=["slot"], condition=Q(state="running"), name="job_slot_once"),
        ]

    def __str__(self) -> str:
        return self.title
