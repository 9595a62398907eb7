"""Ratio shapes: a percentage, or parts of a whole less the exempt, against a target or a limit."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from django.utils.translation import gettext as _

from assessment.enums import Bound, ExcludeFrom, Gauge, Partial
from assessment.rules.entries import Entry, Flaw
from assessment.rules.measured import Priced, half_up, keeps, value_flaws
from assessment.rules.measures import ZERO, not_positive, places_of
from assessment.rules.problems import RubricProblem

RATIO_FIELDS = frozenset({"value", "numerator", "denominator", "excluded"})


@dataclass(frozen=True, slots=True)
class RatioTarget(Priced):
    """So many points for each `step` percentage points on the wrong side of a target.

    Shape: `bound` AT_LEAST (办结率每低 1 个百分点) or AT_MOST; a part of a step counts as `partial` says,
    and a proportional one is kept half-up to `decimals`.
    """

    kind: ClassVar[str] = "ratio_target"
    reads: ClassVar[frozenset[str]] = RATIO_FIELDS
    target: Decimal
    bound: Bound
    points: Decimal
    step: Decimal = Decimal(1)
    partial: Partial = Partial.WHOLE
    decimals: int | None = None
    exclude_from: ExcludeFrom = ExcludeFrom.BOTH

    def places(self) -> int:
        return max(self.decimals or 0, places_of(self.points))

    def price(self, entry: Entry) -> Decimal:
        missed = Fraction(self.target) - percent_of(entry, self.exclude_from)
        steps = (missed if self.bound == Bound.AT_LEAST else -missed) / Fraction(self.step)
        if steps <= 0:
            return ZERO
        if self.partial == Partial.PROPORTIONAL:
            return half_up(steps * Fraction(self.points), self.decimals or 0)
        whole = steps.numerator // steps.denominator
        started = whole + (1 if self.partial == Partial.STARTED and steps.denominator != 1 else 0)
        return self.points * started

    def problems(self) -> tuple[RubricProblem, ...]:
        found = not_positive("points", self.points) + not_positive("step", self.step)
        if self.bound not in (Bound.AT_LEAST, Bound.AT_MOST):
            reason, remedy = _("比率目标只能是不得低于或不得超过"), _("请填写 at_least 或 at_most")
            found += (RubricProblem("bound", str(self.bound), reason, remedy),)
        if self.partial == Partial.PROPORTIONAL and self.decimals is None:
            reason = _("按比例计分须写明保留几位小数，否则结果不能精确表示")
            found += (RubricProblem("decimals", "", reason, _("请填写 decimals，如 2")),)
        return found

    def flaws(self, entry: Entry) -> tuple[Flaw, ...]:
        return ratio_flaws(entry)


@dataclass(frozen=True, slots=True)
class RatioThreshold(Priced):
    """The points where a ratio breaks its limit, exempt cases taken out first (变更率须低于 3 %)."""

    kind: ClassVar[str] = "ratio_threshold"
    reads: ClassVar[frozenset[str]] = RATIO_FIELDS
    limit: Decimal
    bound: Bound
    points: Decimal
    exclude_from: ExcludeFrom = ExcludeFrom.NUMERATOR

    def places(self) -> int:
        return places_of(self.points)

    def price(self, entry: Entry) -> Decimal:
        ratio = percent_of(entry, self.exclude_from)
        return ZERO if keeps(self.bound, ratio, Fraction(self.limit)) else self.points

    def problems(self) -> tuple[RubricProblem, ...]:
        return not_positive("points", self.points)

    def flaws(self, entry: Entry) -> tuple[Flaw, ...]:
        return ratio_flaws(entry)


def percent_of(entry: Entry, exclude_from: ExcludeFrom) -> Fraction:
    """Return the ratio of `entry` in percent, exactly; with nobody left to count it is 0."""
    if entry.value is not None:
        return Fraction(entry.value)
    numerator = (entry.numerator or 0) - entry.excluded
    denominator = (entry.denominator or 0) - (entry.excluded if exclude_from == ExcludeFrom.BOTH else 0)
    return Fraction(100 * numerator, denominator) if denominator else Fraction(0)


def ratio_flaws(entry: Entry) -> tuple[Flaw, ...]:
    """Return what is wrong with a ratio given as a percentage or as parts of a whole."""
    if entry.count > 1:
        return (Flaw("count", entry.count, _("比率类条款每条记录只计一次"), "0、1"),)
    parts = (entry.numerator, entry.denominator)
    if entry.value is not None:
        if parts != (None, None) or entry.excluded:
            reason = _("百分比与分子、分母只能填一种")
            return (Flaw("value", entry.value, reason, _("填百分比，或填分子、分母与剔除数")),)
        return value_flaws(entry, Gauge.PERCENT)
    numerator, denominator = parts
    if numerator is None or denominator is None:
        return (Flaw("value", None, _("该条款须填写比率"), _("填百分比，或填分子、分母")),)
    if not all(isinstance(part, int) and not isinstance(part, bool) for part in (*parts, entry.excluded)):
        return (Flaw("numerator", f"{numerator}/{denominator}", _("分子、分母与剔除数须为整数"), _("整数")),)
    if denominator <= 0:
        return (Flaw("denominator", denominator, _("分母必须大于 0"), _("大于 0 的整数")),)
    if not 0 <= entry.excluded <= numerator:
        return (Flaw("excluded", entry.excluded, _("剔除数不能为负，也不能超过分子"), f"0–{numerator}"),)
    return ()
