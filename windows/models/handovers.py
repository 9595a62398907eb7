"""Papers between window and department: batches confirmed line by line on both sides, and what the department decided.

Source: rules.md § 5, 001 § 1.6.1, 003 § 三(三), facts.md §§ 5.5, 5.10.
"""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Organisation, Venue
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet
from windows.enums import Direction, HandOverState, HandOverWay, LineKind, LineOutcome, ResultKind
from windows.models.cases import Case
from windows.models.catalogue import ServiceItem


class HandOverQuerySet(ScopedQuerySet):
    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.DEPARTMENT:
            return Q(department_id=standing.department_id)
        return super().scope_conditions(scope, standing)


class HandOver(models.Model):
    """One batch (交接单) between a venue's windows and a department.

    Shape: `number` is gapless per venue and day over both directions; a draft that is dropped keeps it as a void.
    The batch closes with its last line.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="handovers")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="handovers")
    direction = models.CharField(_("方向"), max_length=4, choices=Direction)
    day = models.DateField(_("建单日期"))
    serial = models.PositiveIntegerField(_("流水号"))
    number = models.CharField(_("交接单编号"), max_length=40)
    state = models.CharField(_("状态"), max_length=8, choices=HandOverState, default=HandOverState.DRAFT)
    way = models.CharField(_("递送方式"), max_length=10, choices=HandOverWay, blank=True)
    messenger_name = models.CharField(_("递送人"), max_length=60, blank=True)
    messenger_phone_sealed = models.BinaryField(null=True)
    carrier = models.CharField(_("快递公司"), max_length=40, blank=True)
    tracking_number = models.CharField(_("快递单号"), max_length=40, blank=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("建单时间"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("送出时间"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("交接单")
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-made_at", "-id"], name="handover_newest"),
            models.Index(
                fields=["contract", "sent_at"], condition=Q(state=HandOverState.SENT), name="handover_waiting"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["venue", "day", "serial"], name="handover_serial_once"),
            models.UniqueConstraint(fields=["contract", "number"], name="handover_number_once"),
            models.UniqueConstraint(
                fields=["contract", "venue", "department", "direction", "made_by"],
                condition=Q(state=HandOverState.DRAFT),
                name="handover_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values), name="handover_direction_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[HandOverState.DRAFT, HandOverState.VOID], sent_at=None, sent_by=None)
                | Q(
                    state__in=[HandOverState.SENT, HandOverState.CLOSED],
                    sent_at__isnull=False,
                    sent_by__isnull=False,
                ),
                name="handover_sent_has_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[HandOverState.DRAFT, HandOverState.SENT], closed_at=None, closed_by=None
                )
                | Q(
                    state__in=[HandOverState.VOID, HandOverState.CLOSED],
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                ),
                name="handover_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None)
                | Q(way=HandOverWay.MESSENGER) & ~Q(messenger_name="")
                | Q(way=HandOverWay.COURIER) & ~Q(carrier="") & ~Q(tracking_number=""),
                name="handover_sent_has_way",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class HandOverLine(models.Model):
    """The papers of one case in a batch. Whose side has not confirmed it still has it.

    Shape: `papers` lists {"name", "form", "copies"}; `reason` says why a department sends papers back undecided, `note`
    what the receiver says of a missing or refused line. `contract`, `department` and `made_at` are the batch's, `item`
    is the case's as it was then: ledgers are read by them without either.
    """

    batch = models.ForeignKey(HandOver, on_delete=models.PROTECT, related_name="lines")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handover_lines")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(_("建单时间"))
    position = models.PositiveSmallIntegerField(_("序号"))
    kind = models.CharField(_("内容"), max_length=8, choices=LineKind)
    papers = models.JSONField(_("材料"), default=list)
    reason = models.CharField(_("退回原因"), max_length=300, blank=True)
    ours_at = models.DateTimeField(_("窗口确认时间"), null=True, blank=True)
    ours_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    theirs_at = models.DateTimeField(_("部门确认时间"), null=True, blank=True)
    theirs_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("签收情况"), max_length=10, choices=LineOutcome, default=LineOutcome.WAITING)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("交接明细")
        ordering: ClassVar = ["batch", "position"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-made_at", "-id"], name="line_newest"),
            models.Index(fields=["contract", "item", "-made_at", "-id"], name="line_by_item"),
            models.Index(fields=["contract", "department", "-made_at", "-id"], name="line_by_department"),
            models.Index(
                fields=["case"],
                condition=Q(outcome__in=[LineOutcome.MISSING, LineOutcome.RETURNED]),
                name="line_trouble",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "case"], name="handover_case_once_a_batch"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(outcome=LineOutcome.WAITING), name="one_open_line_a_case"
            ),
            models.CheckConstraint(
                condition=Q(ours_at=None, ours_by=None) | Q(ours_at__isnull=False, ours_by__isnull=False),
                name="line_ours_has_person",
            ),
            models.CheckConstraint(
                condition=Q(theirs_at=None, theirs_by=None)
                | Q(theirs_at__isnull=False, theirs_by__isnull=False),
                name="line_theirs_has_person",
            ),
            models.CheckConstraint(
                condition=Q(outcome=LineOutcome.WAITING, ours_at=None)
                | Q(outcome=LineOutcome.WAITING, theirs_at=None)
                | Q(outcome=LineOutcome.CONFIRMED, ours_at__isnull=False, theirs_at__isnull=False)
                | Q(
                    outcome__in=[LineOutcome.MISSING, LineOutcome.RETURNED],
                    ours_at__isnull=False,
                    theirs_at__isnull=False,
                )
                & ~Q(note=""),
                name="line_outcome_has_both_sides",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[LineKind.PAPERS, LineKind.RESULT], reason="")
                | Q(kind=LineKind.RETURN) & ~Q(reason=""),
                name="line_return_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.case_id}"


class CaseResult(models.Model):
    """What a department decided of a case, and the document that says so. Made once, with the decision."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="result")
    kind = models.CharField(_("结果类型"), max_length=10, choices=ResultKind)
    name = models.CharField(_("许可文件名称"), max_length=120, blank=True)
    number = models.CharField(_("许可文件编号"), max_length=80, blank=True)
    valid_from = models.DateField(_("生效日期"), null=True, blank=True)
    valid_to = models.DateField(_("截止日期"), null=True, blank=True)
    content = models.CharField(_("许可内容"), max_length=300, blank=True)
    copies = models.PositiveSmallIntegerField(_("份数"), default=1)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    at = models.DateTimeField(_("决定时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("办理结果")
        ordering: ClassVar = ["case"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=ResultKind.values), name="result_kind_known"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from__isnull=False, valid_to__gte=F("valid_from")),
                name="result_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(kind=ResultKind.NONE, copies=0) | ~Q(kind=ResultKind.NONE) & Q(copies__gt=0),
                name="result_has_copies",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.name
