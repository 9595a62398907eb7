"""Does a settlement still read as it was made and signed? Asked by the public page, the command, the nightly job."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assessment.enums import SettlementState, SignatureStep
from assessment.models import Settlement, SettlementSignature
from assessment.queries.content import digest
from records.models import AuditEvent


def document_of(settlement: Settlement) -> dict[str, Any]:
    """What the settlement says; nothing when somebody made it unreadable."""
    try:
        found = json.loads(settlement.content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def settlement_faults(settlement: Settlement) -> tuple[str, ...]:
    """What no longer reads as it was made and signed. Shape: of content, signatures, event; empty when all holds."""
    events = AuditEvent.objects.filter(
        object_type=settlement._meta.label_lower, object_id=str(settlement.pk)
    ).order_by("number")
    told = {event.action.partition(".")[2]: event for event in events}
    signatures = {each.step: each for each in settlement.signatures.all()}
    kept = settlement.content_hash
    faults = []
    if digest(settlement.content.encode()) != kept or not _columns_agree(settlement):
        faults.append("content")
    if not _signed_as_told(settlement, signatures, told):
        faults.append("signatures")
    hashes = [event.after["document_hash"] for event in told.values() if "document_hash" in event.after]
    if "make" not in told or any(each != kept for each in hashes):
        faults.append("event")
    return tuple(faults)


def _columns_agree(settlement: Settlement) -> bool:
    """Do the columns that are paid from say what the document says?"""
    said = document_of(settlement)
    try:
        told = (Decimal(said["net_yuan"]), said["basis"], said["number"], said["uncertified"], said["kind"])
    except (ArithmeticError, KeyError, TypeError):
        return False
    figures = settlement.net_yuan, settlement.basis, settlement.number, settlement.uncertified
    return told[:4] == figures and (told[4] == "provisional") == settlement.provisional


def _signed_as_told(
    settlement: Settlement, signatures: Mapping[str, SettlementSignature], told: Mapping[str, AuditEvent]
) -> bool:
    """Every signature has its event, every event its signature; a signed one has all three, a replaced one an end."""
    steps = set(SignatureStep.values)
    if settlement.state == SettlementState.SIGNED and set(signatures) != steps:
        return False
    if (settlement.state == SettlementState.REPLACED) != ("replace" in told) or set(
        signatures
    ) != steps & set(told):
        return False
    return all(
        row.document_hash == settlement.content_hash
        and told[step].actor_id == row.signer_id
        and told[step].after.get("signer_name") == row.signer_name
        for step, row in signatures.items()
    )
