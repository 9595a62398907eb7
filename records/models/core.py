"""What every app writes beside its own rows: events, keys of requests, files, runs of the schedule."""

from datetime import UTC
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.scoping import ScopedQuerySet
from records.enums import Result, RunState
from records.rules import ALGORITHM, GENESIS


class AuditEvent(models.Model):
    """Who did what to which object, when by the database's clock. Append-only by trigger, chained by hash.

    Actor, role and object are kept as text too: the event must read the same after they are gone.
    `contract_id` is a plain number because this app knows no upper app.
    """

    number = models.BigIntegerField(_("序号"), primary_key=True)
    at = models.DateTimeField(_("时间"), db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("操作人"), max_length=80)
    role = models.CharField(_("身份"), max_length=20, blank=True)
    address = models.CharField(_("来源地址"), max_length=45, blank=True)
    request_id = models.CharField(_("请求编号"), max_length=32, blank=True)
    contract_id = models.BigIntegerField(null=True)
    action = models.CharField(_("动作"), max_length=60, db_index=True)
    object_type = models.CharField(_("对象类型"), max_length=60, blank=True)
    object_id = models.CharField(_("对象编号"), max_length=60, blank=True)
    object_label = models.CharField(_("对象"), max_length=200, blank=True)
    before = models.JSONField(_("改前"), default=dict)
    after = models.JSONField(_("改后"), default=dict)
    result = models.CharField(_("结果"), max_length=10, choices=Result)
    algorithm = models.CharField(max_length=20, default=ALGORITHM)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(_("链值"), max_length=64)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("审计事件")
        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [
            models.Index(fields=["contract_id", "-number"], name="event_by_contract"),
            models.Index(fields=["object_type", "object_id"], name="event_by_object"),
            models.Index(fields=["actor_id", "-number"], name="event_by_actor"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(number__gt=0), name="event_number_positive"),
            models.CheckConstraint(condition=~Q(action=""), name="event_names_action"),
            models.CheckConstraint(condition=Q(result__in=Result.values), name="event_result_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"

    def content(self) -> dict[str, Any]:
        """What the event's hash covers: everything but the hashes themselves. Shape: JSON types."""
        return {
            "number": self.number,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor_id": self.actor_id,
            "actor_name": self.actor_name,
            "role": self.role,
            "address": self.address,
            "request_id": self.request_id,
            "contract_id": self.contract_id,
            "action": self.action,
            "object_type": self.object_type,
            "object_id": self.object_id,
            "object_label": self.object_label,
            "before": self.before,
            "after": self.after,
            "result": str(self.result),
            "algorithm": self.algorithm,
        }


class AuditHead(models.Model):
    """The end of the chain: one row, locked by whoever adds the next event."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(pk=1), name="head_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)


class IdempotencyKey(models.Model):
    """A form sent twice takes effect once: the key travels with the form, the answer is kept beside it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    key = models.CharField(max_length=64)
    body_hash = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="key_once_per_user"),
            models.CheckConstraint(condition=~Q(key=""), name="key_not_empty"),
        ]

    def __str__(self) -> str:
        return self.key


class StoredFile(models.Model):
    """A file as it was taken in: random name on disk, hash of what was sent and of what is kept."""

    contract_id = models.BigIntegerField(db_index=True)
    file = models.FileField(upload_to="evidence/%Y/%m")
    name = models.CharField(_("文件名"), max_length=120)
    kind = models.CharField(_("类型"), max_length=4, choices=[("jpg", "JPG"), ("png", "PNG"), ("pdf", "PDF")])
    size = models.PositiveIntegerField(_("字节"))
    sha256 = models.CharField(max_length=64)
    original_sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField(_("拍摄时间"), null=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("证据文件")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(size__gt=0), name="file_not_empty"),
            models.CheckConstraint(condition=Q(kind__in=["jpg", "png", "pdf"]), name="file_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class FileErasure(models.Model):
    """A kept file whose content is gone; its own row stays, with the hashes that prove what it was.

    Shape: `wiped_at` None until its bytes are off the disk. Source: security.md D4.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="erasure")
    at = models.DateTimeField(_("清除时间"))
    wiped_at = models.DateTimeField(_("删除时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("文件清除")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(wiped_at=None) | Q(wiped_at__gte=F("at")), name="file_wiped_after_erased"
            )
        ]

    def __str__(self) -> str:
        return str(self.file_id)


class ScheduledRun(models.Model):
    """One due time of one job. The row is the truth, the queue a bell: two beats or a late one change nothing.

    Shape: `tries` counts how often it was claimed; started_at, finished_at, state and note are of the last try.
    """

    job = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=RunState, default=RunState.CLAIMED)
    tries = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "due_at"], name="run_once_per_due_time"),
            models.CheckConstraint(
                condition=Q(state=RunState.CLAIMED, finished_at=None)
                | ~Q(state=RunState.CLAIMED, finished_at=None),
                name="run_finished_has_time",
            ),
            models.CheckConstraint(condition=Q(tries__gte=1), name="run_tried_at_least_once"),
        ]
        ordering: ClassVar = ["-due_at"]

    def __str__(self) -> str:
        return f"{self.job} {self.due_at:%Y-%m-%d %H:%M}"


class Pulse(models.Model):
    """When the scheduler last came by: its tick, sent by the beat and run by a worker, writes here each minute."""

    TICK = "tick"

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name=""), name="pulse_has_a_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
