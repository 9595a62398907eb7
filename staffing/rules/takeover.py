"""The end of a supplier: pay that may not fall. The beginning: what an acceptance looks at.

Source: 004 § 三.11(2)(3); 003 § 八 (人员到位，通过培训考核后，上岗能够顺利进行业务受理).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Pay(StrEnum):
    """The parts of a month's pay that are compared, the whole first."""

    GROSS = "gross"
    BASIC = "basic"
    ALLOWANCE = "allowance"


@dataclass(frozen=True, slots=True)
class PayPart:
    """One part of a month's pay before and now. Units: yuan a month; None where nothing is recorded."""

    part: Pay
    former: Decimal | None
    now: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """What was gained, below nought what was lost; None where either side is unknown."""
        return None if self.former is None or self.now is None else self.now - self.former

    @property
    def falls(self) -> bool:
        """Whether somebody taken over earns less of it than before; unknown pay is not called less."""
        return self.difference is not None and self.difference < 0


def compare(former: Mapping[Pay, Decimal | None], now: Mapping[Pay, Decimal | None]) -> tuple[PayPart, ...]:
    """Former pay beside present pay, part by part, those left out that were never recorded of the former.

    Source: 004 § 三.11(3) (不低于原合同的薪酬待遇).
    """
    return tuple(PayPart(part, former[part], now.get(part)) for part in Pay if former.get(part) is not None)


def lacking(*, duties: str, labour: bool, secrecy: bool, certificate: bool | None) -> tuple[str, ...]:
    """What a hand-over still lacks of one person: the clause's own columns, the agreement, a certificate.

    Shape: `labour` whether a contract is in force, `certificate` None where the tender asks for none.
    Source: 004 § 三.11(2) (姓名、职位、工作内容、劳动合同期限等), § 三.12; 002 § ★2.
    """
    wanted = {"duties": bool(duties.strip()), "labour": labour, "secrecy": secrecy}
    found = [name for name, there in wanted.items() if not there]
    return (*found, "certificate") if certificate is False else tuple(found)


class Line(StrEnum):
    """The lines of an acceptance, in the order of the clause."""

    STAFF_IN_PLACE = "staff_in_place"
    TRAINED = "trained"
    BUSINESS_RUNS = "business_runs"


# What no record here proves: whoever accepts says what they saw.
JUDGED_BY_PERSON = frozenset({Line.BUSINESS_RUNS})
