"""Fees taken at the window, and what the till held when a day was counted. Append-only by trigger.

Source: facts.md § 5.22.
"""

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Organisation, Venue, Window
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet
from windows.enums.fees import FeeChannel, FeeKind
from windows.models.cases import Case
from windows.models.catalogue import ServiceItem

USER = settings.AUTH_USER_MODEL
# SQLite compares sums of decimals as floating numbers; a cent is never lost below this.
NEAR = Decimal("0.001")


def money(label: Any, **more: Any) -> Any:
    return models.DecimalField(label, max_digits=12, decimal_places=2, **more)


class FeeQuerySet(ScopedQuerySet):
    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.DEPARTMENT:
            return Q(department_id=standing.department_id)
        return super().scope_conditions(scope, standing)


class Fee(models.Model):
    """One entry: a charge, or a counter-entry against one. Units: yuan.

    Shape: amount = due - reduced; a counter-entry's amount is negative and `reverses` names its charge. `number` is
    gapless per contract and year, `receipt_number` the paper's own. `item` and `department` are the case's as they were
    then, `window` is where the money was taken.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="fees")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="fees")
    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="+", db_index=False)
    window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField(_("流水号"), max_length=40)
    kind = models.CharField(_("类别"), max_length=6, choices=FeeKind)
    title = models.CharField(_("收费项目名称"), max_length=200)
    unit = models.CharField(_("单位"), max_length=10, blank=True)
    quantity = models.PositiveSmallIntegerField(_("数量"), default=1)
    unit_yuan = money(_("单价"))
    due_yuan = money(_("应收"))
    reduced_yuan = money(_("减免金额"), default=0)
    why_reduced = models.CharField(_("减免依据"), max_length=200, blank=True)
    amount_yuan = money(_("实收"))
    channel = models.CharField(_("支付方式"), max_length=8, choices=FeeChannel)
    receipt_number = models.CharField(_("票据号"), max_length=40, blank=True)
    reverses = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="counter_entries"
    )
    reason = models.CharField(_("冲销或退费原因"), max_length=200, blank=True)
    day = models.DateField(_("日期"))
    taken_at = models.DateTimeField(_("时间"))
    taken_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = FeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("收费")
        ordering: ClassVar = ["-taken_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-taken_at", "-id"], name="fee_newest"),
            models.Index(fields=["contract", "item", "-taken_at", "-id"], name="fee_by_item"),
            models.Index(fields=["contract", "department", "-taken_at", "-id"], name="fee_by_department"),
            models.Index(fields=["contract", "window", "-taken_at", "-id"], name="fee_by_window"),
            models.Index(fields=["contract", "day", "channel"], name="fee_of_day"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="fee_number_once"),
            models.UniqueConstraint(
                fields=["contract", "receipt_number"], condition=Q(kind=FeeKind.CHARGE) & ~Q(receipt_number=""),
                name="fee_receipt_once",
            ),
            models.UniqueConstraint(fields=["reverses"], condition=Q(kind=FeeKind.VOID), name="fee_void_once"),
            models.CheckConstraint(condition=Q(kind__in=FeeKind.values), name="fee_kind_known"),
            models.CheckConstraint(condition=Q(channel__in=FeeChannel.values), name="fee_channel_known"),
            models.CheckConstraint(
                condition=Q(
                    amount_yuan__gt=F("due_yuan") - F("reduced_yuan") - NEAR,
                    amount_yuan__lt=F("due_yuan") - F("reduced_yuan") + NEAR,
                ),
                name="fee_amount_is_due_less_reduced",
            ),
            models.CheckConstraint(
                condition=~Q(kind=FeeKind.CHARGE)
                | Q(
                    reverses=None, unit_yuan__gt=0, quantity__gte=1, reduced_yuan__gte=0, amount_yuan__gte=0,
                    due_yuan__gt=F("unit_yuan") * F("quantity") - NEAR,
                    due_yuan__lt=F("unit_yuan") * F("quantity") + NEAR,
                ),
                name="fee_charge_is_price_by_number",
            ),
            models.CheckConstraint(
                condition=~Q(kind=FeeKind.CHARGE) | Q(reduced_yuan=0) | ~Q(why_reduced=""),
                name="fee_reduction_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind=FeeKind.CHARGE) | Q(amount_yuan=0) | ~Q(receipt_number=""),
                name="fee_charge_has_receipt",
            ),
            models.CheckConstraint(
                condition=Q(kind=FeeKind.CHARGE)
                | Q(reverses__isnull=False, amount_yuan__lt=0, reduced_yuan=0) & ~Q(reason=""),
                name="fee_counter_entry_has_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class FeeCount(models.Model):
    """A day's till counted for one way of paying; the last word holds. Units: yuan."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="fee_counts")
    day = models.DateField(_("日期"))
    channel = models.CharField(_("支付方式"), max_length=8, choices=FeeChannel)
    entries = models.PositiveIntegerField(_("笔数"))
    booked_yuan = money(_("账面"))
    counted_yuan = money(_("实点"))
    note = models.CharField(_("差额说明"), max_length=200, blank=True)
    counted_at = models.DateTimeField(_("对账时间"))
    counted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("收费对账")
        ordering: ClassVar = ["-day", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "day", "channel", "-id"], name="fee_count_of_day")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(counted_yuan=F("booked_yuan")) | ~Q(note=""), name="fee_count_difference_is_told"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.channel}"
