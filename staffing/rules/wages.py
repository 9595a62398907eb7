"""Proof of wages: the arithmetic of a line, the mean against the floor, paid and insured on time and in full.

Units: yuan. A mean is an exact fraction; nothing is rounded before it is compared.
Source: 002 § 四(二)1(5)①②, 表1 1.11.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from fractions import Fraction

from staffing.rules.readings import EVERYONE, WHOLE_MONTH, WITH_PARTIAL

ZERO = Decimal(0)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Amounts:
    """One person's month. `gross` is 应发: it holds what the person pays into insurance and fund, and the tax."""

    basic: Decimal
    performance: Decimal = ZERO
    allowance: Decimal = ZERO
    overtime: Decimal = ZERO
    gross: Decimal = ZERO
    own_insurance: Decimal = ZERO
    own_fund: Decimal = ZERO
    tax: Decimal = ZERO
    deducted: Decimal = ZERO
    net: Decimal = ZERO

    @property
    def right_gross(self) -> Decimal:
        return self.basic + self.performance + self.allowance + self.overtime

    @property
    def right_net(self) -> Decimal:
        return self.gross - self.own_insurance - self.own_fund - self.tax - self.deducted


def wrong_sums(amounts: Amounts) -> dict[str, Decimal]:
    """The sums of a line that do not come out, with what they should be: {"gross": 4600.00}."""
    right = {"gross": amounts.right_gross, "net": amounts.right_net}
    return {key: value for key, value in right.items() if getattr(amounts, key) != value}


# -- the mean against the floor ---------------------------------------------------------------------------------------
def mean(amounts: Iterable[Decimal]) -> Fraction | None:
    """The exact mean; None of nobody."""
    found = [Fraction(each) for each in amounts]
    return sum(found, Fraction(0)) / len(found) if found else None


MEAN_OPTIONS = (WHOLE_MONTH, WITH_PARTIAL, EVERYONE)


def counts(at_window: bool, whole: bool, option: str) -> bool:
    """Whether somebody's gross belongs to the mean, by decision mean_wage_people. Source: 002 § 四(二)1(5)②.

    Raises: ValueError for an unknown option.
    """
    if option not in MEAN_OPTIONS:
        raise ValueError(f"mean_wage_people: {option!r} is not one of {', '.join(MEAN_OPTIONS)}")
    if option == EVERYONE:
        return True
    return at_window and (whole or option == WITH_PARTIAL)


def reaches(average: Fraction | None, floor: Decimal | None) -> bool | None:
    """Whether the mean is not below the floor; None where either is missing."""
    if average is None or floor is None:
        return None
    return average >= Fraction(floor)


def shown(average: Fraction | None) -> Decimal | None:
    """A mean for the screen, cut and not rounded, so that one below the floor never looks as if it reached it."""
    if average is None:
        return None
    return (Decimal(average.numerator) / Decimal(average.denominator)).quantize(CENT, ROUND_DOWN)


def covers(spans: Iterable[tuple[date, date | None]], first: date, last: date) -> bool:
    """Whether spans (both days included, None open) hold every day from `first` to `last`."""
    wanted = first
    for begins, ends in sorted(spans, key=lambda span: span[0]):
        if begins > wanted:
            return False
        if ends is None or ends >= last:
            return True
        wanted = max(wanted, ends + timedelta(days=1))
    return False


# -- on time and in full ----------------------------------------------------------------------------------------------
class Paid(StrEnum):
    """How a duty to pay was kept. UNLISTED: somebody on a post whom the list leaves out."""

    WAITING = "waiting"
    ON_TIME = "on_time"
    LATE = "late"
    SHORT = "short"
    UNPAID = "unpaid"
    UNLISTED = "unlisted"


FAULTS = frozenset({Paid.LATE, Paid.SHORT, Paid.UNPAID, Paid.UNLISTED})


def wage_paid(net: Decimal, paid: Decimal | None, paid_on: date | None, *, due_on: date, today: date) -> Paid:
    """A wage is in time on its due day; from the next day on it is late, unpaid, or short by a cent."""
    if net <= 0:
        return Paid.ON_TIME
    if paid_on is None or not paid:
        return Paid.UNPAID if today > due_on else Paid.WAITING
    if paid < net:
        return Paid.SHORT if today > due_on else Paid.WAITING
    return Paid.LATE if paid_on > due_on else Paid.ON_TIME


def contribution_paid(own: Decimal, paid_on: date | None, *, due_on: date, today: date) -> Paid:
    """Insurance or housing fund: paid by its due day, and not without the person's own share."""
    if paid_on is None:
        return Paid.UNPAID if today > due_on else Paid.WAITING
    if own <= 0:
        return Paid.SHORT if today > due_on else Paid.WAITING
    return Paid.LATE if paid_on > due_on else Paid.ON_TIME


# -- money kept back --------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Balance:
    """What was taken off wages and what of it was spent on the project. Source: 002 § 四(二)1(5)②."""

    deducted: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """Still to be spent; below nought where more was spent than taken."""
        return self.deducted - self.spent


def due_may_move(now: date, wanted: date, today: date) -> bool:
    """Whether a corrected list may name another due day: only while the old one has not passed.

    Otherwise a later due day would make wages that were paid late look as if they were in time.
    """
    return wanted == now or today <= now
