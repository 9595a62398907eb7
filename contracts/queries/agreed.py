"""What the profile of a contract agreed about money and dates, read back from the contract's own copy."""

from typing import Any

from contracts.models import Contract
from contracts.profile_schema.agreement import Figure, Milestone, Payment, TermOfContract


def agreed_payment(contract: Contract) -> Payment | None:
    """The payment plan's rules; None for a contract without a profile."""
    found = contract.profile.get("payment")
    return Payment.model_validate(found) if found else None


def agreed_term(contract: Contract) -> TermOfContract | None:
    found = contract.profile.get("term")
    return TermOfContract.model_validate(found) if found else None


def agreed_milestones(contract: Contract) -> tuple[Milestone, ...]:
    return tuple(Milestone.model_validate(each) for each in contract.profile.get("milestones", []))


def agreed_limit(contract: Contract, key: str) -> Figure | None:
    """A limit with its clause, or None where this contract sets no such limit."""
    found: dict[str, Any] | None = contract.profile.get("limits", {}).get(key)
    return Figure.model_validate(found) if found else None


def deducts_wages(contract: Contract) -> bool:
    """Whether wages the purchaser has already paid are taken off the price. Source: 001 § 3.5."""
    return bool(contract.profile.get("price", {}).get("prepaid_wages_deducted"))
