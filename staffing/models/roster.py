"""The roster: weeks, shifts, gaps with a name beside them, swaps, substitutes, and what was changed once published.

Source: 002 § 四(二)2(6) (8 hours a day, 40 a week, no empty post), 表1 3.24; 004 § 三.4–5; 001 § 1.7.1.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Venue, Window
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet
from staffing.enums import RosterStep, ShiftKind, SwapState, WeekState
from staffing.models.people import Person
from staffing.models.posts import Post, PostPlace, ServiceSession
from staffing.models.scoping import PersonQuerySet, team_people

USER = settings.AUTH_USER_MODEL


class ShiftPattern(models.Model):
    """A week somebody works regularly. Shape: `grid` maps weekday "1".."7" to session keys; {"1": ["am", "pm"]}."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="shift_patterns")
    name = models.CharField(_("班型"), max_length=40)
    grid = models.JSONField(_("一周安排"), default=dict)
    retired_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("班型")
        ordering: ClassVar = ["contract", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "name"], name="pattern_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class RosterWeek(models.Model):
    """One week of a contract, from Monday. A published week is changed only with a logged reason."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="roster_weeks")
    starts_on = models.DateField(_("周一"))
    state = models.CharField(_("状态"), max_length=10, choices=WeekState, default=WeekState.DRAFT)
    made_at = models.DateTimeField(_("建立时间"))
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    published_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    unmet = models.JSONField(_("排班建议未能满足的要求"), default=list)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("周排班")
        ordering: ClassVar = ["contract", "-starts_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "starts_on"], name="roster_week_once"),
            models.CheckConstraint(condition=Q(starts_on__week_day=2), name="roster_week_from_monday"),
            models.CheckConstraint(
                condition=Q(state=WeekState.DRAFT, published_at=None, published_by=None)
                | Q(state=WeekState.PUBLISHED, published_at__isnull=False, published_by__isnull=False),
                name="roster_week_published_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.starts_on)


class ShiftQuerySet(PersonQuerySet):
    """Shifts; a team leader's reach is the shifts of the team."""


class Shift(models.Model):
    """One person in one session of one day, at a window or without one.

    Nobody stands in two places: unique by person, day and session, and the times of a person's shifts never overlap
    (an exclusion constraint on PostgreSQL, a trigger on SQLite). Shape: starts_at and ends_at as planned; a shift of
    kind `leave` names the window that its person gave up for the time of an approved leave.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="shifts")
    week = models.ForeignKey(RosterWeek, on_delete=models.PROTECT, related_name="shifts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shifts")
    day = models.DateField(_("日期"))
    session = models.ForeignKey(ServiceSession, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="+")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, blank=True, related_name="shifts")
    kind = models.CharField(_("班别"), max_length=10, choices=ShiftKind, default=ShiftKind.REGULAR)
    covers = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="covered_shifts"
    )
    made_at = models.DateTimeField(_("安排时间"))
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("班次")
        ordering: ClassVar = ["day", "starts_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["contract", "day"], name="shift_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "day", "session"], name="one_place_a_session"),
            models.UniqueConstraint(
                fields=["window", "day", "session"],
                condition=Q(window__isnull=False) & ~Q(kind=ShiftKind.LEAVE),
                name="one_person_a_window",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_later"),
            models.CheckConstraint(
                condition=Q(covers=None) | ~Q(covers=F("person")), name="nobody_covers_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.day} {self.session}"


class RosterGap(models.Model):
    """A window left open in a published session, or a place below its least number: who answers for it, and why."""

    week = models.ForeignKey(RosterWeek, on_delete=models.PROTECT, related_name="gaps")
    day = models.DateField(_("日期"))
    session = models.ForeignKey(ServiceSession, on_delete=models.PROTECT, related_name="+")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(PostPlace, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    responsible = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("原因"), max_length=200)
    at = models.DateTimeField(_("登记时间"))
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("空窗说明")
        ordering: ClassVar = ["day", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["window", "day", "session"], condition=Q(window__isnull=False), name="gap_once"
            ),
            models.UniqueConstraint(
                fields=["place", "day", "session"], condition=Q(place__isnull=False), name="gap_of_place_once"
            ),
            models.CheckConstraint(
                condition=Q(window__isnull=False, place=None) | Q(window=None, place__isnull=False),
                name="gap_of_window_or_place",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="gap_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.window or self.place} {self.day}"


class RosterChange(models.Model):
    """What was changed in a published week: before, after, why, and who let it. Append-only by trigger."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="roster_changes")
    week = models.ForeignKey(RosterWeek, on_delete=models.PROTECT, related_name="changes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roster_changes")
    day = models.DateField(_("日期"))
    step = models.CharField(_("变动"), max_length=8, choices=RosterStep)
    before = models.CharField(_("原安排"), max_length=120, blank=True)
    after = models.CharField(_("新安排"), max_length=120, blank=True)
    reason = models.CharField(_("原因"), max_length=200)
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("排班变动")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person} {self.day}"


class SwapQuerySet(ScopedQuerySet):
    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        own = Q(asker__user_id=standing.user_id) | Q(partner__user_id=standing.user_id)
        if scope is Scope.OWN:
            return own
        if scope is Scope.TEAM:  # a leader's own swaps too: somebody else decides them
            team = team_people(standing.team_id)
            return own | Q(asker__in=team) | Q(partner__in=team)
        return super().scope_conditions(scope, standing)


class Swap(models.Model):
    """Two people change shifts: asked, agreed to by the other, approved by the team leader (002 表1 3.24).

    Shape: the shifts may be gone once it is over; `asker_gives` and `partner_gives` say in words what they were.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="swaps")
    asker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    shift = models.ForeignKey(Shift, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    other = models.ForeignKey(Shift, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    asker_gives = models.CharField(_("提出人的班次"), max_length=120)
    partner_gives = models.CharField(_("对方的班次"), max_length=120)
    reason = models.CharField(_("原因"), max_length=200)
    state = models.CharField(_("状态"), max_length=10, choices=SwapState, default=SwapState.ASKED)
    asked_at = models.DateTimeField(_("提出时间"))
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(_("对方答复时间"), null=True, blank=True)
    agreed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("批准时间"), null=True, blank=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision_note = models.CharField(_("意见"), max_length=200, blank=True)

    objects = SwapQuerySet.as_manager()

    class Meta:
        verbose_name = _("换班")
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(asker=F("partner")), name="swap_of_two"),
            models.CheckConstraint(
                condition=~Q(state=SwapState.APPROVED) | Q(agreed_at__isnull=False, decided_at__isnull=False),
                name="swap_approved_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asker} {self.partner}"


class SubstitutePair(models.Model):
    """Who stands in for whom (AB 角). Shape: `second` stands in for `first`, by rank."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="substitute_pairs")
    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="substitutes")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stands_in_for")
    rank = models.PositiveSmallIntegerField(_("顺序"), default=1)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("AB 角")
        ordering: ClassVar = ["contract", "first", "rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(ended_at=None), name="substitute_once"
            ),
            models.CheckConstraint(condition=~Q(first=F("second")), name="substitute_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.second}"
