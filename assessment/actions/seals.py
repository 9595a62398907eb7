"""Sealing an approved card: content, printed form, hashes, place in the audit chain."""

from datetime import datetime
from typing import Any

from assessment.models import CardSeal, CardSignature, Scorecard
from assessment.queries.content import content_bytes, digest
from assessment.queries.printed import sealed_pdf
from assessment.queries.sheet import Sheet
from hall_ops.lib.codes import new_code
from records.actions import record_event
from records.models import AuditEvent


def seal_card(*, card: Scorecard, sheet: Sheet, event: AuditEvent, at: datetime, by: Any) -> CardSeal:
    """Keep what was approved for ever. Runs in the transaction of the approval."""
    content = content_bytes(sheet)
    code = new_code()
    signatures = list(CardSignature.objects.filter(scorecard=card, cleared_at=None))
    pdf = sealed_pdf(sheet, signatures, code=code, content_hash=digest(content))
    seal = CardSeal.objects.create(
        scorecard=card,
        code=code,
        content=content.decode(),
        content_hash=digest(content),
        pdf=pdf,
        pdf_hash=digest(pdf),
        event_number=event.number,
        event_hash=event.hash,
        sealed_at=at,
    )
    told = {"code": code, "content_hash": seal.content_hash, "pdf_hash": seal.pdf_hash}
    record_event("scorecard.seal", by=by, obj=card, contract=card.contract, after=told)
    return seal
