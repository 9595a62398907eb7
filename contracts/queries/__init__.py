"""Reads over contracts that screens and upper apps share."""

from contracts.queries.core import (
    DeskCard,
    contracts_of,
    day_kind_label,
    day_label,
    days_between,
    decision_choices,
    desk_cards,
    exceptional_days,
    holds,
    matching_terms,
    search,
    unsigned_decisions,
    venues_of,
    waiting_roles,
)

__all__ = [
    "DeskCard",
    "contracts_of",
    "day_kind_label",
    "day_label",
    "days_between",
    "decision_choices",
    "desk_cards",
    "exceptional_days",
    "holds",
    "matching_terms",
    "search",
    "unsigned_decisions",
    "venues_of",
    "waiting_roles",
]
