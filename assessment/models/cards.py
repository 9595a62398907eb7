"""A month's card, its entries and their evidence."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessment.enums import CardState, EntrySource
from assessment.models.rubrics import Rubric, RubricCriterion
from contracts.models import Contract, ServiceYear
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet
from records.models import StoredFile

USER = settings.AUTH_USER_MODEL
PUBLISHED_STATES = (CardState.APPROVED, CardState.CLOSED)


class ScorecardQuerySet(ScopedQuerySet):
    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.PUBLISHED:
            return Q(state__in=PUBLISHED_STATES)
        return super().scope_conditions(scope, standing)


class Scorecard(models.Model):
    """One month of one contract, scored by one rubric version. `version` counts its changes (optimistic lock).

    Shape: month is the first day of the month. An upheld objection makes a further `revision` that `corrects` the one
    before; both stay. `objection_until` is the last day of the contractor's window;
    `choices` the decisions in force when it was approved, so later ones leave it as it was signed.
    Source: 002 § 五(一) 表1.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="scorecards")
    service_year = models.ForeignKey(ServiceYear, on_delete=models.PROTECT, related_name="scorecards")
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="scorecards")
    month = models.DateField(_("考核月份"))
    revision = models.PositiveSmallIntegerField(_("版次"), default=1)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    state = models.CharField(_("状态"), max_length=10, choices=CardState, default=CardState.DRAFT)
    assessed_on = models.DateField(_("考核日期"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    next_number = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    approved_at = models.DateTimeField(_("批准时间"), null=True)
    objection_until = models.DateField(_("申辩截止"), null=True)
    closed_at = models.DateTimeField(_("归档时间"), null=True)
    choices = models.JSONField(_("采用的约定"), default=dict)

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        verbose_name = _("月度考核表")
        ordering: ClassVar = ["contract", "month", "revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "month", "revision"], name="card_once_a_month"),
            models.CheckConstraint(
                condition=Q(revision=1, corrects=None) | Q(revision__gt=1, corrects__isnull=False),
                name="card_revision_corrects_another",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=PUBLISHED_STATES, approved_at__isnull=False, objection_until__isnull=False
                )
                | ~Q(state__in=PUBLISHED_STATES) & Q(approved_at=None, objection_until=None),
                name="card_approved_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=CardState.CLOSED, closed_at__isnull=False)
                | ~Q(state=CardState.CLOSED) & Q(closed_at=None),
                name="card_closed_says_when",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="card_month_is_first_day"),
            models.CheckConstraint(condition=Q(state__in=CardState.values), name="card_state_known"),
        ]

    def __str__(self) -> str:
        again = f" ({self.revision})" if self.revision > 1 else ""
        return f"{self.contract.short_name} {self.month:%Y-%m}{again}"


class EntryQuerySet(ScopedQuerySet):
    contract_path = "scorecard__contract_id"

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.PUBLISHED:
            return Q(scorecard__state__in=PUBLISHED_STATES)
        return super().scope_conditions(scope, standing)

    def in_force(self) -> "EntryQuerySet":
        return self.filter(withdrawn_at=None)


class Entry(models.Model):
    """One finding on a card: which criterion, how often, and what it rests on. Withdrawn with a reason, never deleted.

    Shape: the fields from count to exemption are those of assessment.rules.Entry. `number` has no gaps in a card.
    """

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="entries")
    criterion = models.ForeignKey(RubricCriterion, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("编号"))
    count = models.PositiveIntegerField(_("次数"), default=1)
    level = models.CharField(_("级别"), max_length=40, blank=True)
    points = models.DecimalField(_("评定分值"), max_digits=8, decimal_places=2, null=True, blank=True)
    value = models.DecimalField(_("测量值"), max_digits=12, decimal_places=4, null=True, blank=True)
    numerator = models.PositiveIntegerField(_("分子"), null=True, blank=True)
    denominator = models.PositiveIntegerField(_("分母"), null=True, blank=True)
    excluded = models.PositiveIntegerField(_("剔除数"), default=0)
    exemption = models.CharField(_("免扣依据"), max_length=120, blank=True)
    occurred_on = models.DateField(_("日期"), null=True, blank=True)
    subject = models.CharField(_("地点或人员"), max_length=80, blank=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    overlap_reason = models.CharField(_("重复计分理由"), max_length=200, blank=True)
    evidence = models.ManyToManyField(StoredFile, through="EntryEvidence", related_name="entries")
    source = models.CharField(max_length=10, choices=EntrySource, default=EntrySource.TYPED)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(_("撤回原因"), max_length=200, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("考核记录")
        ordering: ClassVar = ["scorecard", "number"]
        indexes: ClassVar = [models.Index(fields=["scorecard", "withdrawn_at"], name="entry_in_force")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scorecard", "number"], name="entry_number_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="entry_count_positive"),
            models.CheckConstraint(
                condition=Q(excluded=0) | Q(denominator__gte=F("excluded")), name="entry_excluded_fits"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
                name="entry_withdrawn_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scorecard} № {self.number}"

    @property
    def has_grounds(self) -> bool:
        """An entry rests on a date, and on a person, a place or a note (security.md section 5 no. 11)."""
        return bool(self.occurred_on and (self.subject or self.note))


class CardPartQuerySet(ScopedQuerySet):
    contract_path = "scorecard__contract_id"


class EvidenceQuerySet(ScopedQuerySet):
    contract_path = "entry__scorecard__contract_id"

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.PUBLISHED:
            # What was taken off again before the signature is not shown to the contractor.
            return Q(entry__scorecard__state__in=PUBLISHED_STATES, detached_at=None)
        return super().scope_conditions(scope, standing)


class EntryEvidence(models.Model):
    """A file shown for an entry. Taking one off keeps the row, so the card says what was once attached."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    attached_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()
    detached_at = models.DateTimeField(null=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "file"], name="evidence_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.file_id}"


class EntryDraft(models.Model):
    """A file of entries between preview and taking, one for each card and person.

    Shape: `card_version` is the card's when the preview was shown; another one asks for a new look.
    """

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="entry_drafts")
    card_version = models.PositiveIntegerField(default=0)
    name = models.CharField(_("文件名"), max_length=120)
    data = models.BinaryField()
    created_by = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    objects = CardPartQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scorecard", "created_by"], name="entry_draft_once")
        ]

    def __str__(self) -> str:
        return self.name


class EntryImport(models.Model):
    """A file of entries that was taken into a card: the same file again changes nothing."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="imports")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(_("文件名"), max_length=120)
    rows_seen = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    imported_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    objects = CardPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-imported_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scorecard", "sha256"], name="import_once"),
            models.CheckConstraint(
                condition=Q(rows_seen=F("added") + F("changed") + F("unchanged")), name="import_totals_agree"
            ),
        ]

    def __str__(self) -> str:
        return self.name
