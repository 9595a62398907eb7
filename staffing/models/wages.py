"""Proof of wages (not a payroll), money deducted from wages and spent on the project, wages the purchaser had prepaid.

Source: 002 § 四(二)1(5)①②③, 表1 1.11; 001 § 3.5. Units: yuan.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.scoping import ScopedQuerySet
from records.models import StoredFile
from staffing.models.people import Person

USER = settings.AUTH_USER_MODEL


def yuan(label: Any, **options: Any) -> Any:
    return models.DecimalField(label, max_digits=10, decimal_places=2, **options)


class WageMonth(models.Model):
    """A month's wage list as it was imported. A corrected list is the next revision; the last one counts.

    Shape: without `insured_due_on` insurance and housing fund are due with the wages.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="wage_months")
    month = models.DateField(_("月份"))
    revision = models.PositiveSmallIntegerField(_("第几版"), default=1)
    due_on = models.DateField(_("应发日期"))
    insured_due_on = models.DateField(_("社保、公积金应缴日期"), null=True, blank=True)
    file_name = models.CharField(_("文件"), max_length=120)
    digest = models.CharField(max_length=64)
    reason = models.CharField(_("更正原因"), max_length=200, blank=True)
    imported_at = models.DateTimeField(_("导入时间"))
    imported_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("工资月表")
        ordering: ClassVar = ["contract", "-month", "-revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "month", "revision"], name="wage_month_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="wage_month_first_day"),
            models.CheckConstraint(condition=Q(revision=1) | ~Q(reason=""), name="wage_revision_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class WageLineQuerySet(ScopedQuerySet):
    contract_path = "wage_month__contract_id"


class WageLine(models.Model):
    """One person's month. `gross_yuan` is 应发: basic, performance, allowances, overtime, own insurance.

    Shape: paid_on, insured_on, fund_on are the days of payment, None while unpaid; `paid_yuan` what was paid out.
    Append-only by trigger.
    """

    wage_month = models.ForeignKey(WageMonth, on_delete=models.PROTECT, related_name="lines")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wages")
    basic_yuan = yuan(_("基本工资"))
    performance_yuan = yuan(_("月绩效"), default=0)
    allowance_yuan = yuan(_("高温等补贴"), default=0)
    overtime_yuan = yuan(_("加班费"), default=0)
    gross_yuan = yuan(_("应发工资"))
    own_insurance_yuan = yuan(_("个人社保"), default=0)
    own_fund_yuan = yuan(_("个人公积金"), default=0)
    tax_yuan = yuan(_("个人所得税"), default=0)
    deducted_yuan = yuan(_("扣款"), default=0)
    net_yuan = yuan(_("应实发"))
    paid_yuan = yuan(_("已发放"), null=True, blank=True)
    paid_on = models.DateField(_("发放日期"), null=True, blank=True)
    insured_on = models.DateField(_("社保缴纳日期"), null=True, blank=True)
    fund_on = models.DateField(_("公积金缴纳日期"), null=True, blank=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)

    objects = WageLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("工资明细")
        ordering: ClassVar = ["wage_month", "person__number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wage_month", "person"], name="wage_line_once"),
            models.CheckConstraint(
                condition=Q(gross_yuan__gte=0, deducted_yuan__gte=0), name="wage_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.wage_month}"


class DeductionSpending(models.Model):
    """Money deducted from wages that was spent on the project (002 § 四(二)1(5)②)."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="deduction_spendings")
    spent_on = models.DateField(_("支出日期"))
    amount_yuan = yuan(_("金额"))
    purpose = models.CharField(_("用途"), max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("扣款用于项目")
        ordering: ClassVar = ["-spent_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="spending_positive")
        ]

    def __str__(self) -> str:
        return self.purpose


class PrepaidWage(models.Model):
    """Wages the purchaser had paid before the contract began, taken off its price (001 § 3.5)."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="prepaid_wages")
    month = models.DateField(_("月份"))
    people = models.PositiveIntegerField(_("人数"))
    amount_yuan = yuan(_("已付工资"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("说明"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("采购人已付工资")
        ordering: ClassVar = ["contract", "month", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract", "month"], condition=Q(voided_at=None), name="prepaid_month_once"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="prepaid_month_first_day"),
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="prepaid_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
