"""Leave in half days: which half a session is, how many a leave takes, and whether a balance allows it.

Source: 002 § 四(二)2(6) (休假、病假、事假按月报备); 职工带薪年休假条例 第三条 (休息日、法定休假日不计入).
"""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import NamedTuple

from staffing.enums import LeaveKind, Verdict

NOON = time(12)
MORNING, AFTERNOON = 1, 2
# Kinds that are given for a year and used up; the others need a reason, not a balance.
BALANCED = frozenset({LeaveKind.ANNUAL, LeaveKind.COMPENSATORY})
# Away from the post for the project: no leave.
ON_DUTY = frozenset({LeaveKind.OFF_SITE, LeaveKind.TRAINING})


class Stretch(NamedTuple):
    """From a half of a day to a half of a day, both included."""

    from_on: date
    from_half: int
    to_on: date
    to_half: int

    def covers(self, day: date, half: int) -> bool:
        return (self.from_on, self.from_half) <= (day, half) <= (self.to_on, self.to_half)

    def days(self) -> Iterable[date]:
        return (self.from_on + timedelta(days=n) for n in range((self.to_on - self.from_on).days + 1))

    def overlaps(self, other: "Stretch") -> bool:
        return (self.from_on, self.from_half) <= (other.to_on, other.to_half) and (
            other.from_on,
            other.from_half,
        ) <= (self.to_on, self.to_half)


def half_of(starts_at: time) -> int:
    """Which half of the day a session belongs to: evenings to the afternoon."""
    return MORNING if starts_at < NOON else AFTERNOON


def verdict_of(kind: str) -> str:
    """What a session on leave of a kind is."""
    return Verdict.OFF_SITE if kind in ON_DUTY else Verdict.LEAVE


def counted(stretch: Stretch, halves: Mapping[date, Iterable[int]]) -> dict[int, int]:
    """Half days a leave takes, by year. Shape: `halves` are the halves of each day in which the hall serves."""
    found: dict[int, int] = {}
    for day in stretch.days():
        taken = sum(stretch.covers(day, half) for half in set(halves.get(day, ())))
        if taken:
            found[day.year] = found.get(day.year, 0) + taken
    return found


class Balance(NamedTuple):
    """A year's leave of one kind. Units: half days. `reserved` is asked for and not decided yet."""

    granted: int = 0
    taken: int = 0
    reserved: int = 0

    @property
    def left(self) -> int:
        return self.granted - self.taken - self.reserved

    def allows(self, half_days: int) -> bool:
        return half_days <= self.left
