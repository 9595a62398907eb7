"""Turnover of a month: people changed over the headcount, strictly below the limit.

Source: 002 § 四(二)1(3)⑤, § 五(一) 表1 1.2; decisions turnover_base, turnover_exempt, turnover_count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from hall_ops.lib.months import next_month

ALL_POSTS, CLERKS_ONLY = "all_posts", "clerks_only"
EITHER, BOTH = "either", "both"
PER_MONTH, PER_PERSON = "per_month", "per_person"
CONTRACTOR = "contractor"


class Why(StrEnum):
    """Why somebody who left counts or not."""

    COUNTED = "counted"
    PROPOSED = "proposed"
    REFILLED = "refilled"
    BOTH_GROUNDS = "both_grounds"
    ONE_GROUND = "one_ground"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody who left the project. The successor is part of the same change, and counts no second time.

    Shape: `left_on` is the last day on the post; `management` whether the post manages the others; `refilled_on` is
    the first day on which nobody was missing again, the day after where nobody ever was, None while somebody is.
    """

    number: int
    left_on: date
    proposed_by: str
    management: bool = False
    refilled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A departure and what it came to."""

    departure: Departure
    why: Why

    @property
    def counted(self) -> bool:
        return self.why in {Why.COUNTED, Why.ONE_GROUND}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the contract says. Shape: `limit` None where it sets none; `below` whether the limit itself is too much."""

    limit: Fraction | None
    below: bool = True
    base: str = ALL_POSTS
    exempt: str = EITHER
    count: str = PER_MONTH


@dataclass(frozen=True, slots=True)
class Turnover:
    """A month's figure. Shape: `most` is the largest number of changes that passes; `times` what 1.2 deducts.

    Units: persons; the ratio is exact.
    """

    month: date
    headcount: int
    judged: tuple[Judged, ...]
    ratio: Fraction | None
    most: int | None
    times: int

    @property
    def changed(self) -> int:
        return sum(each.counted for each in self.judged)

    @property
    def over(self) -> bool:
        return self.most is not None and self.changed > self.most

    @property
    def percent(self) -> str:
        """The ratio as it is shown."""
        return cut_percent(self.ratio) if self.ratio is not None else ""

    @property
    def level(self) -> str:
        """What the screen paints: a month at its last allowed change is told before it is over the limit."""
        if self.most is None:
            return ""
        return "bad" if self.over else "warn" if self.changed and self.changed == self.most else "ok"


def most_changes(headcount: int, limit: Fraction, below: bool) -> int:
    """The largest number of changed people that still passes: 3 of 111 below 3 %, 2 of 100."""
    whole = limit * headcount
    return int(whole) - (1 if below and whole.denominator == 1 else 0)


def in_base(management: bool, base: str) -> bool:
    """Whether a post belongs to the headcount of decision turnover_base."""
    return base == ALL_POSTS or not management


def judge(departure: Departure, terms: Terms) -> Judged:
    """Count or exempt one departure.

    The contractor proposed the change, or the post was filled again in the same month: either is enough, or both are
    needed, as decision turnover_exempt says.
    """
    if not in_base(departure.management, terms.base):
        return Judged(departure, Why.OUTSIDE)
    proposed = departure.proposed_by == CONTRACTOR
    refilled = refilled_in_month(departure)
    if proposed and refilled:
        return Judged(departure, Why.BOTH_GROUNDS)
    if not proposed and not refilled:
        return Judged(departure, Why.COUNTED)
    if terms.exempt == BOTH:
        return Judged(departure, Why.ONE_GROUND)
    return Judged(departure, Why.PROPOSED if proposed else Why.REFILLED)


def refilled_in_month(departure: Departure) -> bool:
    """当月补充: nobody is missing again before the month is over; a successor of the next morning is in time."""
    if departure.refilled_on is None:
        return False
    month = departure.left_on.replace(day=1)
    return departure.refilled_on < next_month(month) or (
        (departure.refilled_on - departure.left_on).days == 1
    )


def turnover(month: date, departures: Iterable[Departure], headcount: int, terms: Terms) -> Turnover:
    """The month's changed people over its headcount. Raises: ValueError for a departure of another month."""
    rows = sorted(departures, key=lambda each: (each.left_on, each.number))
    if wrong := [each.left_on for each in rows if each.left_on.replace(day=1) != month]:
        raise ValueError(f"{wrong[0]} is no day of {month:%Y-%m}")
    judged = tuple(judge(each, terms) for each in rows)
    changed = sum(each.counted for each in judged)
    ratio = Fraction(changed, headcount) if headcount else None
    most = (
        most_changes(headcount, terms.limit, terms.below) if terms.limit is not None and headcount else None
    )
    over = max(0, changed - most) if most is not None else 0
    times = over if terms.count == PER_PERSON else min(over, 1)
    return Turnover(month, headcount, judged, ratio, most, times)


def cut_percent(ratio: Fraction | int) -> str:
    """A ratio as people read it, cut to two decimals and never rounded over a limit: 4 of 111 is 3.60%."""
    hundredths = int(Fraction(ratio) * 10_000)
    return f"{hundredths // 100}.{hundredths % 100:02}%"
