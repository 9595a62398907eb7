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
from contracts.models.money import DecisionSigning, PaymentInstalment, PaymentPlan, PaymentStep
from contracts.models.notices import NoticeRead
from contracts.models.registers import (
    Appraisal,
    BondEntry,
    Breach,
    BreachRuling,
    ContractDate,
    ForceMajeure,
)
from contracts.models.tokens import ApiToken

__all__ = [
    "SLUG",
    "ApiToken",
    "Appraisal",
    "BondEntry",
    "Breach",
    "BreachRuling",
    "Contract",
    "ContractDate",
    "ContractTerm",
    "Decision",
    "DecisionSigning",
    "ForceMajeure",
    "Membership",
    "NoticeRead",
    "Organisation",
    "PaymentInstalment",
    "PaymentPlan",
    "PaymentStep",
    "ServiceYear",
    "Team",
    "Venue",
    "Window",
    "WorkDay",
    "Zone",
]
