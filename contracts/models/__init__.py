"""Contracts: parties, members, terms, decisions, places; payments, breaches, milestones and appraisals."""

from contracts.models.core import (
    SLUG,
    Contract,
    ContractTerm,
    Decision,
    Membership,
    Organisation,
    ServiceYear,
    Team,
    Venue,
    Window,
    WorkDay,
    Zone,
)

__all__ = [
    "SLUG",
    "Contract",
    "ContractTerm",
    "Decision",
    "Membership",
    "Organisation",
    "ServiceYear",
    "Team",
    "Venue",
    "Window",
    "WorkDay",
    "Zone",
]
