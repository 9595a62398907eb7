"""Does a sealed card still read as it was approved? Asked by the public page, the command and the nightly job."""

import json
from dataclasses import dataclass
from typing import Any

from assessment import rules
from assessment.models import CardSeal
from assessment.queries.content import card_content, digest
from assessment.queries.sheet import sheet_of
from records.queries import untouched_event

# What later events may rightly change: the year's standing, and whether a decision was signed since.
LATER = ("year_mean", "coefficient", "performance_yuan", "decisions")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Shape: `faults` holds keys content, pdf, rows, event; empty when all holds."""

    seal: CardSeal
    content: dict[str, Any]
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.faults


def verdict_of_code(code: str) -> Verdict | None:
    """The verdict on the seal of this code: the paper in hand is the right to ask, so no user is needed."""
    seals = CardSeal.objects.filter(code=code).select_related(
        "scorecard__contract", "scorecard__service_year"
    )
    seal = seals.first()
    return verdict_on(seal) if seal else None


def verdict_on(seal: CardSeal) -> Verdict:
    """Check one seal: its own hashes, the rows it speaks of, and its place in the audit chain."""
    faults = []
    if digest(seal.content.encode()) != seal.content_hash:
        faults.append("content")
    if digest(bytes(seal.pdf)) != seal.pdf_hash:
        faults.append("pdf")
    content = _content(seal)
    if not _rows_agree(seal, content):
        faults.append("rows")
    if not _event_agrees(seal):
        faults.append("event")
    return Verdict(seal, content, tuple(faults))


def _content(seal: CardSeal) -> dict[str, Any]:
    """What the seal says; nothing when somebody made it unreadable."""
    try:
        found = json.loads(seal.content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _rows_agree(seal: CardSeal, content: dict[str, Any]) -> bool:
    card = seal.scorecard
    try:
        now = card_content(sheet_of(card, type(card).objects.filter(pk=card.pk), may_edit=False))
    except (rules.EntryRefused, rules.RubricRefused, LookupError, TypeError, ValueError):
        return False  # rows that no action could have written are not what was approved
    kept = content.keys() - set(LATER)
    return kept == now.keys() - set(LATER) and all(content[key] == now[key] for key in kept)


def _event_agrees(seal: CardSeal) -> bool:
    event = untouched_event(seal.event_number, seal.event_hash)
    return event is not None and event.after.get("document_hash") == seal.content_hash
