"""Ratings (好差评): what was said, and what is odd about it.

The facts of a rating never change (a trigger refuses it): only its standing does, by a ruling with a reason. Who gave
it is sealed, device and address are keyed digests.
Source: facts.md § 1; security.md P7, D7, § 5 no. 4.
"""

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Organisation, Window
from hall_ops.lib.permissions import Permission, Scope
from hall_ops.lib.scoping import ScopedQuerySet
from windows.enums import (
    FlagKind,
    RatingChannel,
    RatingLevel,
    RatingSource,
    RatingState,
    VisitKind,
)
from windows.models.cases import Case
from windows.models.sessions import WindowSession


class RatingQuerySet(ScopedQuerySet):
    department_path: ClassVar[str] = "department_id"

    def allowed(self, user: Any, permission: Permission) -> Self:
        """Seeing a masked field of a rating asks for the right to read single ratings as well (security.md D7)."""
        reached = super().allowed(user, permission)
        if permission is Permission.CASE_UNMASK:
            reached = reached.filter(pk__in=super().allowed(user, Permission.RATING_READ).values("pk"))
        return reached

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.DEPARTMENT:
            return Q(**{self.department_path: standing.department_id})
        return super().scope_conditions(scope, standing)


class Rating(models.Model):
    """One visit's rating. A visit that made no case is named by `visit_kind` and `visit_key`.

    Shape: reasons lists national codes; claimed_at is when it says it was given, recorded_at when it came in; window,
    clerk and session are the case's; the digests are keyed and serve to find series only.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="ratings", db_index=False)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="ratings", db_index=False
    )
    visit_kind = models.CharField(_("服务类别"), max_length=12, choices=VisitKind, default=VisitKind.CASE)
    visit_key = models.CharField(_("服务编号"), max_length=60, blank=True)
    visited_on = models.DateField(_("服务日期"))
    department = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    window = models.ForeignKey(
        Window, on_delete=models.PROTECT, null=True, blank=True, related_name="ratings", db_index=False
    )
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    session = models.ForeignKey(
        WindowSession, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    level = models.PositiveSmallIntegerField(_("评价"), choices=RatingLevel)
    reasons = models.JSONField(_("评价内容"), default=list)
    text = models.CharField(_("评价文字"), max_length=150, blank=True)
    source = models.CharField(_("评价方式"), max_length=8, choices=RatingSource)
    channel = models.CharField(_("评价渠道"), max_length=8, choices=RatingChannel)
    claimed_at = models.DateTimeField(_("评价时间"))
    recorded_at = models.DateTimeField(_("收到时间"))
    is_real_name = models.BooleanField(_("实名评价"), default=False)
    rater_sealed = models.BinaryField(null=True)
    contact_sealed = models.BinaryField(null=True)
    device_digest = models.BinaryField(max_length=16, null=True)
    address_digest = models.BinaryField(max_length=16, null=True)
    text_digest = models.BinaryField(max_length=16, null=True)
    state = models.CharField(_("效力"), max_length=12, choices=RatingState, default=RatingState.VALID)
    excluded_at = models.DateTimeField(_("剔除时间"), null=True, blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("评价")
        ordering: ClassVar = ["-recorded_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "-recorded_at", "-id"], name="rating_newest"),
            models.Index(fields=["contract", "department", "-recorded_at", "-id"], name="rating_by_department"),
            models.Index(fields=["contract", "window", "-recorded_at", "-id"], name="rating_by_window"),
            # a month's and a year's indicators are counted by these two alone, without the rows
            models.Index(
                fields=[
                    "contract", "visited_on", "recorded_at", "window", "department", "clerk", "level", "source",
                    "state", "case",
                ],
                name="rating_by_day",
            ),
            models.Index(
                fields=[
                    "contract", "visited_on", "recorded_at", "window", "department", "clerk", "state",
                    "is_real_name", "id",
                ],
                name="rating_bad_by_day", condition=Q(level__lte=2),
            ),
            models.Index(fields=["case"], name="rating_by_case"),
            models.Index(
                fields=["device_digest", "recorded_at"], name="rating_by_device",
                condition=Q(device_digest__isnull=False),
            ),
            models.Index(
                fields=["address_digest", "recorded_at"], name="rating_by_address",
                condition=Q(address_digest__isnull=False),
            ),
            models.Index(
                fields=["text_digest", "recorded_at"], name="rating_by_text",
                condition=Q(text_digest__isnull=False),
            ),
        ]  # fmt: skip
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=~Q(state=RatingState.SUPERSEDED), name="one_rating_a_case"
            ),
            models.UniqueConstraint(
                fields=["contract", "visit_kind", "visit_key"],
                condition=Q(case=None) & ~Q(state=RatingState.SUPERSEDED),
                name="one_rating_a_visit",
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False, visit_kind=VisitKind.CASE)
                | Q(case=None) & ~Q(visit_kind=VisitKind.CASE) & ~Q(visit_key=""),
                name="rating_names_its_visit",
            ),
            models.CheckConstraint(condition=Q(level__in=RatingLevel.values), name="rating_level_known"),
            models.CheckConstraint(condition=Q(source__in=RatingSource.values), name="rating_source_known"),
            models.CheckConstraint(
                condition=Q(channel__in=RatingChannel.values), name="rating_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(state=RatingState.EXCLUDED, excluded_at__isnull=False)
                | Q(state=RatingState.VALID, excluded_at=None)
                | Q(state=RatingState.SUPERSEDED, source=RatingSource.DEFAULT),
                name="rating_excluded_has_time",
            ),
            # silence says nothing: neither words nor a name, and it is never a complaint
            models.CheckConstraint(
                condition=~Q(source=RatingSource.DEFAULT) | Q(is_real_name=False, text="", level__gte=3),
                name="rating_default_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class RatingFlag(models.Model):
    """Something odd about a rating, found when it came in or when its series grew. Append-only by trigger.

    Shape: `count` is the length of the series then, or seconds for too_soon.
    """

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="flags", db_index=False)
    kind = models.CharField(_("疑点"), max_length=12, choices=FlagKind)
    count = models.PositiveIntegerField(_("次数"))
    at = models.DateTimeField(_("标记时间"))

    class Meta:
        ordering: ClassVar = ["rating", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rating", "kind"], name="rating_flag_once"),
            models.CheckConstraint(condition=Q(kind__in=FlagKind.values), name="rating_flag_known"),
        ]

    def __str__(self) -> str:
        return self.kind
