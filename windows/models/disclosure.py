"""Who saw whose data, when and why: one row for one field shown once. Append-only by trigger."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.scoping import ScopedQuerySet
from windows.enums import UnmaskReason


class Disclosure(models.Model):
    """One masked field shown to one user. Never holds the value. Source: security.md D2, D6.

    Shape: the object is named by its table and key, because any table of the windows may have been read;
    `object_label` is what its screens call it; `field` the column of the catalogue (hall_ops.lib.personal_data).
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="disclosures")
    object_type = models.CharField(_("对象类型"), max_length=60)
    object_id = models.BigIntegerField(_("对象"))
    object_label = models.CharField(_("对象"), max_length=100)
    field = models.CharField(_("字段"), max_length=40)
    reason = models.CharField(_("事由"), max_length=12, choices=UnmaskReason)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="disclosures")
    at = models.DateTimeField(_("时间"))
    confirmed = models.BooleanField(_("重新核对了口令"), default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("查看记录")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-at", "-id"], name="disclosure_newest"),
            models.Index(fields=["by", "-at"], name="disclosure_by_user"),
            models.Index(fields=["object_type", "object_id"], name="disclosure_by_object"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reason__in=UnmaskReason.values), name="disclosure_reason_known"
            ),
            models.CheckConstraint(
                condition=~Q(reason=UnmaskReason.OTHER) | ~Q(note=""), name="disclosure_other_says_why"
            ),
            models.CheckConstraint(condition=~Q(field=""), name="disclosure_names_field"),
        ]

    def __str__(self) -> str:
        return f"{self.object_label} {self.field}"
