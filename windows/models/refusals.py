"""A supervisor's look at every refusal: no window has a veto of its own.

Source: 002 § 四(一)(8) (窗口无否决权); facts.md § 2 (SH 24: refusals must be checked).
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.scoping import ScopedQuerySet
from windows.models.cases import Case


class RefusalLookQuerySet(ScopedQuerySet):
    contract_path = "case__contract_id"


class RefusalLook(models.Model):
    """One refusal waiting for, or seen by, a supervisor. Shape: agreed None while nobody has looked."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="refusal_looks")
    asked_at = models.DateTimeField(_("提请时间"))
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    looked_at = models.DateTimeField(_("复核时间"), null=True, blank=True)
    agreed = models.BooleanField(_("同意"), null=True, blank=True)
    note = models.CharField(_("复核意见"), max_length=300, blank=True)

    objects = RefusalLookQuerySet.as_manager()

    class Meta:
        verbose_name = _("不予受理复核")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["asked_at"], name="refusal_look_waiting", condition=Q(looked_at=None))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(looked_at=None), name="one_open_look_a_case"
            ),
            models.CheckConstraint(
                condition=Q(looked_at=None, looked_by=None, agreed=None)
                | Q(looked_at__isnull=False, looked_by__isnull=False, agreed__isnull=False),
                name="refusal_look_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(agreed=False) | ~Q(note=""), name="refusal_sent_back_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}"
