"""Attendance: punches as they came, rulings of people, leave with balances, being away, the month as it was filed.

Nothing here is a verdict: verdicts are computed from roster, punches, leave and rulings (rules/attendance.py), and
written down when a month is filed. Source: 002 表1 3.10, 3.17, 3.19, 3.26, § 四(二)2(6); facts.md § 6.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Window
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet
from records.models import StoredFile
from staffing.enums import FilingState, LeaveKind, PunchKind, PunchSource, RequestState, Verdict
from staffing.models.people import Person
from staffing.models.posts import ServiceSession
from staffing.models.scoping import PersonQuerySet

USER = settings.AUTH_USER_MODEL


class PunchFile(models.Model):
    """A file of a punch clock that was read in. Shape: the same digest twice changes nothing."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="punch_files")
    file_name = models.CharField(_("文件"), max_length=120)
    digest = models.CharField(max_length=64)
    layout = models.CharField(_("格式"), max_length=40)
    rows = models.PositiveIntegerField(_("行数"))
    added = models.PositiveIntegerField(_("新增"))
    known = models.PositiveIntegerField(_("已有"))
    imported_at = models.DateTimeField(_("导入时间"))
    imported_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("打卡文件")
        ordering: ClassVar = ["-imported_at"]

    def __str__(self) -> str:
        return self.file_name


class Punch(models.Model):
    """One punch. Append-only; a wrong one is voided with a reason. `late`: it came after the month was filed."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="punches")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="punches")
    at = models.DateTimeField(_("打卡时间"))
    source = models.CharField(_("来源"), max_length=8, choices=PunchSource)
    device = models.CharField(_("设备"), max_length=40, blank=True)
    file = models.ForeignKey(
        PunchFile, on_delete=models.PROTECT, null=True, blank=True, related_name="punches"
    )
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    late = models.BooleanField(_("报备后补录"), default=False)
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    voided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("打卡")
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["contract", "at"], name="punch_time")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "at"], name="punch_once"),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""),
                name="punch_void_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.at:%Y-%m-%d %H:%M}"


class MakeUp(models.Model):
    """A request to count a punch that was forgotten, with the reason, decided by somebody else."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="make_ups")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="make_ups")
    day = models.DateField(_("日期"))
    session = models.ForeignKey(ServiceSession, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("补上班或下班"), max_length=3, choices=PunchKind)
    claimed_at = models.DateTimeField(_("实际时间"))
    reason = models.CharField(_("原因"), max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("状态"), max_length=10, choices=RequestState, default=RequestState.ASKED)
    asked_at = models.DateTimeField(_("申请时间"))
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("批复时间"), null=True, blank=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision_note = models.CharField(_("批复意见"), max_length=200, blank=True)
    punch = models.ForeignKey(Punch, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    late = models.BooleanField(_("报备后补录"), default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("补卡申请")
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "day", "session", "kind"],
                condition=Q(state__in=["asked", "approved"]),
                name="make_up_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="make_up_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.APPROVED) | Q(decided_at__isnull=False, punch__isnull=False),
                name="make_up_approved_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.day}"


class Leave(models.Model):
    """A leave in half days: from a session of a day to a session of a day, both included.

    Units: half_days are the sessions of workdays in between, as they were counted when it was asked for. Shape:
    `from_half` and `to_half` are 1 for the morning, 2 for the afternoon. While asked for, its days are reserved.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="leaves")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="leaves")
    kind = models.CharField(_("假别"), max_length=14, choices=LeaveKind)
    from_on = models.DateField(_("开始日期"))
    from_half = models.PositiveSmallIntegerField(_("开始半天"), default=1)
    to_on = models.DateField(_("结束日期"))
    to_half = models.PositiveSmallIntegerField(_("结束半天"), default=2)
    half_days = models.PositiveIntegerField(_("半天数"))
    reason = models.CharField(_("事由"), max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    substitute = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="substituted_leaves"
    )
    state = models.CharField(_("状态"), max_length=10, choices=RequestState, default=RequestState.ASKED)
    asked_at = models.DateTimeField(_("申请时间"))
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("批复时间"), null=True, blank=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision_note = models.CharField(_("批复意见"), max_length=200, blank=True)
    late = models.BooleanField(_("报备后补录"), default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("请假")
        ordering: ClassVar = ["-from_on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["contract", "from_on", "to_on"], name="leave_days")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_on__gt=F("from_on")) | Q(to_on=F("from_on"), to_half__gte=F("from_half")),
                name="leave_forward",
            ),
            models.CheckConstraint(
                condition=Q(from_half__in=[1, 2], to_half__in=[1, 2]), name="leave_halves"
            ),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("person")), name="leave_covered_by_another"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="leave_decided_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RequestState.APPROVED, RequestState.REFUSED])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="leave_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.from_on}"

    @property
    def days(self) -> float:
        return self.half_days / 2


class LeaveGrant(models.Model):
    """Leave given to a person for a year, or taken back (negative). Units: half days. Append-only by trigger."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="leave_grants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="leave_grants")
    kind = models.CharField(_("假别"), max_length=14, choices=LeaveKind)
    year = models.PositiveSmallIntegerField(_("年度"))
    half_days = models.IntegerField(_("半天数"))
    reason = models.CharField(_("依据"), max_length=200)
    at = models.DateTimeField(_("登记时间"))
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("假期额度")
        ordering: ClassVar = ["person", "year", "kind", "pk"]

    def __str__(self) -> str:
        return f"{self.person} {self.year} {self.half_days}"


