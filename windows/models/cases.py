"""Cases: one row an application, with its materials, its log and its clock.

Source: 002 § 四(一)(1)(2), facts.md §§ 2–5, security.md D3 (sealed columns), F6 (gapless numbers).
"""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Organisation, Venue, Window, Zone
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet
from windows.enums import (
    ApplicantKind,
    CaseChannel,
    CaseState,
    ClockReason,
    ConcludedAs,
    CrossRegion,
    Delivery,
    Holder,
    IdKind,
    ItemKind,
    MaterialForm,
    Necessity,
    Priority,
    RefusalKind,
    Taken,
)
from windows.models.catalogue import ItemVersion, ServiceItem
from windows.models.sessions import WindowSession

OPEN_STATES = (
    CaseState.REGISTERED,
    CaseState.CORRECTING,
    CaseState.ACCEPTED,
    CaseState.TRANSFERRED,
    CaseState.DECIDED,
    CaseState.READY,
)
STATES_AFTER_ACCEPTING = (
    CaseState.ACCEPTED, CaseState.TRANSFERRED, CaseState.DECIDED, CaseState.READY, CaseState.ISSUED,
    CaseState.ARCHIVED,
)  # fmt: skip
# What a ledger of a few of the cases is narrowed by: its index tells without the rows.
FILTERED = ("department", "item", "window", "clerk", "zone", "state", "kind")
# Lines of the log that a ledger shows: notices and promises.
LEDGER_ACTIONS = ("tell_once", "accept_gap")
# What lies in a box: given out, or ended before a decision (windows.rules.case_life.FILED_AS).
STATES_FILED = (CaseState.ARCHIVED, CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN)


class CaseQuerySet(ScopedQuerySet):
    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.DEPARTMENT:
            return Q(department_id=standing.department_id)
        if scope is Scope.OWN:
            return Q(clerk_id=standing.user_id)
        return super().scope_conditions(scope, standing)


