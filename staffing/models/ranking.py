"""Rankings of staff as they were filed, and the interview of who came last in a quarter. Source: 002 § 四(二)2(7)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet
from staffing.enums import InterviewOutcome, RankSpan
from staffing.models.changes import StaffChange
from staffing.models.people import Person
from staffing.models.scoping import PersonQuerySet, team_people

USER = settings.AUTH_USER_MODEL


class RankingQuerySet(ScopedQuerySet):
    """A ranking is there for whoever may see one of its lines."""

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        lines = RankLine.objects.all()
        if scope is Scope.OWN:
            return Q(pk__in=lines.filter(person__user_id=standing.user_id).values("ranking_id"))
        if scope is Scope.TEAM:
            return Q(pk__in=lines.filter(person__in=team_people(standing.team_id)).values("ranking_id"))
        return super().scope_conditions(scope, standing)


class Ranking(models.Model):
    """A month's or quarter's ranking as filed. A corrected one is the next revision; the last one counts. Append-only.

    Shape: `starts_on` is the first day of the month or calendar quarter; `weights` by part, 100 together.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="rankings")
    span = models.CharField(_("周期"), max_length=8, choices=RankSpan)
    starts_on = models.DateField(_("起始月份"))
    revision = models.PositiveSmallIntegerField(_("第几版"), default=1)
    weights = models.JSONField(_("权重"))
    reason = models.CharField(_("更正原因"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("生成时间"))
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = RankingQuerySet.as_manager()

    class Meta:
        verbose_name = _("考评排名")
        ordering: ClassVar = ["-starts_on", "span", "-revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract", "span", "starts_on", "revision"], name="ranking_once"
            ),
            models.CheckConstraint(condition=Q(starts_on__day=1), name="ranking_first_day"),
            models.CheckConstraint(
                condition=Q(span=RankSpan.MONTH) | Q(starts_on__month__in=[1, 4, 7, 10]),
                name="ranking_quarter",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason=""), name="ranking_revision_has_reason"
            ),
        ]

    def __str__(self) -> str:
        if self.span == RankSpan.QUARTER:
            words = {"year": self.starts_on.year, "n": (self.starts_on.month + 2) // 3}
            return now("%(year)d 年第 %(n)d 季度") % words
        return f"{self.starts_on:%Y-%m}"


class RankLineQuerySet(PersonQuerySet):
    contract_path = "ranking__contract_id"


class RankLine(models.Model):
    """One person's place. Append-only. Units: points of 100, cut to two places.

    Shape: `figures` is what it rests on; `place` and `points` None for who had no figures; `last` the lowest.
    """

    ranking = models.ForeignKey(Ranking, on_delete=models.PROTECT, related_name="lines")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="rank_lines")
    place = models.PositiveIntegerField(_("名次"), null=True)
    points = models.DecimalField(_("得分"), max_digits=5, decimal_places=2, null=True)
    figures = models.JSONField(_("依据"))
    last = models.BooleanField(_("末位"), default=False)

    objects = RankLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("考评名次")
        ordering: ClassVar = ["ranking", "place", "person__number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ranking", "person"], name="rank_line_once"),
            models.CheckConstraint(
                condition=Q(place=None, points=None, last=False)
                | Q(place__isnull=False, points__isnull=False),
                name="rank_line_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.place}"


class RankInterviewQuerySet(PersonQuerySet):
    contract_path = "line__ranking__contract_id"
    person_path = "line__person"


class RankInterview(models.Model):
    """The interview of who came last in a quarter, and what came of it. Append-only; the last one of a line counts.

    Shape: `change` is the personnel change it led to, where there is one.
    """

    line = models.ForeignKey(RankLine, on_delete=models.PROTECT, related_name="interviews")
    held_on = models.DateField(_("约谈日期"))
    summary = models.CharField(_("约谈内容"), max_length=500)
    outcome = models.CharField(_("结果"), max_length=10, choices=InterviewOutcome)
    change = models.ForeignKey(
        StaffChange, on_delete=models.PROTECT, null=True, blank=True, related_name="interviews"
    )
    at = models.DateTimeField(_("登记时间"))
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = RankInterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("末位约谈")
        ordering: ClassVar = ["line", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(summary=""), name="interview_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.held_on}"
