"""Readings that both sides have signed, for tests of what follows them."""

from datetime import date

from django.utils import timezone

from contracts.models import Contract, Decision, DecisionSigning
from contracts.profile_schema import load_profile
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member


def open_decision(contract: Contract, key: str, profile: str = "haikou") -> Decision:
    """The question as the profile asks it, not signed."""
    asked = load_profile(profile).decision(key)
    values = {
        "question": asked.question, "clause": asked.clause, "default": asked.default, "chosen": asked.default,
        "options": [each.model_dump() for each in asked.options], "position": contract.decisions.count() + 1,
    }  # fmt: skip
    return Decision.objects.get_or_create(contract=contract, key=key, defaults=values)[0]


def agree(
    contract: Contract, key: str, option: str, month: date, *, profile: str = "haikou"
) -> DecisionSigning:
    """Another reading from a month on, signed by both sides."""
    decision, now = open_decision(contract, key, profile), timezone.now()
    return DecisionSigning.objects.create(
        decision=decision, option=option, replaces=decision.default, effective_from=month, reason="双方商定",
        document_hash="0" * 64, proposed_by=member(Role.ASSESSOR, contract), proposed_at=now, purchaser_at=now,
        purchaser_by=member(Role.APPROVER, contract), contractor_at=now, contractor_by=member(Role.DIRECTOR, contract),
    )  # fmt: skip