class Case(models.Model):
    """One application from receipt to archive.

    Shape: `number` is the hall's own (代号-日期-流水), gapless per venue and day; `answers` the chosen option ids by
    question id; sealed columns are AES-GCM blobs bound to `uid` (hall_ops.lib.sealing), index columns keyed digests for
    exact search. `stopped_days` counts working days of finished stops, `late_days`
    those a decision came after the promise. Times are the database's facts: a date named
    `_on` is due or promised, a time named `_at` happened.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="cases")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField(_("登记日期"))
    serial = models.PositiveIntegerField(_("流水号"))
    number = models.CharField(_("办件编号"), max_length=40)
    platform_number = models.CharField(_("一体化平台编号"), max_length=50, blank=True)
    query_code = models.CharField(_("查询码"), max_length=14, unique=True)
    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="cases", db_index=False)
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="cases", db_index=False)
    kind = models.CharField(_("办件类型"), max_length=10, choices=ItemKind)
    department = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="department_cases", db_index=False
    )
    answers = models.JSONField(_("情形"), default=dict)
    situation = models.CharField(_("情形"), max_length=200, blank=True)
    # who sat where when it came in
    zone = models.ForeignKey(
        Zone, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    window = models.ForeignKey(
        Window, on_delete=models.PROTECT, null=True, blank=True, related_name="cases", db_index=False
    )
    session = models.ForeignKey(
        WindowSession, on_delete=models.PROTECT, null=True, blank=True, related_name="cases", db_index=False
    )
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # who looks after it now, where that is somebody else
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
    )  # fmt: skip
    # the applicant as told that day
    applicant_kind = models.CharField(_("申请人类型"), max_length=12, choices=ApplicantKind)
    applicant_name = models.CharField(_("申请人"), max_length=100)
    id_kind = models.CharField(_("证件类型"), max_length=12, choices=IdKind)
    id_sealed = models.BinaryField(null=True)
    id_index = models.BinaryField(max_length=16, null=True)
    phone_sealed = models.BinaryField(null=True)
    phone_index = models.BinaryField(max_length=16, null=True)
    phone_tail_index = models.BinaryField(max_length=16, null=True)
    address_sealed = models.BinaryField(null=True)
    contact_name = models.CharField(_("联系人"), max_length=100, blank=True)
    agent_name = models.CharField(_("代理人"), max_length=100, blank=True)
    agent_id_sealed = models.BinaryField(null=True)
    erased_at = models.DateTimeField(_("个人信息清除时间"), null=True, blank=True)
    hold_reason = models.CharField(_("保留原因"), max_length=200, blank=True)
    priority = models.CharField(_("优先服务"), max_length=12, choices=Priority, blank=True)
    channel = models.CharField(_("来源"), max_length=12, choices=CaseChannel, default=CaseChannel.COUNTER)
    cross_region = models.CharField(_("通办范围"), max_length=12, choices=CrossRegion, blank=True)
    queue_ticket = models.CharField(_("排队号"), max_length=20, blank=True)
    project_name = models.CharField(_("项目名称"), max_length=200, blank=True)
    note = models.CharField(_("备注"), max_length=300, blank=True)
    # life
    state = models.CharField(_("状态"), max_length=12, choices=CaseState)
    registered_at = models.DateTimeField(_("登记时间"))
    told_rounds = models.PositiveSmallIntegerField(_("一次性告知次数"), default=0)
    scanned_at = models.DateTimeField(_("材料扫描上传时间"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("受理时间"), null=True, blank=True)
    deemed_accepted = models.BooleanField(_("逾期未告知视为受理"), default=False)
    due_on = models.DateField(_("承诺办结日期"), null=True, blank=True)
    statutory_due_on = models.DateField(_("法定办结日期"), null=True, blank=True)
    stopped_since = models.DateField(_("停止计时起"), null=True, blank=True)
    stopped_days = models.PositiveSmallIntegerField(_("已停止天数"), default=0)
    gap_due_on = models.DateField(_("容缺补交期限"), null=True, blank=True)
    correction_due_on = models.DateField(_("补正期限"), null=True, blank=True)
    transferred_at = models.DateTimeField(_("移交时间"), null=True, blank=True)
    decided_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    late_days = models.PositiveSmallIntegerField(_("超期天数"), default=0)
    concluded_as = models.CharField(_("办理结果"), max_length=12, choices=ConcludedAs, blank=True)
    result_number = models.CharField(_("许可文件编号"), max_length=80, blank=True)
    ready_at = models.DateTimeField(_("待出件时间"), null=True, blank=True)
    issued_at = models.DateTimeField(_("出件时间"), null=True, blank=True)
    archived_at = models.DateTimeField(_("归档时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("终止时间"), null=True, blank=True)
    refusal_kind = models.CharField(_("未受理类别"), max_length=16, choices=RefusalKind, blank=True)
    closing_reason = models.CharField(_("原因"), max_length=300, blank=True)
    delivery = models.CharField(_("送达方式"), max_length=8, choices=Delivery, default=Delivery.COUNTER)
    holder = models.CharField(_("材料现在"), max_length=12, choices=Holder, default=Holder.WINDOW)
    shelf_place = models.CharField(_("存放位置"), max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("办件")
        ordering: ClassVar = ["-registered_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-registered_at", "-id"], name="case_newest"),
            models.Index(fields=["contract", "state", "-registered_at"], name="case_by_state"),
            models.Index(fields=["contract", "item", "-registered_at"], name="case_by_item"),
            models.Index(fields=["contract", "department", "-registered_at"], name="case_by_department"),
            models.Index(fields=["contract", "window", "-registered_at"], name="case_by_window"),
            models.Index(fields=["contract", "clerk", "-registered_at"], name="case_by_clerk"),
            models.Index(fields=["contract", "zone", "-registered_at"], name="case_by_zone"),
            models.Index(fields=["contract", "applicant_name", "-registered_at"], name="case_by_applicant"),
            models.Index(fields=["id_index"], name="case_by_id", condition=Q(id_index__isnull=False)),
            models.Index(fields=["phone_index"], name="case_by_phone", condition=Q(phone_index__isnull=False)),
            # what the ledgers of results, refusals and late cases are read by, and a day's figures are counted by
            models.Index(
                fields=["contract", "-accepted_at"], name="case_by_accepted", condition=Q(accepted_at__isnull=False)
            ),
            models.Index(
                fields=["contract", "-decided_at", "-id"], name="case_by_decided",
                condition=Q(decided_at__isnull=False),
            ),
            models.Index(
                fields=["contract", "-issued_at", "-id"], name="case_by_issued", condition=Q(issued_at__isnull=False)
            ),
            models.Index(
                fields=["contract", "-closed_at", "-id", *FILTERED], name="case_by_closed",
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(
                fields=["contract", "-registered_at", "-id", *FILTERED, "cross_region"], name="case_late",
                condition=Q(late_days__gt=0),
            ),
            models.Index(
                fields=["contract", "-registered_at", "-id", *FILTERED, "cross_region"], name="case_cross_region",
                condition=~Q(cross_region=""),
            ),
            models.Index(
                fields=["contract", "due_on"], name="case_open_by_due", condition=Q(state__in=OPEN_STATES)
            ),
            models.Index(
                fields=["contract", "holder", "ready_at"], name="case_open_by_holder",
                condition=Q(state__in=OPEN_STATES),
            ),
            # what the nightly erasure looks through: from the end of a case, as the catalogue of personal data names it
            models.Index(Coalesce("archived_at", "closed_at", "issued_at"), name="case_by_end"),
            models.Index(
                Coalesce("archived_at", "closed_at", "issued_at"), name="case_address_by_end",
                condition=Q(address_sealed__isnull=False),
            ),
        ]  # fmt: skip
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["venue", "day", "serial"], name="case_serial_once"),
            models.UniqueConstraint(fields=["contract", "number"], name="case_number_once"),
            models.UniqueConstraint(
                fields=["contract", "platform_number"],
                condition=~Q(platform_number=""),
                name="case_platform_number_once",
            ),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=STATES_AFTER_ACCEPTING)
                | Q(accepted_at__isnull=False, due_on__isnull=False),
                name="case_accepted_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[CaseState.DECIDED, CaseState.READY, CaseState.ISSUED, CaseState.ARCHIVED]
                )
                | Q(decided_at__isnull=False) & ~Q(concluded_as=""),
                name="case_decided_has_result",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.READY) | Q(ready_at__isnull=False), name="case_ready_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.ISSUED) | Q(issued_at__isnull=False), name="case_issued_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.ARCHIVED) | Q(archived_at__isnull=False),
                name="case_archived_has_time",
            ),
            models.CheckConstraint(
                condition=Q(archived_at=None) | Q(state__in=STATES_FILED), name="case_filed_is_over"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN, CaseState.VOID])
                | Q(closed_at__isnull=False) & ~Q(closing_reason=""),
                name="case_closed_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(late_days=0) | Q(decided_at__isnull=False), name="case_late_was_decided"
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.NOT_ACCEPTED) | ~Q(refusal_kind=""), name="case_refusal_has_kind"
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.CORRECTING) | Q(told_rounds__gt=0),
                name="case_corrected_was_told",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CaseMaterial(models.Model):
    """One paper of a case, as the version asked for it and as it came."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="materials")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("材料名称"), max_length=200)
    form = models.CharField(_("形式"), max_length=14, choices=MaterialForm)
    copies = models.PositiveSmallIntegerField(_("份数"), default=1)
    necessity = models.CharField(_("必要性"), max_length=12, choices=Necessity)
    taken = models.CharField(_("收取方式"), max_length=12, choices=Taken, default=Taken.MISSING)
    received = models.PositiveSmallIntegerField(_("收取数量"), default=0)
    received_at = models.DateTimeField(_("收取时间"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("办件材料")
        ordering: ClassVar = ["case", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "position"], name="case_material_once"),
            models.CheckConstraint(
                condition=Q(taken__in=[Taken.MISSING, Taken.DEFERRED, Taken.NOT_NEEDED])
                | Q(received_at__isnull=False),
                name="case_material_received_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CaseEvent(models.Model):
    """The log of a case: who, when, from, to, why. Append-only by trigger.

    Shape: `contract` is the case's own (a trigger keeps it so); its ledgers are read by it without the cases. `item`
    and `department` are the case's as they were then, on lines that a ledger shows (LEDGER_ACTIONS), else None.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(
        ServiceItem, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    department = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    action = models.CharField(_("动作"), max_length=40)
    from_state = models.CharField(_("原状态"), max_length=12, choices=CaseState, blank=True)
    to_state = models.CharField(_("现状态"), max_length=12, choices=CaseState)
    why = models.CharField(_("说明"), max_length=300, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("办件过程")
        ordering: ClassVar = ["case", "pk"]
        indexes: ClassVar = [
            # steps into and out of correction, for a day's figures; notices and promises, for their ledgers
            models.Index(
                fields=["at"], name="case_event_correcting",
                condition=Q(to_state=CaseState.CORRECTING) | Q(from_state=CaseState.CORRECTING),
            ),
            models.Index(fields=["contract", "-at", "-id"], name="case_event_told", condition=Q(action="tell_once")),
            models.Index(fields=["contract", "-at", "-id"], name="case_event_gap", condition=Q(action="accept_gap")),
            models.Index(
                fields=["contract", "action", "item", "-at", "-id"], name="case_event_by_item",
                condition=Q(action__in=LEDGER_ACTIONS),
            ),
            models.Index(
                fields=["contract", "action", "department", "-at", "-id"], name="case_event_by_department",
                condition=Q(action__in=LEDGER_ACTIONS),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.action}"


class ClockStop(models.Model):
    """A time that does not count: a correction, or a statutory special step. Units: limit_days are working days."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="stops")
    reason = models.CharField(_("原因"), max_length=12, choices=ClockReason)
    name = models.CharField(_("环节"), max_length=80)
    limit_days = models.PositiveSmallIntegerField(_("挂起时限"), null=True, blank=True)
    due_on = models.DateField(_("挂起到期"), null=True, blank=True)
    started_at = models.DateTimeField(_("挂起时间"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("重启时间"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    days = models.PositiveSmallIntegerField(_("不计天数"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("停止计时")
        ordering: ClassVar = ["case", "pk"]
        indexes: ClassVar = [models.Index(fields=["due_on"], name="stop_open", condition=Q(ended_at=None)),
                             models.Index(fields=["-started_at", "-id"], name="stop_newest")]  # fmt: skip
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="one_open_stop_a_case"),
            models.CheckConstraint(
                condition=Q(ended_at=None, days=None) | Q(ended_at__isnull=False, days__isnull=False),
                name="stop_ended_has_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name
