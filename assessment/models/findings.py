"""Findings: what a detector read in a lower app's records, and what the assessor made of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessment.enums import FindingState
from assessment.models.cards import Entry
from contracts.models import Contract
from hall_ops.lib.scoping import ScopedQuerySet


class Finding(models.Model):
    """One fact, once. Shape: `sources` lists {"text", "name", "args"}; `late` says what was entered afterwards.

    Source: rules.md § 8; security.md section 5 nos. 11 and 12 (no deduction without cause, no finding that vanishes).
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="findings")
    month = models.DateField(_("月份"))
    detector = models.CharField(_("来源"), max_length=40)
    key = models.CharField(max_length=120)
    criterion = models.CharField(_("条款"), max_length=20)
    occurred_on = models.DateField(_("日期"))
    subject = models.CharField(_("地点或人员"), max_length=80)
    note = models.CharField(_("事实"), max_length=300)
    count = models.PositiveIntegerField(_("次数"), default=1)
    sources = models.JSONField(default=list)
    late = models.CharField(_("补录"), max_length=200, blank=True)
    found_at = models.DateTimeField(_("发现时间"))
    state = models.CharField(_("状态"), max_length=10, choices=FindingState, default=FindingState.PROPOSED)
    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="finding"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    corrected = models.CharField(_("来源更正"), max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("考核线索")
        ordering: ClassVar = ["month", "criterion", "occurred_on", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "month", "state"], name="finding_by_month"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "detector", "key"], name="finding_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="finding_count_positive"),
            models.CheckConstraint(condition=Q(state__in=FindingState.values), name="finding_state_known"),
            models.CheckConstraint(
                condition=Q(state=FindingState.PROPOSED, entry=None)
                | Q(
                    state=FindingState.ACCEPTED,
                    entry__isnull=False,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | Q(
                    state=FindingState.SET_ASIDE,
                    entry=None,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                & ~Q(reason="")
                | Q(state=FindingState.WITHDRAWN, entry=None, decided_at__isnull=False) & ~Q(corrected=""),
                name="finding_state_says_who_when_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.note}"[:80]

    @property
    def accept_key(self) -> str:
        """What a press on “accept” is known by until the finding is decided anew, alone or with those alike."""
        return f"accept-{self.pk}-{int(self.decided_at.timestamp()) if self.decided_at else 0}"
