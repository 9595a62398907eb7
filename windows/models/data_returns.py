"""The end of a contract: the supplier's copies of personal data listed, given back, destroyed, confirmed by both sides.

Source: security.md D5; 002 § 七(三); Personal Information Protection Law, article 21.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.scoping import ScopedQuerySet
from records.models import StoredFile
from windows.enums import CopyFate, CopyKind, ReturnState, SystemData
from windows.models.carriers import Carrier

USER = settings.AUTH_USER_MODEL
AFTER_HANDED = (
    ReturnState.HANDED,
    ReturnState.RECEIVED,
    ReturnState.DESTROYED,
    ReturnState.ERASING,
    ReturnState.CLOSED,
)
AFTER_RECEIVED = AFTER_HANDED[1:]
AFTER_DESTROYED = AFTER_HANDED[2:]
CONFIRMED = AFTER_HANDED[3:]


class DataReturn(models.Model):
    """The return of one contract's personal data, once. Shape: `number` is gapless per year; `package` the carrier of
    the export the purchaser took; `proof` the picture or record of the destruction; `erased` rows by field, `held` rows
    that stayed because somebody holds them, both of the system's own data.
    """

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="data_return")
    number = models.CharField(_("编号"), max_length=20, unique=True)
    state = models.CharField(_("状态"), max_length=10, choices=ReturnState, default=ReturnState.LISTING)
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("开始时间"))
    handed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_at = models.DateTimeField(_("提交时间"), null=True, blank=True)
    package = models.OneToOneField(
        Carrier, on_delete=models.PROTECT, null=True, blank=True, related_name="data_return"
    )
    system_data = models.CharField(_("系统数据"), max_length=5, choices=SystemData, blank=True)
    received_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    received_note = models.CharField(_("签收说明"), max_length=200, blank=True)
    destroyed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    destroyed_at = models.DateTimeField(_("销毁登记时间"), null=True, blank=True)
    destroyed_how = models.CharField(_("销毁方式"), max_length=300, blank=True)
    proof = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    erased = models.JSONField(_("清除项数"), default=dict, blank=True)
    held = models.PositiveIntegerField(_("保留项数"), default=0)
    ended_roles = models.PositiveIntegerField(_("收回身份"), default=0)
    closed_at = models.DateTimeField(_("完结时间"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("合同终止数据归还")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ReturnState.values), name="return_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=AFTER_HANDED, handed_by__isnull=False, handed_at__isnull=False)
                | ~Q(state__in=AFTER_HANDED) & Q(handed_by=None, handed_at=None),
                name="return_handed_has_who",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AFTER_RECEIVED, received_by__isnull=False, received_at__isnull=False)
                & Q(package__isnull=False, system_data__in=SystemData.values)
                | ~Q(state__in=AFTER_RECEIVED) & Q(received_by=None, received_at=None, system_data=""),
                name="return_received_has_package",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AFTER_DESTROYED, destroyed_by__isnull=False, destroyed_at__isnull=False)
                & Q(proof__isnull=False)
                & ~Q(destroyed_how="")
                | ~Q(state__in=AFTER_DESTROYED) & Q(destroyed_by=None, destroyed_at=None, proof=None),
                name="return_destroyed_has_proof",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CONFIRMED, confirmed_by__isnull=False, confirmed_at__isnull=False)
                & ~Q(confirmed_by=F("destroyed_by"))
                | ~Q(state__in=CONFIRMED) & Q(confirmed_by=None, confirmed_at=None),
                name="return_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=ReturnState.CLOSED, closed_at__isnull=False)
                | ~Q(state=ReturnState.CLOSED) & Q(closed_at=None),
                name="return_closed_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ReturnCopy(models.Model):
    """One kind of copy the supplier still has, and what becomes of it. Shape: `title` says what it is, of nobody."""

    data_return = models.ForeignKey(DataReturn, on_delete=models.PROTECT, related_name="copies")
    kind = models.CharField(_("形式"), max_length=6, choices=CopyKind)
    title = models.CharField(_("内容"), max_length=100)
    place = models.CharField(_("存放处"), max_length=100)
    count = models.PositiveIntegerField(_("份数"), default=1)
    fate = models.CharField(_("处理"), max_length=7, choices=CopyFate)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))
    dropped_at = models.DateTimeField(_("删除时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("数据副本")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(place=""), name="copy_says_what_and_where"),
            models.CheckConstraint(condition=Q(count__gte=1), name="copy_counts"),
            models.CheckConstraint(
                condition=Q(kind__in=CopyKind.values, fate__in=CopyFate.values), name="copy_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title
