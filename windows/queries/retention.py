"""How long each contract keeps personal data, and on whose word. Source: security.md D4; decisions of the contract."""

from dataclasses import dataclass
from datetime import date, datetime

from contracts.models import Contract, Decision
from contracts.queries.decisions import in_force, signed_decisions
from windows.rules.retention import TERMS, days_of


@dataclass(frozen=True, slots=True)
class RetentionTerm:
    """One term as it holds. Shape: `signed_at` None while it is our default, to be confirmed by the purchaser."""

    decision: Decision
    days: int
    signed_at: datetime | None


def terms_of(contract: Contract, on: date) -> dict[str, RetentionTerm]:
    """The terms in force on a day, by key. One query."""
    found = {}
    for decision, rows in signed_decisions(contract):
        if decision.key not in TERMS:
            continue
        held = in_force(decision, rows, on)
        days = days_of(held.option)
        if days is not None:
            found[decision.key] = RetentionTerm(decision, days, held.signed_at)
    return found


def agreed_periods(on: date) -> dict[str, dict[int, int]]:
    """For the nightly erasure. Shape: term → contract → days."""
    periods: dict[str, dict[int, int]] = {key: {} for key in TERMS}
    for contract in Contract.objects.order_by("pk"):
        for key, term in terms_of(contract, on).items():
            periods[key][contract.pk] = term.days
    return periods
