"""A ranking of people by satisfaction or complaints, volume, attendance and exam; who comes last is interviewed.

The tender names what is looked at and no points: in each part people are put in order, best 100, last 0, those alike
the same; the parts are weighed as the filing says. Who has no figures in a part is judged by the others.
Source: 002 § 四(二)2(7) (客户满意度或投诉情况、业务处理量、考勤情况；季度末位约谈); rules.md § 4.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

from hall_ops.lib.months import months_later

PARTS = ("satisfaction", "volume", "attendance", "exam")
FULL = 100
QUARTER_MONTHS = 3
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is on record of a person in a span. Units: ratings, complaints upheld, cases, sessions, points of 100.

    Shape: None where the part does not concern them or nothing is on record.
    """

    person: int
    rated: int = 0
    good: int = 0
    complaints: int = 0
    volume: int | None = None
    planned: int = 0
    absent: int = 0
    late: int = 0
    exam: Fraction | None = None

    def key(self, part: str) -> tuple[Any, ...] | None:
        """What people are put in order by, the smaller the better; None without figures."""
        if part == "satisfaction":
            share = Fraction(self.good, self.rated) if self.rated else Fraction(0)
            return (self.complaints, -share) if self.rated or self.complaints else None
        if part == "volume":
            return None if self.volume is None else (-self.volume,)
        if part == "attendance":
            return (self.absent, self.late) if self.planned else None
        return None if self.exam is None else (-self.exam,)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A person's place. Shape: `points` exact, None with `place` for who has no figures; `last` is the lowest."""

    figures: Figures
    parts: Mapping[str, Fraction]
    points: Fraction | None
    place: int | None
    last: bool = False


def rank(rows: Iterable[Figures], weights: Mapping[str, int]) -> list[Ranked]:
    """Everybody in order, those without figures at the end. Those alike share a place, the last one too."""
    found = list(rows)
    parts = {part: _points({row.person: row.key(part) for row in found}) for part in PARTS}
    judged = [_judged(row, parts, weights) for row in found]
    totals = [points for _row, _parts, points in judged if points is not None]
    lowest = min(totals) if len(set(totals)) > 1 else None
    ranked = [
        Ranked(
            row, own, points, None if points is None else 1 + sum(other > points for other in totals),
            points is not None and points == lowest,
        )
        for row, own, points in judged
    ]  # fmt: skip
    return sorted(ranked, key=lambda each: (each.place is None, each.place or 0, each.figures.person))


def _points(keys: Mapping[int, tuple[Any, ...] | None]) -> dict[int, Fraction]:
    known = {person: key for person, key in keys.items() if key is not None}
    others = len(known) - 1
    return {
        person: Fraction(FULL * (others - sum(other < key for other in known.values())), others)
        if others
        else Fraction(FULL)
        for person, key in known.items()
    }


def _judged(
    row: Figures, parts: Mapping[str, Mapping[int, Fraction]], weights: Mapping[str, int]
) -> tuple[Figures, dict[str, Fraction], Fraction | None]:
    own = {part: parts[part][row.person] for part in PARTS if row.person in parts[part]}
    weight = sum(weights[part] for part in own)
    total = sum((weights[part] * points for part, points in own.items()), Fraction(0))
    return row, own, total / weight if weight else None


def shown(points: Fraction) -> Decimal:
    """Points for screen and store, cut and not rounded, so that nobody below looks level."""
    return (Decimal(points.numerator) / Decimal(points.denominator)).quantize(CENT, ROUND_DOWN)


def wrong_weights(weights: Mapping[str, int]) -> bool:
    """Whether the weights are not one for each part, none below nought, 100 together."""
    values: Sequence[int] = list(weights.values())
    return set(weights) != set(PARTS) or min(values) < 0 or sum(values) != FULL


def quarter_of(day: date) -> date:
    """The first day of a day's calendar quarter."""
    return date(day.year, (day.month - 1) // QUARTER_MONTHS * QUARTER_MONTHS + 1, 1)


def last_day(starts_on: date, quarter: bool) -> date:
    """The last day of a month or quarter by its first."""
    return months_later(starts_on, QUARTER_MONTHS if quarter else 1) - timedelta(days=1)
