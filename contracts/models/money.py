"""What both sides sign about money and what is paid: signed readings of a clause, instalments and their steps."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.enums import InstalmentKind, PaymentStepKind
from contracts.models.core import Contract, Decision, ServiceYear
from hall_ops.lib.scoping import ScopedQuerySet

USER = settings.AUTH_USER_MODEL
HASH = 64


class SigningQuerySet(ScopedQuerySet):
    contract_path = "decision__contract_id"

    def waiting(self) -> "SigningQuerySet":
        """Proposals that lack a signature and were not taken back."""
        return self.filter(Q(purchaser_by=None) | Q(contractor_by=None), withdrawn_at=None)

    def complete(self) -> "SigningQuerySet":
        return self.filter(purchaser_by__isnull=False, contractor_by__isnull=False)


class DecisionSigning(models.Model):
    """One option of a decision, proposed and signed by both sides: the history of what was agreed.

    Shape: effective_from is a month's first day; `replaces` is the option in force when it was proposed; document_hash
    is the SHA-256 of the canonical content both sides sign. Rows are never changed but for a signature filled in or
    the proposal taken back, each once (triggers).
    Source: rules.md section 3, "Decisions" (signed for purchaser and contractor, and from when).
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="signings")
    option = models.CharField(_("采用"), max_length=60)
    replaces = models.CharField(_("原采用"), max_length=60)
    effective_from = models.DateField(_("自哪个月起"))
    reason = models.CharField(_("理由"), max_length=500)
    document_hash = models.CharField(_("内容摘要"), max_length=HASH)
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("提出时间"))
    purchaser_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    purchaser_at = models.DateTimeField(_("采购人签署"), null=True)
    contractor_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    contractor_at = models.DateTimeField(_("供应商签署"), null=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)

    objects = SigningQuerySet.as_manager()

    class Meta:
        verbose_name = _("约定签署")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(withdrawn_at=None) & (Q(purchaser_by=None) | Q(contractor_by=None)),
                name="signing_one_open",
            ),
            models.CheckConstraint(condition=Q(effective_from__day=1), name="signing_from_first_day"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(option=""), name="signing_says_what_and_why"),
            models.CheckConstraint(
                condition=Q(purchaser_by=None, purchaser_at=None)
                | Q(purchaser_by__isnull=False, purchaser_at__isnull=False),
                name="signing_purchaser_when",
            ),
            models.CheckConstraint(
                condition=Q(contractor_by=None, contractor_at=None)
                | Q(contractor_by__isnull=False, contractor_at__isnull=False),
                name="signing_contractor_when",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None, withdrawn_at=None)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                & (Q(purchaser_by=None) | Q(contractor_by=None)),
                name="signing_withdrawn_before_both",
            ),
            models.CheckConstraint(condition=~Q(purchaser_by=F("proposed_by")), name="signing_by_another"),
            models.CheckConstraint(condition=~Q(purchaser_by=F("contractor_by")), name="signing_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.decision.key} {self.option} {self.effective_from:%Y-%m}"

    @property
    def is_complete(self) -> bool:
        return self.purchaser_at is not None and self.contractor_at is not None

    @property
    def option_label(self) -> str:
        return self.decision.label_of(self.option)


class YearRowQuerySet(ScopedQuerySet):
    contract_path = "service_year__contract_id"


class PaymentPlan(models.Model):
    """How a service year is paid: the days really served and, where the tender says so, the wages taken off.

    Shape: without served days the whole year was served; entered_by is who typed the plan in, None for the profile's.
    Units: yuan. Source: 002 § 一.6 and § 九(二) (time served, by days), 001 § 3.2 and 3.5 (entered, wages taken off).
    """

    service_year = models.OneToOneField(ServiceYear, on_delete=models.PROTECT, related_name="plan")
    served_from = models.DateField(_("实际服务起"), null=True, blank=True)
    served_to = models.DateField(_("实际服务止"), null=True, blank=True)
    prepaid_wages_yuan = models.DecimalField(_("已付工资"), max_digits=14, decimal_places=2, default=0)
    entered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("编制时间"))

    objects = YearRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("付款计划")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(prepaid_wages_yuan__gte=0), name="plan_wages_not_negative"),
            models.CheckConstraint(
                condition=Q(served_from=None) | Q(served_to=None) | Q(served_to__gte=F("served_from")),
                name="plan_served_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.service_year)


class PaymentInstalment(models.Model):
    """One payment of a year's plan. What happened to it is told by its steps; with a step it no longer changes.

    Shape: due_on is None while its day hangs on something that has not happened, `due_rule` says on what; `waits_for`
    are months (ISO days) whose cards must be closed first; `arithmetic` tells the amount step by step.
    Units: yuan. Source: 002 § 一.9, 000 § 四.3, 003 § 六, 004 § 四.3, 001 § 3.2.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="instalments")
    service_year = models.ForeignKey(ServiceYear, on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField(_("期号"))
    kind = models.CharField(_("性质"), max_length=12, choices=InstalmentKind)
    label = models.CharField(_("款项"), max_length=80)
    covers_from = models.DateField(_("对应服务期起"))
    covers_to = models.DateField(_("对应服务期止"))
    amount_yuan = models.DecimalField(_("计划金额"), max_digits=14, decimal_places=2)
    due_on = models.DateField(_("应付日期"), null=True, blank=True)
    due_rule = models.CharField(_("期限规则"), max_length=120)
    clause = models.CharField(_("条款"), max_length=120)
    arithmetic = models.JSONField(_("计算"), default=list)
    waits_for = models.JSONField(default=list)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("付款")
        ordering: ClassVar = ["contract", "service_year", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service_year", "number"], name="instalment_once"),
            models.CheckConstraint(condition=Q(kind__in=InstalmentKind.values), name="instalment_kind_known"),
            models.CheckConstraint(
                condition=Q(covers_to__gte=F("covers_from")), name="instalment_covers_in_order"
            ),
            models.CheckConstraint(condition=Q(amount_yuan__gte=0), name="instalment_amount"),
            models.CheckConstraint(condition=~Q(clause=""), name="instalment_names_clause"),
        ]

    def __str__(self) -> str:
        return self.label


class StepQuerySet(ScopedQuerySet):
    contract_path = "instalment__contract_id"


class PaymentStep(models.Model):
    """Applied for, filed with the treasury, paid: one row each, added, never changed.

    Shape: a mistake is put right by a further row that `replaces` the first and says why; the last one counts.
    `facts` holds the application as it was made (payee, invoice, problems), `document_hash` its SHA-256.
    Source: 002 § 九(三) (the day of filing decides whether a payment is in time).
    """

    instalment = models.ForeignKey(PaymentInstalment, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("步骤"), max_length=10, choices=PaymentStepKind)
    on = models.DateField(_("日期"))
    amount_yuan = models.DecimalField(_("金额"), max_digits=14, decimal_places=2)
    facts = models.JSONField(default=dict)
    document_hash = models.CharField(max_length=HASH, blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    reason = models.CharField(_("更正原因"), max_length=300, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("付款步骤")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instalment", "kind"], condition=Q(replaces=None), name="payment_step_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=PaymentStepKind.values), name="payment_step_known"),
            models.CheckConstraint(condition=Q(amount_yuan__gte=0), name="payment_step_amount"),
            models.CheckConstraint(
                condition=Q(replaces=None, reason="") | Q(replaces__isnull=False) & ~Q(reason=""),
                name="payment_step_mended_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
