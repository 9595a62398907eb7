"""A contract's scoring tables in versions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessment.enums import Effect, RubricSource
from contracts.models import Contract
from hall_ops.lib.scoping import ScopedQuerySet

USER = settings.AUTH_USER_MODEL


class Rubric(models.Model):
    """One version of a contract's scoring table. Append-only: a change is a new version, effective from a month.

    Shape: `document` is what assessment.rules.rubric_to_document gives. A card keeps the version it was opened with.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="rubrics")
    number = models.PositiveIntegerField(_("版本"))
    title = models.CharField(_("名称"), max_length=120)
    document = models.JSONField()
    source = models.CharField(_("来源"), max_length=10, choices=RubricSource)
    effective_from = models.DateField(_("自何月起用"))
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("建立时间"))

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("计分规则")
        ordering: ClassVar = ["contract", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="rubric_version_once"),
            models.CheckConstraint(condition=Q(effective_from__day=1), name="rubric_from_a_month"),
            models.CheckConstraint(condition=Q(number__gt=0), name="rubric_number_positive"),
        ]

    def __str__(self) -> str:
        return str(_("%(title)s（第 %(number)s 版）") % {"title": self.title, "number": self.number})


class RubricCriterion(models.Model):
    """A criterion of one version, so that entries and statistics hang on a row that exists. Append-only."""

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveIntegerField()
    code = models.CharField(_("条款"), max_length=20)
    name = models.CharField(_("考核细则"), max_length=120)
    group_code = models.CharField(max_length=20)
    effect = models.CharField(max_length=10, choices=Effect)

    class Meta:
        ordering: ClassVar = ["rubric", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rubric", "code"], name="criterion_once"),
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="criterion_effect_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class RubricDraft(models.Model):
    """A purchaser's table between upload and taking: the file as sent and the lines mended so far."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="rubric_drafts")
    name = models.CharField(_("文件名"), max_length=120)
    data = models.BinaryField()
    mends = models.JSONField(default=dict)
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.name
