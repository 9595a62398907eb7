"""The course of a time as plain geometry: bars of what came in, a line of what was concluded. Drawn as inline SVG."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from windows.rules.tallies import Figures

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 960, 220, 48, 8, 12, 26
STEPS = (1, 2, 5)
MOST_LABELS = 16


@dataclass(frozen=True, slots=True)
class Bar:
    """One day or month. Shape: places as drawn; `told` what a pointer or a screen reader is told."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    point: str
    label: str
    told: str


@dataclass(frozen=True, slots=True)
class Tick:
    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Course:
    """Shape: `line` joins the points of what was concluded. Units: the SVG's own."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    bars: list[Bar]
    line: str
    scale: list[Tick]


def course(chart: Mapping[date, Figures], *, monthly: bool, until: date) -> Course:
    """Lay the figures out. The line leaves out days on which nothing happened, and ends at `until`."""
    top = _ceiling(max([1, *(max(each.received, each.decided) for each in chart.values())]))
    room = Decimal(WIDTH - LEFT - RIGHT) / max(len(chart), 1)
    every = -(-len(chart) // MOST_LABELS)

    def y(value: int) -> Decimal:
        return TOP + Decimal(HEIGHT - TOP - BOTTOM) * (top - value) / top

    bars = []
    for place, (day, figures) in enumerate(chart.items()):
        x = LEFT + room * place
        label = (_("%(n)d 月") % {"n": day.month} if monthly else f"{day.day}") if place % every == 0 else ""
        bars.append(
            Bar(
                _text(x + room / 8), _text(y(figures.received)), _text(room * 3 / 4),
                _text(HEIGHT - BOTTOM - y(figures.received)), _text(x + room / 2), _text(y(figures.decided)), label,
                _told(day, figures, monthly),
            )
        )  # fmt: skip
    lived = [day <= until and bool(one.received or one.decided) for day, one in chart.items()]
    past = [bar for bar, happened in zip(bars, lived, strict=True) if happened]
    line = " ".join(f"{bar.middle},{bar.point}" for bar in past)
    scale = [Tick(_text(y(value)), f"{value:,}") for value in range(0, top + 1, max(top // 4, 1))]
    return Course(WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, bars, line, scale)


def _told(day: date, figures: Figures, monthly: bool) -> str:
    when = date_format(day, _("Y 年 n 月") if monthly else _("n 月 j 日"))
    return _("%(when)s：收件 %(received)d，办结 %(decided)d") % {
        "when": when,
        "received": figures.received,
        "decided": figures.decided,
    }


def _ceiling(most: int) -> int:
    """The next round number a scale of four parts may end with."""
    size = 4
    while True:
        for step in STEPS:
            if size * step >= most:
                return size * step
        size *= 10


def _text(number: Decimal | int) -> str:
    return f"{number:.1f}"
