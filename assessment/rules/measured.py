"""Priced rule shapes: each entry carries what decides its points (a level, a judgement, a time, a ratio).

A shape that can meet a value it has no rule for says so; it never picks the nearest band.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from django.utils.translation import gettext as _

from assessment.enums import Bound, Gauge
from assessment.rules.entries import Entry, Flaw
from assessment.rules.measures import ZERO, Measure, Number, not_positive, places_of
from assessment.rules.problems import RubricProblem


def half_up(number: Fraction, places: int) -> Decimal:
    """Return a number that is not negative rounded half-up to `places` decimals, exactly."""
    scaled = number * 10**places
    return Decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)).scaleb(-places)


class Priced(Measure):
    """A shape whose entries are each worth `price(entry)` points, times their count."""

    __slots__ = ()

    @property
    def priced(self) -> bool:
        return True

    @property
    def weight(self) -> Decimal:
        return Decimal(1)

    def price(self, entry: Entry) -> Decimal:
        """Return the points of one count of `entry`."""
        raise NotImplementedError

    def tally(self, entry: Entry) -> Number:
        return self.price(entry) * entry.count

    def deduct(self, tally: Number) -> Decimal:
        return Decimal(tally)


@dataclass(frozen=True, slots=True)
class LevelPoints:
    """The points of one level; `label` is the level as the table prints it."""

    level: str
    label: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Levels(Priced):
    """Points by level of an honour or by severity (国家级 5、省级 3、市级 2; 情节严重的 3)."""

    kind: ClassVar[str] = "levels"
    reads: ClassVar[frozenset[str]] = frozenset({"level"})
    levels: tuple[LevelPoints, ...]

    def places(self) -> int:
        return places_of(*(level.points for level in self.levels))

    def find(self, text: str | None) -> LevelPoints | None:
        """Return the level with this key or label."""
        return next((level for level in self.levels if text in (level.level, level.label)), None)

    def price(self, entry: Entry) -> Decimal:
        level = self.find(entry.level)
        return level.points if level else ZERO

    def problems(self) -> tuple[RubricProblem, ...]:
        found: tuple[RubricProblem, ...] = ()
        if not self.levels:
            found += (RubricProblem("levels", "", _("没有列出任何等级"), _("请逐级写明等级与分值")),)
        names = [name for level in self.levels for name in {level.level, level.label}]
        for name in sorted({name for name in names if names.count(name) > 1}):
            found += (RubricProblem("levels", name, _("等级重复"), _("每个等级只写一次")),)
        for place, level in enumerate(self.levels):
            found += not_positive(f"levels[{place}].points", level.points)
        return found

    def flaws(self, entry: Entry) -> tuple[Flaw, ...]:
        if self.find(entry.level):
            return ()
        allowed = "、".join(f"{level.label}（{level.level}）" for level in self.levels)
        reason = _("该条款须注明等级") if not entry.level else _("没有这个等级")
        return (Flaw("level", entry.level, reason, allowed),)


@dataclass(frozen=True, slots=True)
class JudgedRange(Priced):
    """The assessor fills in the points between two bounds, in whole steps (酌情扣 3–5 分)."""

    kind: ClassVar[str] = "range"
    reads: ClassVar[frozenset[str]] = frozenset({"points"})
    least: Decimal
    most: Decimal
    step: Decimal = Decimal(1)

    def places(self) -> int:
        return places_of(self.least, self.most, self.step)

    def price(self, entry: Entry) -> Decimal:
        return entry.points or ZERO

    def problems(self) -> tuple[RubricProblem, ...]:
        found = not_positive("step", self.step)
        if self.least < 0 or self.most <= self.least:
            value = f"{self.least}–{self.most}"
            found += (RubricProblem("most", value, _("分值范围颠倒或为负"), _("请使 0 ≤ least < most")),)
        elif not found and (self.most - self.least) % self.step:
            reason = _("从下限按步长走不到上限")
            found += (RubricProblem("step", str(self.step), reason, _("请调整步长或上下限")),)
        return found

    def flaws(self, entry: Entry) -> tuple[Flaw, ...]:
        points = entry.points
        if points is not None and self.least <= points <= self.most and not (points - self.least) % self.step:
            return ()
        numbers = {"least": self.least, "most": self.most, "step": self.step}
        allowed = _("%(least)s 至 %(most)s 分，步长 %(step)s") % numbers
        missing = points is None
        reason = _("该条款须由考核人填写分值") if missing else _("分值不在允许范围内")
        return (Flaw("points", points, reason, allowed),)


@dataclass(frozen=True, slots=True)
class Threshold(Priced):
    """The points once a value breaks its limit (24 小时未处理扣 3 分); `bound` is the side in order."""

    kind: ClassVar[str] = "threshold"
    reads: ClassVar[frozenset[str]] = frozenset({"value"})
    gauge: Gauge
    limit: Decimal
    bound: Bound
    points: Decimal

    def places(self) -> int:
        return places_of(self.points)

    def price(self, entry: Entry) -> Decimal:
        return ZERO if entry.value is None or keeps(self.bound, entry.value, self.limit) else self.points

    def problems(self) -> tuple[RubricProblem, ...]:
        return not_positive("points", self.points)

    def flaws(self, entry: Entry) -> tuple[Flaw, ...]:
        return value_flaws(entry, self.gauge)


@dataclass(frozen=True, slots=True)
class Interpolation(Priced):
    """No points at `zero_at`, all at `points_at`, linear between them, kept half-up to `decimals`."""

    kind: ClassVar[str] = "interpolation"
    reads: ClassVar[frozenset[str]] = frozenset({"value"})
    gauge: Gauge
    zero_at: Decimal
    points_at: Decimal
    points: Decimal
    decimals: int

    def places(self) -> int:
        return max(self.decimals, places_of(self.points))

    def price(self, entry: Entry) -> Decimal:
        way = (Fraction(entry.value or ZERO) - Fraction(self.zero_at)) / Fraction(
            self.points_at - self.zero_at
        )
        if way <= 0:
            return ZERO
        return self.points if way >= 1 else half_up(way * Fraction(self.points), self.decimals)

    def problems(self) -> tuple[RubricProblem, ...]:
        found = not_positive("points", self.points)
        if self.zero_at == self.points_at:
            reason = _("两个端点相同，无法按比例计算")
            found += (RubricProblem("points_at", str(self.points_at), reason, _("请填写两个不同的端点")),)
        return found

    def flaws(self, entry: Entry) -> tuple[Flaw, ...]:
        return value_flaws(entry, self.gauge)


def keeps(bound: Bound, value: Decimal | Fraction, limit: Decimal | Fraction) -> bool:
    """Tell whether `value` is on the right side of `limit`."""
    ours, theirs = Fraction(value), Fraction(limit)
    return {
        Bound.BELOW: ours < theirs,
        Bound.AT_MOST: ours <= theirs,
        Bound.AT_LEAST: ours >= theirs,
        Bound.ABOVE: ours > theirs,
    }[bound]


def value_flaws(entry: Entry, gauge: Gauge) -> tuple[Flaw, ...]:
    """Return the flaw of a measured value that is missing or negative."""
    if entry.value is not None and entry.value >= 0:
        return ()
    allowed = _("不小于 0 的数，单位：%(gauge)s") % {"gauge": gauge.label}
    reason = _("该条款须填写实测数值") if entry.value is None else _("实测数值不能为负")
    return (Flaw("value", entry.value, reason, allowed),)
