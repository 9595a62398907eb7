"""What waits for whom (notices), and where each daily seal has been taken."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessment.enums import DeliveryChannel, NoticeKind
from assessment.models.life import DailySeal
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.scoping import ScopedQuerySet


class Notice(models.Model):
    """One reminder for those who hold a role in a contract. `key` names its reason, so it is made once.

    Shape: `done_at` is set when the reason is gone; the same reason again opens the row again.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="notices")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    kind = models.CharField(_("种类"), max_length=12, choices=NoticeKind)
    key = models.CharField(max_length=80, unique=True)
    text = models.CharField(_("提醒"), max_length=200)
    url = models.CharField(max_length=200)
    made_at = models.DateTimeField(_("提醒时间"))
    done_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("提醒")
        ordering: ClassVar = ["made_at", "key"]
        indexes: ClassVar = [models.Index(fields=["contract", "role", "done_at"], name="notice_by_role")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(text="") & ~Q(url=""), name="notice_says_what"),
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notice_kind_known"),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="notice_role_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class SealDelivery(models.Model):
    """A daily seal on its way out of this database: to the file, to the mail. What failed is tried again nightly."""

    seal = models.ForeignKey(DailySeal, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(_("去向"), max_length=4, choices=DeliveryChannel)
    tries = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(_("送达时间"), null=True)
    problem = models.CharField(_("原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("封存送达")
        ordering: ClassVar = ["seal", "channel"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seal", "channel"], name="delivery_once_a_channel"),
            models.CheckConstraint(
                condition=Q(channel__in=DeliveryChannel.values), name="delivery_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(problem=""), name="delivery_done_has_no_problem"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seal} {self.channel}"
