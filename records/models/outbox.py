"""What is on its way out: SMS, e-mail, webhook."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.scoping import ScopedQuerySet
from records.enums import OutboxChannel, OutboxState, OutboxVia


class OutboxMessage(models.Model):
    """One message, written in the transaction of what it tells of, sent later by the worker (security G3).

    Shape: `business_key` names the effect, so it happens once; `uid` travels with the message, so the receiver can tell
    a repetition; `letter_sealed` holds recipient, subject and text; `lane` is the way out that may be blocked: the
    channel, or the host of a webhook. `contract_id` is a plain number because this app knows no upper app.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract_id = models.BigIntegerField(null=True)
    channel = models.CharField(_("渠道"), max_length=8, choices=OutboxChannel)
    lane = models.CharField(max_length=120)
    kind = models.CharField(_("事由"), max_length=60)
    business_key = models.CharField(max_length=160, unique=True)
    object_type = models.CharField(_("对象类型"), max_length=60, blank=True)
    object_id = models.CharField(_("对象编号"), max_length=60, blank=True)
    letter_sealed = models.BinaryField(null=True)
    made_at = models.DateTimeField(_("产生时间"))
    state = models.CharField(_("状态"), max_length=8, choices=OutboxState, default=OutboxState.WAITING)
    due_at = models.DateTimeField(_("下次发送"))
    tries = models.PositiveSmallIntegerField(_("次数"), default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("发出时间"), null=True)
    via = models.CharField(max_length=8, choices=OutboxVia, blank=True)
    problem = models.CharField(_("原因"), max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("待发消息")
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(state__in=["waiting", "sending"]), name="outbox_due"),
            models.Index(fields=["contract_id", "state", "made_at"], name="outbox_by_contract"),
            models.Index(fields=["object_type", "object_id"], name="outbox_by_object"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=OutboxState.values), name="outbox_state_known"),
            models.CheckConstraint(
                condition=Q(channel__in=OutboxChannel.values), name="outbox_channel_known"
            ),
            models.CheckConstraint(
                condition=~Q(business_key="") & ~Q(kind="") & ~Q(lane=""), name="outbox_names_effect"
            ),
            models.CheckConstraint(
                condition=Q(state="sending", claimed_at__isnull=False)
                | (~Q(state="sending") & Q(claimed_at=None)),
                name="outbox_sending_is_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False, via__in=OutboxVia.values, problem="")
                | (~Q(state="sent") & Q(sent_at=None, via="")),
                name="outbox_sent_has_time",
            ),
            models.CheckConstraint(condition=~Q(state="dead") | ~Q(problem=""), name="outbox_dead_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "dead"]) | Q(letter_sealed__isnull=False),
                name="outbox_unsent_has_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.kind}"
