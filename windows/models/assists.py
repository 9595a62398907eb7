"""Assisted cases (帮办代办): guidance, proxy on written commission, side by side, home visits, escort.

Source: 002 § 四(一)(4), § 五(一) 表1 5.2.3; 000 § 三.6(3)(6); facts.md §§ 5.16, 5.17, 6.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from windows.enums import Priority
from windows.enums.service import AssistKind, AssistState
from windows.models.cases import Case
from windows.models.services import ServiceRecord, name_index

USER = settings.AUTH_USER_MODEL


class AssistOrder(ServiceRecord):
    """One person helped. A proxy or home visit needs a written commission; proxy is free of charge."""

    kind = models.CharField(_("服务类型"), max_length=14, choices=AssistKind)
    group = models.CharField(_("特殊群体"), max_length=12, choices=Priority, blank=True)
    company = models.CharField(_("企业名称"), max_length=100, blank=True)
    address_sealed = models.BinaryField(null=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="assists")
    wish = models.CharField(_("需要办理"), max_length=300)
    scheduled_at = models.DateTimeField(_("约定时间"), null=True, blank=True)
    helper = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    commissioned_on = models.DateField(_("委托日期"), null=True, blank=True)
    commission = models.CharField(_("委托事项和权限"), max_length=300, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=AssistState, default=AssistState.REQUESTED)
    started_at = models.DateTimeField(_("服务开始"), null=True, blank=True)
    ended_at = models.DateTimeField(_("服务结束"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=300, blank=True)
    signed_off_by = models.CharField(_("确认人"), max_length=60, blank=True)

    class Meta(ServiceRecord.Meta):
        verbose_name = _("帮办代办")
        indexes: ClassVar = [
            models.Index(fields=["contract", "state", "-recorded_at"], name="assist_state"),
            models.Index(fields=["contract", "-recorded_at", "-id"], name="assist_newest"),
            name_index("assist_by_name"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="assist_number_once"),
            models.CheckConstraint(
                condition=~Q(kind__in=[AssistKind.PROXY, AssistKind.HOME_VISIT], state=AssistState.RUNNING)
                | Q(commissioned_on__isnull=False) & ~Q(commission=""),
                name="assist_proxy_has_commission",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[AssistState.ASSIGNED, AssistState.RUNNING]) | Q(helper__isnull=False),
                name="assist_assigned_has_helper",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssistState.FINISHED)
                | Q(started_at__isnull=False, ended_at__isnull=False, helper__isnull=False) & ~Q(outcome=""),
                name="assist_finished_has_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[AssistState.DECLINED, AssistState.CANCELLED])
                | Q(ended_at__isnull=False) & ~Q(outcome=""),
                name="assist_ended_has_reason",
            ),
        ]
