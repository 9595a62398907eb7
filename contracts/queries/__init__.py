"""Reads over contracts that screens and upper apps share."""

from contracts.queries.core import (
    DeskCard,
    contracts_of,
    day_kind_label,
    day_label,
    days_between,
    desk_cards,
    exceptional_days,
    holds,
    matching_terms,
    search,
    unpublished_year,
    venues_of,
    waiting_roles,
)
from contracts.queries.decisions import (
    InForce,
    decision_choices,
    decisions_in_force,
    in_force,
    unsigned_decisions,
)

__all__ = [
    "DeskCard",
    "InForce",
    "contracts_of",
    "day_kind_label",
    "day_label",
    "days_between",
    "decision_choices",
    "decisions_in_force",
    "desk_cards",
    "exceptional_days",
    "holds",
    "in_force",
    "matching_terms",
    "search",
    "unpublished_year",
    "unsigned_decisions",
    "venues_of",
    "waiting_roles",
]
