"""What happens around a contract: dated events, breaches with their damages, the bond, force majeure, appraisals.

Everything here is added and never changed; a mistake is put right by a further row that replaces the first and says
why.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.enums import BondKind, BreachKind, Grade
from contracts.models.core import Contract, ServiceYear
from hall_ops.lib.scoping import ScopedQuerySet

USER = settings.AUTH_USER_MODEL


def mended(name: str) -> models.CheckConstraint:
    """A row that replaces another says why."""
    return models.CheckConstraint(condition=Q(replaces=None) | ~Q(mended_reason=""), name=name)


class ContractDate(models.Model):
    """A day of the contract's life: an event that terms run from, or a milestone that is done.

    Shape: `name` is an event (contracts.enums.EventKind) or, with `is_done`, a milestone's key of the profile.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="dates")
    name = models.CharField(_("事项"), max_length=60)
    is_done = models.BooleanField(default=False)
    on = models.DateField(_("日期"))
    note = models.CharField(_("说明"), max_length=300, blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    mended_reason = models.CharField(_("更正原因"), max_length=300, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("合同日期")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract", "name", "is_done"], condition=Q(replaces=None), name="contract_date_once"
            ),
            mended("contract_date_mended_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"


class Breach(models.Model):
    """Something that broke the contract, with the damages the clause proposes. A person decides (BreachRuling).

    Shape: `arithmetic` is the reckoning told step by step, [{label, formula, value, clause}]; `facts` what it was made
    from. Units: yuan; vacancies in people. Source: 002 § 八(七), § 八(九); 003 § 三(七)1.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="breaches")
    number = models.PositiveIntegerField(_("编号"))
    kind = models.CharField(_("类别"), max_length=16, choices=BreachKind)
    happened_on = models.DateField(_("发生日期"))
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    people = models.PositiveSmallIntegerField(_("缺员人数"), null=True)
    text = models.CharField(_("事实"), max_length=1000)
    clause = models.CharField(_("条款"), max_length=120)
    proposed_yuan = models.DecimalField(_("建议金额"), max_digits=14, decimal_places=2)
    arithmetic = models.JSONField(_("计算"), default=list)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("违约")
        ordering: ClassVar = ["contract", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="breach_number_once"),
            models.CheckConstraint(condition=Q(kind__in=BreachKind.values), name="breach_kind_known"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(clause=""), name="breach_says_what"),
            models.CheckConstraint(condition=Q(proposed_yuan__gte=0), name="breach_proposed"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("happened_on")), name="breach_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(kind=BreachKind.VACANCY) | Q(people__gt=0), name="breach_vacancy_counts_people"
            ),
        ]

    def __str__(self) -> str:
        return str(_("违约 %(number)s") % {"number": self.number})


class BreachRowQuerySet(ScopedQuerySet):
    contract_path = "breach__contract_id"


class BreachRuling(models.Model):
    """What a person decided on a breach: the amount (it may be none) and why. The last ruling counts."""

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="rulings")
    decided_yuan = models.DecimalField(_("决定金额"), max_digits=14, decimal_places=2)
    reason = models.CharField(_("理由"), max_length=1000)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("决定时间"))

    objects = BreachRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("违约决定")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["breach"], condition=Q(replaces=None), name="ruling_first_once"),
            models.CheckConstraint(condition=Q(decided_yuan__gte=0), name="ruling_amount"),
            models.CheckConstraint(condition=~Q(reason=""), name="ruling_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.breach} {self.decided_yuan}"


class BondEntry(models.Model):
    """A line of the performance bond's register. Units: yuan. Source: 002 § 八(五)."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="bond_entries")
    kind = models.CharField(_("事项"), max_length=10, choices=BondKind)
    on = models.DateField(_("日期"))
    amount_yuan = models.DecimalField(_("金额"), max_digits=14, decimal_places=2)
    note = models.CharField(_("说明"), max_length=300)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("履约保证金")
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=BondKind.values), name="bond_kind_known"),
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="bond_amount"),
            models.CheckConstraint(condition=~Q(note=""), name="bond_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount_yuan}"


class ForceMajeure(models.Model):
    """An event beyond both sides' control: its days, and when the other side was told. Filled in as it goes, once each.

    Source: 002 § 八(八) (notice within one day after it ends).
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="force_majeures")
    text = models.CharField(_("事件"), max_length=500)
    began_on = models.DateField(_("开始日期"))
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    notified_on = models.DateField(_("通报日期"), null=True, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("不可抗力")
        ordering: ClassVar = ["-began_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="force_majeure_says_what"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")), name="force_majeure_in_order"
            ),
            models.CheckConstraint(
                condition=Q(notified_on=None) | Q(notified_on__gte=F("began_on")),
                name="force_majeure_notice_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.began_on} {self.text[:40]}"


class AppraisalQuerySet(ScopedQuerySet):
    contract_path = "service_year__contract_id"


class Appraisal(models.Model):
    """The evaluation of a service year that decides whether the contract may be renewed. The last one counts.

    Source: 002 § 一.6, 003 § 七 (excellent), 001 § 3.1.1, 004 § 四.1.
    """

    service_year = models.ForeignKey(ServiceYear, on_delete=models.PROTECT, related_name="appraisals")
    grade = models.CharField(_("等次"), max_length=12, choices=Grade)
    is_needed = models.BooleanField(_("采购人需要续签"), null=True)
    reason = models.CharField(_("理由"), max_length=1000)
    evaluated_on = models.DateField(_("评估日期"))
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    mended_reason = models.CharField(_("更正原因"), max_length=300, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = _("年度评估")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service_year"], condition=Q(replaces=None), name="appraisal_first_once"
            ),
            models.CheckConstraint(condition=Q(grade__in=Grade.values), name="appraisal_grade_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="appraisal_says_why"),
            mended("appraisal_mended_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.service_year} {self.get_grade_display()}"
