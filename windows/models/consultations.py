"""Consultations by telephone, at the counter and online, and the spot checks of the public telephone.

Source: 002 § 四(一)(3), § 五(一) 表1 3.51; facts.md § 5.18.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Window
from hall_ops.lib.scoping import ScopedQuerySet
from windows.enums.service import ConsultChannel, ConsultState
from windows.models.services import ServiceRecord, name_index

USER = settings.AUTH_USER_MODEL


class Consultation(ServiceRecord):
    """One question. `first_responder` answers for it until it is answered (首问负责)."""

    channel = models.CharField(_("来源"), max_length=8, choices=ConsultChannel)
    first_responder = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(_("咨询内容"), max_length=500)
    state = models.CharField(_("状态"), max_length=10, choices=ConsultState, default=ConsultState.OPEN)
    forwarded_at = models.DateTimeField(_("转办时间"), null=True, blank=True)
    due_on = models.DateField(_("答复期限"), null=True, blank=True)
    answer = models.CharField(_("答复内容"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(ServiceRecord.Meta):
        verbose_name = _("咨询")
        indexes: ClassVar = [
            models.Index(fields=["contract", "state", "-recorded_at"], name="consult_state"),
            models.Index(fields=["contract", "-recorded_at", "-id"], name="consult_newest"),
            name_index("consult_by_name"),
            models.Index(fields=["contract", "item", "-recorded_at", "-id"], name="consult_by_item"),
            models.Index(
                fields=["contract", "department", "-recorded_at", "-id"], name="consult_by_department"
            ),
            models.Index(fields=["contract", "window", "-recorded_at", "-id"], name="consult_by_window"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="consult_number_once"),
            models.CheckConstraint(
                condition=~Q(state=ConsultState.ANSWERED)
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="consult_answered_has_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsultState.FORWARDED)
                | Q(forwarded_at__isnull=False, due_on__isnull=False, department__isnull=False),
                name="consult_forwarded_has_department",
            ),
        ]


class PhoneCheck(models.Model):
    """One spot check of a public telephone. Units: rings; Shape: answered None never happens."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="phone_checks")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    line = models.CharField(_("被查电话"), max_length=40)
    called_at = models.DateTimeField(_("拨打时间"))
    rings = models.PositiveSmallIntegerField(_("响铃次数"))
    answered = models.BooleanField(_("是否接听"))
    checked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("电话抽查")
        ordering: ClassVar = ["-called_at"]

    def __str__(self) -> str:
        return f"{self.line} {self.called_at:%Y-%m-%d %H:%M}"
