"""What the profile of a contract agreed about money and dates, read back from the contract's own copy."""

from typing import Any

from contracts.models import Contract
from contracts.profile_schema.agreement import Figure, Milestone, Payment, TermOfContract


def profile_parts(contract: Contract, *names: str) -> list[dict[str, Any]]:
    """Parts of a contract's profile, {} for what it lacks.

    The gate hands a contract on without its profile, of which most screens need nothing: then only the named parts are
    read, once for all who ask with this contract in their hands.
    """
    if "profile" not in contract.get_deferred_fields():
        whole = contract.profile or {}
        return [whole.get(name) or {} for name in names]
    known: dict[str, Any] = contract.__dict__.setdefault("_profile_parts", {})
    missing = [name for name in names if name not in known]
    if missing:
        found = Contract.objects.values_list(*(f"profile__{name}" for name in missing)).get(pk=contract.pk)
        known.update(zip(missing, found, strict=True))
    return [known[name] or {} for name in names]


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
