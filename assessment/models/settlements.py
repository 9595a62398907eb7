"""A service year settled: the figures as they were, and who signed them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessment.enums import SettlementState, SignatureStep
from contracts.models import Contract, ServiceYear
from hall_ops.lib.scoping import ScopedQuerySet

USER = settings.AUTH_USER_MODEL


class Settlement(models.Model):
    """One settlement of a service year. A new one replaces an unsigned one; a signed one stands.

    Shape: content is the canonical JSON of inputs, steps and results under all three bases; net_yuan is the signed
    basis's result. `provisional` where December of the last year is still open (decision year3_close).
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="settlements")
    service_year = models.ForeignKey(ServiceYear, on_delete=models.PROTECT, related_name="settlements")
    number = models.PositiveSmallIntegerField(_("次"))
    provisional = models.BooleanField(_("预结算"), default=False)
    uncertified = models.PositiveIntegerField(_("未取证人数"), default=0)
    basis = models.CharField(_("口径"), max_length=20)
    net_yuan = models.DecimalField(_("应付绩效金额"), max_digits=14, decimal_places=2)
    content = models.TextField()
    content_hash = models.CharField(max_length=64)
    code = models.CharField(_("核验码"), max_length=14, unique=True)
    state = models.CharField(_("状态"), max_length=10, choices=SettlementState, default=SettlementState.DRAFT)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("年度结算")
        ordering: ClassVar = ["contract", "service_year", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service_year", "number"], name="settlement_number_once"),
            models.UniqueConstraint(
                fields=["service_year"],
                condition=~Q(state=SettlementState.REPLACED) & Q(provisional=False),
                name="settlement_one_final",
            ),
            models.CheckConstraint(condition=Q(net_yuan__gte=0), name="settlement_not_negative"),
            models.CheckConstraint(
                condition=Q(state__in=SettlementState.values), name="settlement_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_year} ({self.number})"


class SettlementSignature(models.Model):
    """One of the three signatures under a settlement. Append-only."""

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="signatures")
    step = models.CharField(max_length=10, choices=SignatureStep)
    signer = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=80)
    signed_at = models.DateTimeField()
    document_hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["signed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["settlement", "step"], name="settlement_signed_once_a_step"),
            models.UniqueConstraint(fields=["settlement", "signer"], name="settlement_by_three_people"),
            models.CheckConstraint(condition=Q(step__in=SignatureStep.values), name="settlement_step_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.signer_name}"
