"""Results on their way to the applicant: notices, issuance at the counter or by post, parcels, archive boxes.

Source: 000 § 6(7), 001 § 1.6.3, 002 § 四(一)(2), 003 § 三(三)(四), facts.md § 5.11.
"""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Organisation
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet
from records.models import StoredFile
from windows.enums import BoxState, Collector, Delivery, IdKind, ParcelState, ToldBy, ToldOutcome
from windows.models.cases import Case
from windows.models.catalogue import ServiceItem


class Told(models.Model):
    """One attempt to tell the applicant that the result is ready. Added, never changed.

    Shape: `message_uid` is the outbox message of an SMS.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="told")
    way = models.CharField(_("通知方式"), max_length=8, choices=ToldBy)
    outcome = models.CharField(_("结果"), max_length=14, choices=ToldOutcome)
    message_uid = models.UUIDField(null=True, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("领取通知")
        ordering: ClassVar = ["case", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(way=ToldBy.SMS, outcome=ToldOutcome.SENT, message_uid__isnull=False)
                | Q(way=ToldBy.SYSTEM, outcome=ToldOutcome.SENT, message_uid=None)
                | Q(
                    way=ToldBy.PHONE,
                    outcome__in=[ToldOutcome.REACHED, ToldOutcome.NO_ANSWER, ToldOutcome.WRONG_NUMBER],
                    message_uid=None,
                ),
                name="told_outcome_fits_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_way_display()}"


class ParcelQuerySet(ScopedQuerySet):
    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.DEPARTMENT:
            inside = Issuance.objects.filter(case__department_id=standing.department_id)
            return Q(pk__in=inside.values("parcel_id"))
        return super().scope_conditions(scope, standing)


class Parcel(models.Model):
    """One parcel with the results of one or more cases. Lost or returned, its cases wait to be issued again."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="parcels", db_index=False)
    carrier = models.CharField(_("承运单位"), max_length=40)
    tracking_number = models.CharField(_("运单号"), max_length=40)
    recipient_name = models.CharField(_("收件人"), max_length=60)
    phone_sealed = models.BinaryField(null=True)
    address_sealed = models.BinaryField(null=True)
    state = models.CharField(_("状态"), max_length=10, choices=ParcelState, default=ParcelState.SENT)
    sent_at = models.DateTimeField(_("寄出时间"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)

    objects = ParcelQuerySet.as_manager()

    class Meta:
        verbose_name = _("邮件")
        ordering: ClassVar = ["-sent_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-sent_at", "-id"], name="parcel_newest"),
            models.Index(
                fields=["contract", "sent_at"], condition=Q(state=ParcelState.SENT), name="parcel_under_way"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract", "carrier", "tracking_number"], name="parcel_tracking_once"
            ),
            models.CheckConstraint(
                condition=~Q(carrier="") & ~Q(tracking_number="") & ~Q(recipient_name=""),
                name="parcel_names_its_way",
            ),
            models.CheckConstraint(
                condition=Q(state=ParcelState.SENT, ended_at=None, ended_by=None)
                | Q(
                    state__in=[ParcelState.DELIVERED, ParcelState.LOST, ParcelState.RETURNED],
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                ),
                name="parcel_state_has_times",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ParcelState.SENT, ParcelState.DELIVERED]) | ~Q(note=""),
                name="parcel_failed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking_number}"


class IssuanceQuerySet(ScopedQuerySet):
    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.DEPARTMENT:
            return Q(case__department_id=standing.department_id)
        return super().scope_conditions(scope, standing)


