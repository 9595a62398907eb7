"""Counted rule shapes: the points follow from how often a thing happened on the card.

A measure has two steps. `tally(entry)` is what one entry adds to its criterion's running sum, and `deduct(sum)`
the points that sum is worth, so the order of entries can never matter. `weight` is set where `deduct` is a plain
multiplication. A measure with `priced` tallies in points already (see `measured`).
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, TypeAlias

from django.utils.translation import gettext as _

from assessment.enums import AllowanceScope, Remainder, RepeatReach, Unit, VetoOutcome
from assessment.rules.entries import Entry, Flaw
from assessment.rules.problems import RubricProblem

Number: TypeAlias = int | Decimal
ZERO = Decimal(0)


def places_of(*numbers: Decimal | None) -> int:
    """Return how many decimals are needed to write all `numbers` exactly."""
    needed = 0
    for number in numbers:
        if number is not None:
            exponent = number.normalize().as_tuple().exponent
            needed = max(needed, -exponent if isinstance(exponent, int) else 0)
    return needed


def not_positive(field: str, number: Decimal | int | None) -> tuple[RubricProblem, ...]:
    """Return the problem of a number that must be greater than zero and is not."""
    if number is not None and number > 0:
        return ()
    return (
        RubricProblem(field, "" if number is None else str(number), _("必须大于 0"), _("请填写大于 0 的数")),
    )


class Measure:
    """The base of every rule shape."""

    __slots__ = ()
    kind: ClassVar[str] = ""
    # The entry fields beside `count` that this shape reads; any other field filled in is refused.
    reads: ClassVar[frozenset[str]] = frozenset()

    @property
    def priced(self) -> bool:
        """Whether `tally` is in points already."""
        return False

    @property
    def weight(self) -> Decimal | None:
        """The factor between tally and points where that is all there is, else None."""
        return None

    def places(self) -> int:
        """Return how many decimals the points of this shape can have."""
        raise NotImplementedError

    def tally(self, entry: Entry) -> Number:
        """Return what `entry` adds to the criterion's sum."""
        return entry.count

    def deduct(self, tally: Number) -> Decimal:
        """Return the points that the criterion's sum is worth."""
        raise NotImplementedError

    def problems(self) -> tuple[RubricProblem, ...]:
        """Return what makes this shape meaningless, with places relative to the measure."""
        return ()

    def flaws(self, entry: Entry) -> tuple[Flaw, ...]:
        """Return what is wrong with `entry` for this shape, beyond its count."""
        return ()


@dataclass(frozen=True, slots=True)
class PerUnit(Measure):
    """So many points for each occurrence, person, item, half-day, day or overdue workday."""

    kind: ClassVar[str] = "per_unit"
    unit: Unit
    points: Decimal

    @property
    def weight(self) -> Decimal:
        return self.points

    def places(self) -> int:
        return places_of(self.points)

    def deduct(self, tally: Number) -> Decimal:
        return self.points * tally

    def problems(self) -> tuple[RubricProblem, ...]:
        return not_positive("points", self.points)


@dataclass(frozen=True, slots=True)
class Once(Measure):
    """The points once on a card, however often; `unit_unstated` where the tender names no unit at all.

    Source: 002 § 五(一) 表1, 2.6 and 2.7; decision `no_unit_criteria`.
    """

    kind: ClassVar[str] = "once"
    points: Decimal
    unit_unstated: bool = False

    def places(self) -> int:
        return places_of(self.points)

    def deduct(self, tally: Number) -> Decimal:
        return self.points if tally > 0 else ZERO

    def problems(self) -> tuple[RubricProblem, ...]:
        return not_positive("points", self.points)


@dataclass(frozen=True, slots=True)
class Allowance(Measure):
    """So many are free, each one beyond costs the points (请假超过 2 天，每天 …)."""

    kind: ClassVar[str] = "allowance"
    unit: Unit
    points: Decimal
    free: int
    scope: AllowanceScope = AllowanceScope.CARD

    @property
    def priced(self) -> bool:
        return self.scope == AllowanceScope.ENTRY

    @property
    def weight(self) -> Decimal | None:
        return Decimal(1) if self.priced else None

    def places(self) -> int:
        return places_of(self.points)

    def tally(self, entry: Entry) -> Number:
        return self.points * max(0, entry.count - self.free) if self.priced else entry.count

    def deduct(self, tally: Number) -> Decimal:
        return Decimal(tally) if self.priced else self.points * max(0, int(tally) - self.free)

    def problems(self) -> tuple[RubricProblem, ...]:
        return not_positive("points", self.points) + not_positive("free", self.free)


@dataclass(frozen=True, slots=True)
class Repeat(Measure):
    """Points that multiply from the n-th occurrence on the card (累计 5 次以上双倍)."""

    kind: ClassVar[str] = "repeat"
    unit: Unit
    points: Decimal
    nth: int
    factor: Decimal = Decimal(2)
    reach: RepeatReach = RepeatReach.FOLLOWING

    def places(self) -> int:
        return places_of(self.points, self.points * self.factor)

    def deduct(self, tally: Number) -> Decimal:
        early = min(int(tally), self.nth - 1)
        late = int(tally) - early
        if self.reach == RepeatReach.ALL and late:
            early, late = 0, int(tally)
        return self.points * early + self.points * self.factor * late

    def problems(self) -> tuple[RubricProblem, ...]:
        found = not_positive("points", self.points)
        if self.nth < 2:
            reason, remedy = _("加倍须从第 2 次或以后开始"), _("第 1 次就加倍时，请直接填写加倍后的分值")
            found += (RubricProblem("nth", str(self.nth), reason, remedy),)
        if self.factor < 1:
            reason = _("倍数小于 1 会使多扣一次反而得分更高")
            found += (RubricProblem("factor", str(self.factor), reason, _("请填写不小于 1 的倍数")),)
        return found


@dataclass(frozen=True, slots=True)
class Conversion(Measure):
    """`every` occurrences become one of criterion `into`; what is left over costs `points` each or nothing."""

    kind: ClassVar[str] = "conversion"
    unit: Unit
    points: Decimal
    every: int
    into: str
    remainder: Remainder = Remainder.KEEP

    def places(self) -> int:
        return places_of(self.points)

    def converted(self, tally: int) -> int:
        """Return how many occurrences of `into` a tally of this criterion makes."""
        return tally // self.every

    def deduct(self, tally: Number) -> Decimal:
        return self.points * (int(tally) % self.every) if self.remainder == Remainder.KEEP else ZERO

    def problems(self) -> tuple[RubricProblem, ...]:
        found = not_positive("every", self.every)
        if self.remainder == Remainder.KEEP:
            found += not_positive("points", self.points)
        return found


@dataclass(frozen=True, slots=True)
class Veto(Measure):
    """No points of its own: one occurrence sets the grade, caps the total, clears it, or drops one grade."""

    kind: ClassVar[str] = "veto"
    outcome: VetoOutcome
    grade: str = ""
    ceiling: Decimal | None = None

    def places(self) -> int:
        return places_of(self.ceiling)

    def deduct(self, tally: Number) -> Decimal:
        return ZERO

    def problems(self) -> tuple[RubricProblem, ...]:
        if self.outcome == VetoOutcome.CEILING and self.ceiling is None:
            return (
                RubricProblem("ceiling", "", _("未写明否决后的总分上限"), _('请填写 ceiling，如 "59.99"')),
            )
        if self.outcome == VetoOutcome.GRADE and not self.grade:
            return (
                RubricProblem(
                    "grade", "", _("未写明否决后的等级"), _("请填写 grade，与档次中的等级名称一致")
                ),
            )
        return ()
