"""Pure rules of contracts: prices and months; payments (due dates, instalments, damages) beside them."""

from contracts.rules.prices import (
    CENT,
    equal_shares,
    over_ceiling,
    price_ceiling,
    stage_on,
)

__all__ = [
    "CENT",
    "equal_shares",
    "over_ceiling",
    "price_ceiling",
    "stage_on",
]
