"""What a signature stands for: the card's whole content in one canonical form, and its hash."""

import hashlib
from typing import Any

from assessment.models import Entry
from assessment.queries.sheet import Sheet
from contracts.models import Decision
from hall_ops.lib.canonical import canonical

FORMAT = "scorecard-1"


def card_content(sheet: Sheet) -> dict[str, Any]:
    """Everything that is signed, as JSON types: points and money as text, files by their hashes.

    The year's standing and the money are part of it, because the page shows them to whoever signs.
    """
    card, tier = sheet.card, sheet.year.tier
    return {
        "format": FORMAT,
        "contract": card.contract.slug,
        "contractor": card.contract.contractor.name,
        "month": f"{card.month:%Y-%m}",
        "revision": card.revision,
        "assessed_on": card.assessed_on.isoformat() if card.assessed_on else None,
        "rubric": {"number": card.rubric.number, "sha256": digest(canonical(card.rubric.document))},
        "decisions": {row.key: _decision(row) for row in sheet.decisions},
        "entries": [_entry(entry) for block in sheet.blocks for row in block.rows for entry in row.entries],
        "groups": [{"code": part.code, "score": f"{part.score:f}"} for part in sheet.score.groups],
        "total": f"{sheet.score.total:f}",
        "full": f"{sheet.score.full:f}",
        "year_mean": str(sheet.year.mean) if sheet.year.mean is not None else None,
        "coefficient": f"{tier.coefficient:f}" if tier else None,
        "performance_yuan": f"{tier.yuan:f}" if tier else None,
    }


def content_bytes(sheet: Sheet) -> bytes:
    return canonical(card_content(sheet))


def content_hash(sheet: Sheet) -> str:
    """SHA-256 of the content. Shape: 64 hex digits."""
    return digest(content_bytes(sheet))


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _decision(row: Decision) -> dict[str, Any]:
    return {"chosen": row.chosen, "signed": row.signed_at is not None}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "criterion": entry.criterion.code,
        "count": entry.count,
        "level": entry.level,
        "points": _text(entry.points),
        "value": _text(entry.value),
        "ratio": [entry.numerator, entry.denominator, entry.excluded],
        "exemption": entry.exemption,
        "occurred_on": entry.occurred_on.isoformat() if entry.occurred_on else None,
        "subject": entry.subject,
        "note": entry.note,
        "overlap_reason": entry.overlap_reason,
        "evidence": [attachment.file.sha256 for attachment in entry.files],  # type: ignore[attr-defined]
    }


def _text(number: Any) -> str | None:
    return None if number is None else f"{number.normalize():f}"
