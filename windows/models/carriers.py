"""What left the system as a file or on paper, and what became of it; the requests that go before it.

Source: 002 § 七(三) (every month all carriers and copies go back to the purchaser), security.md D5.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Organisation
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet
from windows.enums import CarrierKind, CarrierState, RequestState

ON_PAPER_OR_DISK = (CarrierState.DOWNLOADED, CarrierState.RETURNED, CarrierState.DESTROYED)
SETTLED = (CarrierState.RETURNED, CarrierState.DESTROYED)
WITH_FILE = (CarrierState.MADE, CarrierState.EXPIRED, *ON_PAPER_OR_DISK)


class DepartmentQuerySet(ScopedQuerySet):
    """A liaison sees what their own department asked for or took."""

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.DEPARTMENT:
            return Q(department_id=standing.department_id)
        return super().scope_conditions(scope, standing)


class ExportRequest(models.Model):
    """A supervisor's or liaison's wish to export a ledger, decided by an assessor who is another person.

    Shape: `filters` and `columns` are what the reader sees, `filters` as pairs of label and value; `query` the ledger's
    address parameters. None of them may hold personal data. One approval is good for one carrier, until `valid_until`.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="export_requests")
    department = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ledger = models.CharField(_("台账"), max_length=40)
    title = models.CharField(_("内容"), max_length=100)
    query = models.CharField(max_length=1000, blank=True)
    filters = models.JSONField(_("条件"), default=list)
    purpose = models.CharField(_("用途"), max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("申请时间"))
    state = models.CharField(_("状态"), max_length=10, choices=RequestState, default=RequestState.ASKED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("审批时间"), null=True, blank=True)
    reason = models.CharField(_("审批意见"), max_length=200, blank=True)
    valid_until = models.DateTimeField(_("有效至"), null=True, blank=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("导出申请")
        ordering: ClassVar = ["-asked_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["contract", "state", "-asked_at"], name="request_by_state")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="request_state_known"),
            models.CheckConstraint(condition=~Q(purpose=""), name="request_names_purpose"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="request_decided_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[RequestState.APPROVED, RequestState.REFUSED], decided_at__isnull=False)
                & Q(decided_by__isnull=False)
                | Q(state__in=[RequestState.ASKED, RequestState.WITHDRAWN], decided_at=None, decided_by=None),
                name="request_decided_has_who",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.APPROVED, valid_until__isnull=False)
                | ~Q(state=RequestState.APPROVED) & Q(valid_until=None),
                name="request_approved_ends",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.REFUSED) | ~Q(reason=""), name="request_refused_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.asked_at:%Y-%m-%d}"


class Carrier(models.Model):
    """One export or print: numbered, watermarked, downloaded once within a day, given back by the month's list.

    Shape: `serial` runs without gaps in contract and year; `filters` pairs of label and value and `columns` titles, as
    the reader sees them, without personal data; `due_on` the last day of the month it was taken in, None for what the
    purchaser keeps; `key` the job's own, so that a job run twice makes one carrier. Units: size in bytes.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="carriers")
    department = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(_("载体编号"), max_length=20)
    key = models.CharField(max_length=64)
    kind = models.CharField(_("形式"), max_length=6, choices=CarrierKind)
    ledger = models.CharField(_("台账"), max_length=40)
    title = models.CharField(_("内容"), max_length=100)
    filters = models.JSONField(_("条件"), default=list)
    columns = models.JSONField(_("列"), default=list)
    rows = models.PositiveIntegerField(_("行数"), null=True, blank=True)
    purpose = models.CharField(_("用途"), max_length=200)
    request = models.OneToOneField(
        ExportRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="carrier"
    )
    watermark = models.CharField(_("水印"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="carriers")
    made_at = models.DateTimeField(_("制作时间"))
    sha256 = models.CharField(_("文件摘要"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("字节"), null=True, blank=True)
    expires_at = models.DateTimeField(_("下载截止"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=CarrierState, default=CarrierState.MAKING)
    problem = models.CharField(_("未生成的原因"), max_length=200, blank=True)
    downloaded_at = models.DateTimeField(_("下载时间"), null=True, blank=True)
    due_on = models.DateField(_("应归还日期"), null=True, blank=True)
    settled_at = models.DateTimeField(_("归还或销毁时间"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settle_note = models.CharField(_("归还或销毁说明"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("导出载体")
        ordering: ClassVar = ["-year", "-serial"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "made_at"], name="carrier_by_time"),
            models.Index(
                fields=["contract", "due_on"], name="carrier_to_return",
                condition=Q(state=CarrierState.DOWNLOADED),
            ),
        ]  # fmt: skip
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "year", "serial"], name="carrier_serial_once"),
            models.UniqueConstraint(fields=["contract", "key"], name="carrier_key_once"),
            models.CheckConstraint(condition=Q(state__in=CarrierState.values), name="carrier_state_known"),
            models.CheckConstraint(condition=Q(kind__in=CarrierKind.values), name="carrier_kind_known"),
            models.CheckConstraint(condition=~Q(purpose="") & ~Q(watermark=""), name="carrier_names_purpose"),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_FILE)
                | ~Q(sha256="") & Q(size__isnull=False, rows__isnull=False, expires_at__isnull=False),
                name="carrier_made_has_file",
            ),
            models.CheckConstraint(
                condition=~Q(state=CarrierState.FAILED) | ~Q(problem=""), name="carrier_failed_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ON_PAPER_OR_DISK, downloaded_at__isnull=False)
                | ~Q(state__in=ON_PAPER_OR_DISK) & Q(downloaded_at=None),
                name="carrier_taken_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SETTLED, settled_at__isnull=False, settled_by__isnull=False)
                | ~Q(state__in=SETTLED) & Q(settled_at=None, settled_by=None),
                name="carrier_settled_has_who",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(state__in=SETTLED, confirmed_at__isnull=False, confirmed_by__isnull=False)
                & ~Q(confirmed_by=F("settled_by")),
                name="carrier_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number
