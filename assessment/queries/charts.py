"""Charts as plain geometry: templates draw them as inline SVG, so they print and need no library."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessment.rules.rubric import Tier

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 40, 64, 10, 26


@dataclass(frozen=True, slots=True)
class Band:
    """One tier's band: its place, its floor and what it pays."""

    y: str
    height: str
    middle: str
    place: int
    floor: Decimal
    coefficient: Decimal


@dataclass(frozen=True, slots=True)
class Dot:
    """One month. Shape: `x`, `y` as drawn; `counts` whether the month is approved."""

    x: str
    y: str
    month: date
    total: Decimal
    counts: bool


@dataclass(frozen=True, slots=True)
class Tick:
    at: str
    label: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """Months as a line over the tiers. Units: the SVG's own, `width` × `height`."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    bands: Sequence[Band]
    dots: Sequence[Dot]
    line: str
    months: Sequence[Tick]
    scale: Sequence[Tick]
    mean: str | None


def line_chart(
    months: Sequence[date],
    totals: dict[date, Decimal],
    tiers: Sequence[Tier],
    *,
    open_totals: dict[date, Decimal] | None = None,
    mean: Decimal | None = None,
) -> LineChart:
    """Lay out a year's months over its tiers; `open_totals` are months not approved yet, drawn hollow and unjoined."""
    hollow = open_totals or {}
    shown = [*totals.values(), *hollow.values()]
    low, high = _range(shown, tiers)

    def x(place: int) -> str:
        return _text(LEFT + (WIDTH - LEFT - RIGHT) * Decimal(2 * place + 1) / (2 * len(months)))

    def y(value: Decimal) -> str:
        return _text(TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low))

    places = {month: place for place, month in enumerate(months)}
    dots = [
        Dot(x(place), y((totals | hollow)[month]), month, (totals | hollow)[month], month in totals)
        for month, place in places.items()
        if month in totals or month in hollow
    ]
    return LineChart(
        width=WIDTH, height=HEIGHT, left=LEFT, right=WIDTH - RIGHT, bottom=HEIGHT - BOTTOM,
        bands=_bands(tiers, low, high, y), dots=dots,
        line=" ".join(f"{dot.x},{dot.y}" for dot in dots if dot.counts),
        months=[Tick(x(place), f"{month.month}") for month, place in places.items()],
        scale=[Tick(y(Decimal(value)), str(value)) for value in range(int(low), int(high) + 1, _step(low, high))],
        mean=y(mean) if mean is not None else None,
    )  # fmt: skip


def _range(shown: Iterable[Decimal], tiers: Sequence[Tier]) -> tuple[Decimal, Decimal]:
    """From a multiple of five below the lowest month and below the second tier, to 100 or what is higher."""
    floors = [tier.floor for tier in tiers[:2]]
    low = min([*shown, *floors])
    high = max([*shown, Decimal(100)])
    return Decimal(int((low - 1) // 5 * 5)), Decimal(int(-(-high // 5) * 5))


def _step(low: Decimal, high: Decimal) -> int:
    return 5 if high - low <= 40 else 10 if high - low <= 80 else 20


def _bands(tiers: Sequence[Tier], low: Decimal, high: Decimal, y: object) -> list[Band]:
    bands, top = [], high
    for place, tier in enumerate(tiers):
        floor = max(tier.floor, low) if place < len(tiers) - 1 else low
        if floor < top:
            upper, lower = Decimal(y(top)), Decimal(y(floor))  # type: ignore[operator]
            middle = _text((upper + lower) / 2)
            bands.append(
                Band(_text(upper), _text(lower - upper), middle, place, tier.floor, tier.coefficient)
            )
            top = floor
    return bands


def _text(number: Decimal) -> str:
    return f"{number:.1f}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One cause with its points. Shape: `width` in hundredths of the longest bar, `share` of all points."""

    label: str
    name: str
    points: Decimal
    share: Decimal
    width: str


def bars(rows: Iterable[tuple[str, str, Decimal]], most: int | None = None) -> list[Bar]:
    """The rows with points, the largest first; shares of all rows, those cut off by `most` included."""
    kept = sorted((row for row in rows if row[2] > 0), key=lambda row: -row[2])
    whole = sum((row[2] for row in kept), Decimal(0))
    longest = kept[0][2] if kept else Decimal(1)
    return [
        Bar(label, name, points, (points / whole).quantize(Decimal("0.001")), _text(points * 100 / longest))
        for label, name, points in kept[:most]
    ]
