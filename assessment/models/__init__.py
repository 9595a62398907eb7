"""Rubrics in versions, a month's card with its entries and evidence, its life, and the year's settlement."""

from assessment.models.cards import (
    PUBLISHED_STATES,
    Entry,
    EntryDraft,
    EntryEvidence,
    EntryImport,
    Scorecard,
)
from assessment.models.findings import Finding
from assessment.models.life import CardSeal, CardSignature, DailySeal, Objection
from assessment.models.reminders import Notice, SealDelivery
from assessment.models.rubrics import Rubric, RubricCriterion, RubricDraft
from assessment.models.settlements import Settlement, SettlementSignature

__all__ = [
    "PUBLISHED_STATES",
    "CardSeal",
    "CardSignature",
    "DailySeal",
    "Entry",
    "EntryDraft",
    "EntryEvidence",
    "EntryImport",
    "Finding",
    "Notice",
    "Objection",
    "Rubric",
    "RubricCriterion",
    "RubricDraft",
    "Scorecard",
    "SealDelivery",
    "Settlement",
    "SettlementSignature",
]
