"""The end of a supplier: pay that may not fall. The beginning: what an acceptance looks at.

Source: 004 § 三.11(3); 003 § 八 (人员到位，通过培训考核后，上岗能够顺利进行业务受理).
"""

from decimal import Decimal
from enum import StrEnum


def pay_falls(former: Decimal | None, now: Decimal | None) -> bool:
    """Whether somebody taken over earns less than before; unknown pay is not called less."""
    return former is not None and now is not None and now < former


class Line(StrEnum):
    """The lines of an acceptance, in the order of the clause."""

    STAFF_IN_PLACE = "staff_in_place"
    TRAINED = "trained"
    BUSINESS_RUNS = "business_runs"


# What no record here proves: whoever accepts says what they saw.
JUDGED_BY_PERSON = frozenset({Line.BUSINESS_RUNS})
