"""What follows a bad rating, step by step; appeals against ratings and the purchaser's rulings.

Source: facts.md § 1.5–1.9.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from windows.enums import AppealState, CallBackResult, FollowUpState, FollowUpStep, RulingOutcome
from windows.models.ratings import Rating, RatingQuerySet


class OfRatingQuerySet(RatingQuerySet):
    contract_path = "rating__contract_id"
    department_path = "rating__department_id"


class FollowUpQuerySet(OfRatingQuerySet):
    contract_path = "contract_id"


class RatingFollowUp(models.Model):
    """What follows one of the two lowest ratings. Opened in the rating's own transaction.

    Shape: `number` counts within the contract; `released_at` is when the purchaser showed the text to the contractor.
    Units: due days come from working days.
    """

    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="followup")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField(_("编号"))
    state = models.CharField(_("状态"), max_length=12, choices=FollowUpState, default=FollowUpState.OPENED)
    opened_at = models.DateTimeField(_("产生时间"))
    contact_due_on = models.DateField(_("联系核实期限"))
    rectify_due_on = models.DateField(_("整改期限"))
    planned_on = models.DateField(_("计划整改完成日期"), null=True, blank=True)
    contacted_at = models.DateTimeField(_("联系核实时间"), null=True, blank=True)
    answered_at = models.DateTimeField(_("整改或说明时间"), null=True, blank=True)
    called_back_at = models.DateTimeField(_("回访时间"), null=True, blank=True)
    call_back_result = models.CharField(_("回访结果"), max_length=12, choices=CallBackResult, blank=True)
    released_at = models.DateTimeField(_("公开时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("差评办理")
        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "state", "rectify_due_on"], name="followup_by_state"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="followup_number_once"),
            models.CheckConstraint(condition=Q(state__in=FollowUpState.values), name="followup_state_known"),
            models.CheckConstraint(
                condition=~Q(state=FollowUpState.CLOSED)
                | Q(closed_at__isnull=False, answered_at__isnull=False),
                name="followup_closed_was_answered",
            ),
            models.CheckConstraint(
                condition=~Q(state=FollowUpState.CALLED_BACK)
                | Q(called_back_at__isnull=False) & ~Q(call_back_result=""),
                name="followup_called_back_has_result",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[FollowUpState.CONTACTED, FollowUpState.VERIFIED])
                | Q(contacted_at__isnull=False),
                name="followup_contacted_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[FollowUpState.RECTIFIED, FollowUpState.EXPLAINED, FollowUpState.FED_BACK]
                )
                | Q(answered_at__isnull=False),
                name="followup_answered_has_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class RatingStep(models.Model):
    """One step of a follow-up: who, when, what. Append-only by trigger."""

    followup = models.ForeignKey(RatingFollowUp, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("步骤"), max_length=12, choices=FollowUpStep)
    from_state = models.CharField(_("原状态"), max_length=12, choices=FollowUpState, blank=True)
    to_state = models.CharField(_("现状态"), max_length=12, choices=FollowUpState)
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    note = models.CharField(_("说明"), max_length=500, blank=True)
    for_government = models.BooleanField(_("仅政府方可见"), default=False)

    class Meta:
        ordering: ClassVar = ["followup", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(step__in=[FollowUpStep.OPEN, FollowUpStep.RELEASE]) | ~Q(note=""),
                name="rating_step_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.step


class RatingAppeal(models.Model):
    """The contractor's side says a bad rating is wrong or malicious (申诉). Once a rating."""

    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="appeal")
    reason = models.CharField(_("申诉理由"), max_length=500)
    state = models.CharField(_("状态"), max_length=8, choices=AppealState, default=AppealState.FILED)
    filed_at = models.DateTimeField(_("申诉时间"))
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("复核时间"), null=True, blank=True)

    objects = OfRatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("评价申诉")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="appeal_says_why"),
            models.CheckConstraint(
                condition=Q(state=AppealState.FILED, decided_at=None)
                | ~Q(state=AppealState.FILED) & Q(decided_at__isnull=False),
                name="appeal_decided_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating_id}"


class RatingRuling(models.Model):
    """The purchaser's ruling on a rating's standing. Append-only by trigger; the last one holds."""

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="rulings")
    outcome = models.CharField(_("裁定"), max_length=8, choices=RulingOutcome)
    reason = models.CharField(_("理由"), max_length=500)
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["rating", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="rating_ruling_says_why"),
            models.CheckConstraint(condition=Q(outcome__in=RulingOutcome.values), name="rating_ruling_known"),
        ]

    def __str__(self) -> str:
        return self.outcome