class Away(models.Model):
    """A time away from the post: told to whom, the paused sign out or not, who stood in. Source: 002 表1 3.26."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="aways")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="aways")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    left_at = models.DateTimeField(_("离开时间"))
    back_at = models.DateTimeField(_("返回时间"), null=True, blank=True)
    reason = models.CharField(_("事由"), max_length=100, blank=True)
    told = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(_("报备时间"), null=True, blank=True)
    sign_shown = models.BooleanField(_("摆出暂停服务牌"), default=False)
    cover = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    late = models.BooleanField(_("报备后补录"), default=False)
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("离岗")
        ordering: ClassVar = ["-left_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["contract", "left_at"], name="away_time")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(back_at=None, voided_at=None), name="away_once"
            ),
            models.CheckConstraint(
                condition=Q(back_at=None) | Q(back_at__gte=F("left_at")), name="away_back_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.left_at:%Y-%m-%d %H:%M}"


class AttendanceRuling(models.Model):
    """What a person decided about a session that the contract leaves open. Append-only; the last one counts."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="attendance_rulings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendance_rulings")
    day = models.DateField(_("日期"))
    session = models.ForeignKey(ServiceSession, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(_("认定"), max_length=14, choices=Verdict)
    reason = models.CharField(_("理由"), max_length=200)
    at = models.DateTimeField(_("认定时间"))
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    late = models.BooleanField(_("报备后补录"), default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("考勤认定")
        ordering: ClassVar = ["day", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="ruling_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.day}"


class FilingQuerySet(ScopedQuerySet):
    """Months filed. Whoever sees attendance sees that a month was filed; its lines are cut to their reach when read."""

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        return Q() if scope in (Scope.TEAM, Scope.OWN) else super().scope_conditions(scope, standing)


class AttendanceMonth(models.Model):
    """A month as it was filed with the purchaser. A reopened one stays; the next filing is the next revision.

    Shape: `lines` is the sheet as filed, one row a person; `digest` its SHA-256 in canonical form.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="attendance_months")
    month = models.DateField(_("月份"))
    revision = models.PositiveSmallIntegerField(_("第几次报备"), default=1)
    state = models.CharField(_("状态"), max_length=10, choices=FilingState, default=FilingState.FILED)
    lines = models.JSONField(_("考勤表"))
    digest = models.CharField(max_length=64)
    filed_at = models.DateTimeField(_("报备时间"))
    filed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    locked_at = models.DateTimeField(_("采购人签收时间"), null=True, blank=True)
    locked_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reopened_at = models.DateTimeField(_("退回时间"), null=True, blank=True)
    reopened_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reopen_reason = models.CharField(_("退回原因"), max_length=300, blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = _("考勤月报")
        ordering: ClassVar = ["contract", "-month", "-revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "month", "revision"], name="filing_revision_once"),
            models.UniqueConstraint(
                fields=["contract", "month"],
                condition=~Q(state=FilingState.REOPENED),
                name="one_filing_in_force",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="filing_month_first_day"),
            models.CheckConstraint(
                condition=~Q(state=FilingState.LOCKED)
                | Q(locked_at__isnull=False, locked_by__isnull=False) & ~Q(locked_by=F("filed_by")),
                name="filing_locked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=FilingState.REOPENED)
                | Q(reopened_at__isnull=False) & ~Q(reopen_reason=""),
                name="filing_reopened_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
