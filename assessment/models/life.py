"""A card's life: signatures, seals, objections. All append-only but for the one column that ends a row."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessment.enums import Ruling, SignatureStep
from assessment.models.cards import PUBLISHED_STATES, Entry, Scorecard
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet
from records.models import StoredFile

USER = settings.AUTH_USER_MODEL


class CardRowQuerySet(ScopedQuerySet):
    """Rows that hang on a card are seen by whoever sees the card."""

    contract_path = "scorecard__contract_id"

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.PUBLISHED:
            return Q(scorecard__state__in=PUBLISHED_STATES)
        return super().scope_conditions(scope, standing)


class CardSignature(models.Model):
    """One signature: who stood by exactly which content. Sending back clears it; the row stays.

    Shape: document_hash is the SHA-256 of the canonical content that the page showed.
    Source: 002 § 五(一) 表1 (考核人, 审核, 批准).
    """

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="signatures")
    step = models.CharField(_("签署"), max_length=10, choices=SignatureStep)
    signer = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=80)
    signed_at = models.DateTimeField(_("签署时间"))
    address = models.CharField(max_length=45, blank=True)
    document_hash = models.CharField(max_length=64)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    cleared_reason = models.CharField(_("退回原因"), max_length=300, blank=True)

    objects = CardRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("签署")
        ordering: ClassVar = ["signed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scorecard", "step"], condition=Q(cleared_at=None), name="signature_once_a_step"
            ),
            models.UniqueConstraint(
                fields=["scorecard", "signer"], condition=Q(cleared_at=None), name="signature_by_three_people"
            ),
            models.CheckConstraint(condition=Q(step__in=SignatureStep.values), name="signature_step_known"),
            models.CheckConstraint(
                condition=Q(cleared_at=None, cleared_by=None, cleared_reason="")
                | Q(cleared_at__isnull=False, cleared_by__isnull=False) & ~Q(cleared_reason=""),
                name="signature_cleared_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.signer_name}"


class CardSeal(models.Model):
    """What was approved, for ever: canonical content, printed form, hashes, place in the audit chain.

    Shape: content is the canonical JSON text whose SHA-256 is content_hash; event_number and event_hash name the
    audit event of the approval. Append-only by trigger.
    """

    scorecard = models.OneToOneField(Scorecard, on_delete=models.PROTECT, related_name="seal")
    code = models.CharField(_("核验码"), max_length=14, unique=True)
    content = models.TextField()
    content_hash = models.CharField(max_length=64)
    pdf = models.BinaryField()
    pdf_hash = models.CharField(max_length=64)
    event_number = models.BigIntegerField()
    event_hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(_("封存时间"))

    objects = CardRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("封存")
        ordering: ClassVar = ["sealed_at"]

    def __str__(self) -> str:
        return self.code


class DailySealQuerySet(ScopedQuerySet):
    """The chain is one for the whole installation: who holds the right in any contract sees every day."""

    def allowed(self, user: Any, permission: Any) -> Any:
        held = any(standing.scope_of(permission) for standing in user.standings())
        return self.all() if held else self.none()


class DailySeal(models.Model):
    """The day's end of the audit chain, given to the parties outside: file, mail, printed report.

    Source: security.md E3 (who hosts the database may rewrite it; the anchor sits outside).
    """

    day = models.DateField(_("日期"), unique=True)
    event_number = models.BigIntegerField(_("末条序号"))
    event_hash = models.CharField(_("链值"), max_length=64)
    card_count = models.PositiveIntegerField(_("封存考核表数"))
    cards_hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    objects = DailySealQuerySet.as_manager()

    class Meta:
        verbose_name = _("每日封存")
        ordering: ClassVar = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {self.event_number}"


class Objection(models.Model):
    """The contractor's objection to one entry of an approved card, and the purchaser's ruling.

    Source: rules.md section 2 (contract's days; silent: 5 working days).
    """

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="objections")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="objections")
    grounds = models.TextField(_("申辩理由"), max_length=1000)
    files = models.ManyToManyField(StoredFile, related_name="+")
    filed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(_("申辩时间"))
    ruling = models.CharField(_("裁定"), max_length=10, choices=Ruling, blank=True)
    ruled_count = models.PositiveIntegerField(_("裁定次数"), null=True)
    ruling_reason = models.CharField(_("裁定理由"), max_length=1000, blank=True)
    ruled_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    ruled_at = models.DateTimeField(_("裁定时间"), null=True)

    objects = CardRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("申辩")
        ordering: ClassVar = ["filed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry"], name="objection_once_an_entry"),
            models.CheckConstraint(condition=~Q(grounds=""), name="objection_has_grounds"),
            models.CheckConstraint(
                condition=Q(ruling="", ruled_by=None, ruled_at=None, ruling_reason="")
                | Q(ruling__in=Ruling.values, ruled_by__isnull=False, ruled_at__isnull=False)
                & ~Q(ruling_reason=""),
                name="objection_ruled_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(ruling=Ruling.PARTLY, ruled_count__isnull=False)
                | ~Q(ruling=Ruling.PARTLY) & Q(ruled_count=None),
                name="objection_partly_has_count",
            ),
            models.CheckConstraint(
                condition=Q(ruled_by=None) | ~Q(ruled_by=F("filed_by")), name="objection_two_sides"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.get_ruling_display()}"
