"""Years to settle, the worked examples of docs/settlement-examples.md among them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from assessment.rules.settlement import SettlementTerms
from assessment.rules.settlement_profile import YearMoney, settlement_terms
from contracts.profile_schema import load_profile

PRICE = Decimal("11265500.00")
CONTRACT_PRICE = Decimal("33796500.00")
YEAR_ONE = ["92"] * 6 + ["88"] * 5
YEAR_THREE = ["91", "93", "92", "90", "89.5", "90.5", "88", "87", "89", "90", "91", "92", "78"]


def year_terms(number: int, *, price: Decimal = PRICE, uncertified: int = 0) -> SettlementTerms:
    """The terms of a service year of the shipped Haikou profile."""
    profile = load_profile("haikou")
    money = YearMoney(price, uncertified, CONTRACT_PRICE)
    return settlement_terms(profile, profile.service_years[number - 1], money)


def months_of(terms: SettlementTerms, totals: Sequence[str]) -> dict[date, Decimal]:
    """The assessed months with these totals, as many as there are."""
    return {month: Decimal(total) for month, total in zip(terms.assessed, totals, strict=False)}
