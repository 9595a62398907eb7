"""The end of a supplier and the beginning of the next: the staff part of the hand-over pack, and the acceptance check.

Source: 004 § 三.11, 002 § ★6, 001 § 1.7.1; 003 § 八.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.scoping import ScopedQuerySet
from records.models import StoredFile

USER = settings.AUTH_USER_MODEL


class HandOverPack(models.Model):
    """A pack as it was made: its rows and their digest. The purchaser's receipt closes it."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="handover_packs")
    number = models.CharField(_("编号"), max_length=30)
    as_of = models.DateField(_("截止日期"))
    people = models.PositiveIntegerField(_("人数"))
    rows = models.JSONField(_("清单"))
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("生成时间"))
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(_("采购人签收时间"), null=True, blank=True)
    received_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("人员交接清单")
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="pack_number_once"),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None)
                | Q(received_at__isnull=False) & ~Q(received_by=models.F("made_by")),
                name="pack_received_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class AcceptanceCheck(models.Model):
    """One line of an acceptance: what is asked, what the records show, what the purchaser found. The last counts.

    Shape: `key` names the line (staff_in_place, trained, business_runs); `shown` is what the system computed then.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="acceptance_checks")
    key = models.CharField(max_length=40)
    met = models.BooleanField(_("通过"))
    shown = models.CharField(_("系统记录"), max_length=300)
    note = models.CharField(_("验收意见"), max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_on = models.DateField(_("验收日期"))
    at = models.DateTimeField(_("登记时间"))
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("验收核对")
        ordering: ClassVar = ["contract", "key", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(met=True) | ~Q(note=""), name="acceptance_refused_has_reason")
        ]

    def __str__(self) -> str:
        return self.key
