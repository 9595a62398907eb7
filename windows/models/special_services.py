"""Cross-region cases with their clocks, extended-hours and by-appointment service, claims of policy benefits.

Source: 002 § 四(一)(1), § 四(二)2(6); 000 § 三.6(5); 003 § 三(一)1; 004 二(二)1(1); facts.md §§ 5.20, 6.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from windows.enums import CrossRegion
from windows.enums.service import ClaimState, CrossDirection, CrossMode, CrossState, SpecialKind, SpecialState
from windows.models.cases import Case
from windows.models.services import ServiceRecord, name_index

USER = settings.AUTH_USER_MODEL


class CrossRegionCase(ServiceRecord):
    """One case between two halls. Shape: each `_at` is the time its step was done; the due days follow the policy."""

    direction = models.CharField(_("方向"), max_length=4, choices=CrossDirection)
    kind = models.CharField(_("通办范围"), max_length=12, choices=[c for c in CrossRegion.choices if c[0]])
    mode = models.CharField(_("通办模式"), max_length=8, choices=CrossMode)
    other_hall = models.CharField(_("对方大厅"), max_length=100)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="cross_region_cases"
    )
    identity_checked = models.BooleanField(_("身份已核验"), default=False)
    state = models.CharField(_("状态"), max_length=12, choices=CrossState, default=CrossState.RECEIVED)
    received_at = models.DateTimeField(_("收件时间"))
    pushed_at = models.DateTimeField(_("推送时间"), null=True, blank=True)
    papers_sent_at = models.DateTimeField(_("纸质寄出时间"), null=True, blank=True)
    papers_tracking = models.CharField(_("纸质寄件单号"), max_length=40, blank=True)
    checked_at = models.DateTimeField(_("办理地复核时间"), null=True, blank=True)
    concluded_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    shipped_at = models.DateTimeField(_("结果寄出时间"), null=True, blank=True)
    result_tracking = models.CharField(_("结果寄件单号"), max_length=40, blank=True)
    signed_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    returned_at = models.DateTimeField(_("退回时间"), null=True, blank=True)
    return_reason = models.CharField(_("退回原因"), max_length=300, blank=True)

    class Meta(ServiceRecord.Meta):
        verbose_name = _("跨域通办")
        indexes: ClassVar = [
            models.Index(fields=["contract", "state", "-recorded_at"], name="cross_state"),
            models.Index(fields=["contract", "-recorded_at", "-id"], name="cross_newest"),
            name_index("cross_by_name"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="cross_number_once"),
            models.CheckConstraint(
                condition=~Q(state=CrossState.PAPERS_SENT)
                | Q(papers_sent_at__isnull=False) & ~Q(papers_tracking=""),
                name="cross_papers_have_tracking",
            ),
            models.CheckConstraint(
                condition=~Q(state=CrossState.SHIPPED) | Q(shipped_at__isnull=False) & ~Q(result_tracking=""),
                name="cross_result_has_tracking",
            ),
            models.CheckConstraint(
                condition=~Q(state=CrossState.RETURNED) | Q(returned_at__isnull=False) & ~Q(return_reason=""),
                name="cross_returned_has_reason",
            ),
        ]


class SpecialService(ServiceRecord):
    """Service outside the ordinary: after hours, by appointment, through the noon, on invitation."""

    kind = models.CharField(_("服务类型"), max_length=14, choices=SpecialKind)
    scheduled_at = models.DateTimeField(_("约定时间"))
    clerk = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("状态"), max_length=10, choices=SpecialState, default=SpecialState.BOOKED)
    started_at = models.DateTimeField(_("服务开始"), null=True, blank=True)
    ended_at = models.DateTimeField(_("服务结束"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=300, blank=True)

    class Meta(ServiceRecord.Meta):
        verbose_name = _("延时与预约服务")
        indexes: ClassVar = [
            models.Index(fields=["contract", "state", "scheduled_at"], name="special_state"),
            models.Index(fields=["contract", "-recorded_at", "-id"], name="special_newest"),
            name_index("special_by_name"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="special_number_once"),
            models.CheckConstraint(
                condition=~Q(state=SpecialState.SERVED)
                | Q(started_at__isnull=False, ended_at__gte=F("started_at"), clerk__isnull=False),
                name="special_served_has_times",
            ),
        ]


class BenefitClaim(ServiceRecord):
    """A company's claim of a policy's benefit (惠企政策兑现). Units: yuan."""

    policy = models.CharField(_("政策名称"), max_length=200)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    amount_yuan = models.DecimalField(_("申请金额"), max_digits=12, decimal_places=2)
    due_on = models.DateField(_("办理期限"))
    state = models.CharField(_("状态"), max_length=10, choices=ClaimState, default=ClaimState.RECEIVED)
    reviewed_at = models.DateTimeField(_("审核时间"), null=True, blank=True)
    paid_on = models.DateField(_("兑现日期"), null=True, blank=True)
    paid_yuan = models.DecimalField(_("兑现金额"), max_digits=12, decimal_places=2, null=True, blank=True)
    refused_at = models.DateTimeField(_("不予兑现时间"), null=True, blank=True)
    reason = models.CharField(_("原因"), max_length=300, blank=True)

    class Meta(ServiceRecord.Meta):
        verbose_name = _("惠企政策兑现")
        indexes: ClassVar = [
            models.Index(fields=["contract", "state", "due_on"], name="claim_state"),
            models.Index(fields=["contract", "-recorded_at", "-id"], name="claim_newest"),
            name_index("claim_by_name"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="claim_number_once"),
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="claim_amount_positive"),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.PAID) | Q(paid_on__isnull=False, paid_yuan__gt=0),
                name="claim_paid_has_amount",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.REFUSED) | Q(refused_at__isnull=False) & ~Q(reason=""),
                name="claim_refused_has_reason",
            ),
        ]