class Issuance(models.Model):
    """The result of one case, given out. One that holds a case; undone by a parcel that failed, or
    by a supervisor where the counter gave it out wrongly.

    Shape: `bundle` joins what one collector took together; `day` is the local day of `at`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="issuances", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="issuances")
    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="+", db_index=False)
    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    bundle = models.UUIDField(default=uuid.uuid4)
    day = models.DateField(_("出件日期"))
    way = models.CharField(_("送达方式"), max_length=8, choices=Delivery)
    collector = models.CharField(_("领取人"), max_length=10, choices=Collector, blank=True)
    collector_name = models.CharField(_("领取人姓名"), max_length=60, blank=True)
    collector_id_kind = models.CharField(_("领取人证件类型"), max_length=12, choices=IdKind, blank=True)
    collector_id_sealed = models.BinaryField(null=True)
    collector_id_index = models.BinaryField(max_length=16, null=True)
    authority = models.CharField(_("代领依据"), max_length=200, blank=True)
    authority_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    parcel = models.ForeignKey(
        Parcel, on_delete=models.PROTECT, null=True, blank=True, related_name="issuances"
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)
    at = models.DateTimeField(_("出件时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(_("退回时间"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_why = models.CharField(_("退回原因"), max_length=200, blank=True)

    objects = IssuanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("出件")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-day", "-at", "-id"], name="issuance_by_day"),
            models.Index(fields=["contract", "item", "-day", "-at", "-id"], name="issuance_by_item"),
            models.Index(
                fields=["contract", "department", "-day", "-at", "-id"], name="issuance_by_department"
            ),
            models.Index(fields=["contract", "bundle"], name="issuance_by_bundle"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(undone_at=None), name="one_issuance_a_case"),
            models.CheckConstraint(
                condition=Q(way=Delivery.COUNTER, collector__in=Collector.values) & ~Q(collector_name="")
                | Q(way__in=[Delivery.POST, Delivery.NETWORK, Delivery.NONE], collector=""),
                name="issuance_counter_has_collector",
            ),
            models.CheckConstraint(
                condition=~Q(collector=Collector.OTHER) | ~Q(authority="") | Q(authority_file__isnull=False),
                name="issuance_other_has_authority",
            ),
            models.CheckConstraint(
                condition=Q(way=Delivery.POST, parcel__isnull=False) | ~Q(way=Delivery.POST) & Q(parcel=None),
                name="issuance_post_has_parcel",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undone_why="")
                | Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_why=""),
                name="issuance_undone_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_way_display()}"


class ArchiveBoxQuerySet(ScopedQuerySet):
    """A department's liaison sees the boxes that hold a case of the department."""

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.DEPARTMENT:
            inside = ArchiveLine.objects.filter(case__department_id=standing.department_id)
            return Q(pk__in=inside.values("box_id"))
        return super().scope_conditions(scope, standing)


class ArchiveBox(models.Model):
    """A box of finished cases. Shape: `number` is gapless per contract and year."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="archive_boxes")
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveIntegerField(_("盒号"))
    title = models.CharField(_("盒名"), max_length=80, blank=True)
    place = models.CharField(_("存放位置"), max_length=80)
    state = models.CharField(_("状态"), max_length=8, choices=BoxState, default=BoxState.OPEN)
    opened_at = models.DateTimeField(_("建盒时间"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("封盒时间"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ArchiveBoxQuerySet.as_manager()

    class Meta:
        verbose_name = _("档案盒")
        ordering: ClassVar = ["-year", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "year", "number"], name="archive_box_once"),
            models.CheckConstraint(condition=~Q(place=""), name="archive_box_has_place"),
            models.CheckConstraint(
                condition=Q(state=BoxState.OPEN, closed_at=None, closed_by=None)
                | Q(state=BoxState.CLOSED, closed_at__isnull=False, closed_by__isnull=False),
                name="archive_box_state_has_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.number:03}"


class ArchiveLine(models.Model):
    """One case in a box, in its place."""

    box = models.ForeignKey(ArchiveBox, on_delete=models.PROTECT, related_name="lines")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="archive_line")
    position = models.PositiveIntegerField(_("盒内序号"))
    at = models.DateTimeField(_("装盒时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("盒内卷宗")
        ordering: ClassVar = ["box", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["box", "position"], name="archive_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.box_id}/{self.position}"
