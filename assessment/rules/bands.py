"""Banded rule shapes: the band a figure falls in decides the points. Bands with a gap or an overlap are refused."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from django.utils.translation import gettext as _

from assessment.enums import Gauge
from assessment.rules.entries import Entry, Flaw
from assessment.rules.measured import Priced, value_flaws
from assessment.rules.measures import ZERO, Measure, Number, places_of
from assessment.rules.problems import RubricProblem


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high`, each end belonging to the band or not; None is an open end."""

    points: Decimal
    low: Decimal | None = None
    low_in: bool = True
    high: Decimal | None = None
    high_in: bool = False

    def holds(self, value: Number) -> bool:
        """Tell whether `value` lies in this band."""
        above = self.low is None or value > self.low or (self.low_in and value == self.low)
        return above and (self.high is None or value < self.high or (self.high_in and value == self.high))

    def text(self) -> str:
        """Return the band as an interval."""
        left = "(−∞" if self.low is None else f"{'[' if self.low_in else '('}{self.low}"
        right = "+∞)" if self.high is None else f"{self.high}{']' if self.high_in else ')'}"
        return f"{left}, {right}"


@dataclass(frozen=True, slots=True)
class ValueBands(Priced):
    """Points by the band of a measured value, entry by entry (不足 30 分钟 / 30 分钟以上)."""

    kind: ClassVar[str] = "bands"
    reads: ClassVar[frozenset[str]] = frozenset({"value"})
    gauge: Gauge
    bands: tuple[Band, ...]

    def places(self) -> int:
        return places_of(*(band.points for band in self.bands))

    def price(self, entry: Entry) -> Decimal:
        value = ZERO if entry.value is None else entry.value
        return next((band.points for band in self.bands if band.holds(value)), ZERO)

    def problems(self) -> tuple[RubricProblem, ...]:
        return band_problems(self.bands, whole=False)

    def flaws(self, entry: Entry) -> tuple[Flaw, ...]:
        flaws = value_flaws(entry, self.gauge)
        if flaws or entry.value is None or any(band.holds(entry.value) for band in self.bands):
            return flaws
        allowed = "、".join(band.text() for band in self.bands)
        return (Flaw("value", entry.value, _("实测数值不在任何一档内"), allowed),)


@dataclass(frozen=True, slots=True)
class CountBands(Measure):
    """Points by the band that the card's whole count falls in (1–2 次 1 分，3 次以上 3 分)."""

    kind: ClassVar[str] = "count_bands"
    bands: tuple[Band, ...]

    def places(self) -> int:
        return places_of(*(band.points for band in self.bands))

    def deduct(self, tally: Number) -> Decimal:
        if tally <= 0:
            return ZERO
        return next((band.points for band in self.bands if band.holds(tally)), ZERO)

    def problems(self) -> tuple[RubricProblem, ...]:
        found = band_problems(self.bands, whole=True)
        if found or not self.bands:
            return found
        if not self.bands[0].holds(1):
            reason, remedy = _("第一档没有从 1 次算起"), _("不扣分的次数也请写成一档，分值为 0")
            found += (RubricProblem("bands[0]", self.bands[0].text(), reason, remedy),)
        if self.bands[-1].high is not None:
            reason = _("最后一档有上限，超过的次数没有规则")
            found += (RubricProblem("bands", self.bands[-1].text(), reason, _("请把最后一档写成不封顶")),)
        for place, (lower, upper) in enumerate(pairwise(self.bands), start=1):
            if upper.points < lower.points:
                reason = _("次数更多的一档分值反而更低")
                found += (
                    RubricProblem(f"bands[{place}].points", str(upper.points), reason, _("请核对分值")),
                )
        return found


def band_problems(bands: tuple[Band, ...], *, whole: bool) -> tuple[RubricProblem, ...]:
    """Return what is wrong with a row of bands; `whole` where only whole numbers can occur."""
    if not bands:
        return (RubricProblem("bands", "", _("没有列出任何一档"), _("请逐档写明范围与分值")),)
    found: list[RubricProblem] = []
    for place, band in enumerate(bands):
        where = f"bands[{place}]"
        if band.points < 0:
            found.append(
                RubricProblem(f"{where}.points", str(band.points), _("分值不能为负"), _("请填写 0 或正数"))
            )
        if empty(band):
            found.append(RubricProblem(where, band.text(), _("这一档的范围是空的"), _("请核对上下限")))
    for place, (lower, upper) in enumerate(pairwise(bands), start=1):
        reason = seam_problem(lower, upper, whole=whole)
        if reason:
            value = f"{lower.text()} {upper.text()}"
            remedy = _("请按从小到大书写，使相邻两档首尾相接且只有一档包含分界值")
            found.append(RubricProblem(f"bands[{place}]", value, reason, remedy))
    return tuple(found)


def empty(band: Band) -> bool:
    """Tell whether no value can lie in the band."""
    if band.low is None or band.high is None:
        return False
    return band.low > band.high or (band.low == band.high and not (band.low_in and band.high_in))


def seam_problem(lower: Band, upper: Band, *, whole: bool) -> str:
    """Return the reason why two neighbouring bands do not meet exactly, or nothing."""
    if lower.high is None or upper.low is None:
        return _("相邻两档重叠")
    end, start = lower.high, upper.low
    end_in, start_in = lower.high_in, upper.low_in
    if whole:
        end, start = first_after(end, end_in), first_in(start, start_in)
        end_in, start_in = False, True
    if end == start and end_in != start_in:
        return ""
    return _("相邻两档之间有空隙") if start > end or (start == end and not end_in) else _("相邻两档重叠")


def first_after(end: Decimal, end_in: bool) -> Decimal:
    """Return the first whole number above a band's upper end."""
    whole = end.to_integral_value(rounding="ROUND_FLOOR")
    return whole + 1 if end_in or whole != end else whole


def first_in(start: Decimal, start_in: bool) -> Decimal:
    """Return the first whole number in a band from its lower end."""
    whole = start.to_integral_value(rounding="ROUND_CEILING")
    return whole if start_in or whole != start else whole + 1
