"""Contracts made from the shipped profiles, the way the screen makes them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from contracts.actions.contracts import ContractDetails, create_contract
from contracts.models import Contract
from contracts.profile_schema import Profile, load_profile

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def details(profile: Profile, **changes: Any) -> ContractDetails:
    values: dict[str, Any] = {
        "slug": f"{profile.name}-hall",
        "name": profile.title[:100],
        "short_name": "试点合同",
        "purchaser": profile.purchaser.name or "试点采购人",
        "contractor": "试点服务公司",
        "price_yuan": Decimal("2400000.00"),
        "starts_on": profile.term.starts_on or date(2026, 3, 1),
    }
    return ContractDetails(**{**values, **changes})


def make(name: str = "haikou", **changes: Any) -> Contract:
    profile = load_profile(name)
    return create_contract(by=None, at=AT, profile=profile, details=details(profile, **changes))
