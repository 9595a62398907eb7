"""The statistics as a table: columns with their formulas, sorted rows, the row of sums, the same for Excel.

Source: facts.md § 6 (办件统计表): 收件 A = 即办 A1 + 承诺 A2 + 特殊 A3; 办结 B; 待办 C = 在办 C1 + 补件 C2; 退件 D;
即办结率 E = 即办量 / (B − 特殊办结); 承诺件提前办结率.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from hall_ops.lib.sheet_values import Column as SheetColumn
from windows.queries.stats import Line, Statistics
from windows.rules.tallies import ON_SPOT, PROMISED, SPECIAL, Statement, change

Value = int | Fraction | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One column. Shape: `of` reads a line's statement; shares print in hundredths; `code` is the form's letter."""

    key: str
    title: Any
    code: str
    of: Callable[[Statement], Value]
    is_share: bool = False
    note: Any = ""


FIGURES = (
    Figure("received", _("收件"), "A", lambda s: s.whole.received),
    Figure("on_spot", _("即办"), "A1", lambda s: s.of(ON_SPOT).received),
    Figure("promised", _("承诺"), "A2", lambda s: s.of(PROMISED).received),
    Figure("special", _("特殊"), "A3", lambda s: s.of(SPECIAL).received, note=_("有法定特殊环节的承诺件")),
    Figure("accepted", _("受理"), "", lambda s: s.whole.accepted),
    Figure("told", _("一次性告知"), "", lambda s: s.whole.told),
    Figure("decided", _("办结"), "B", lambda s: s.whole.decided),
    Figure("returned", _("退件"), "D", lambda s: s.whole.returned, note=_("不受理、不予受理和撤件")),
    Figure("issued", _("出件"), "", lambda s: s.whole.issued),
    Figure("late", _("逾期办结"), "", lambda s: s.whole.late),
    Figure(
        "on_spot_share", _("即办结率"), "E", lambda s: s.on_spot_share, is_share=True,
        note=_("即办办结 ÷（办结 − 特殊办结）"),
    ),
    Figure(
        "early_share", _("提前办结率"), "", lambda s: s.early_share, is_share=True,
        note=_("承诺件和特殊件中提前办结的 ÷ 其办结数"),
    ),
    Figure("in_time_share", _("按时办结率"), "", lambda s: s.in_time_share, is_share=True, note=_("未逾期办结 ÷ 办结")),
)  # fmt: skip
BY_KEY = {figure.key: figure for figure in FIGURES}
WAITING, CHANGE, NAME = "waiting", "change", "name"


@dataclass(frozen=True, slots=True)
class Row:
    """One line as the page prints it. Shape: cells in the order of FIGURES; `trend` against the time before."""

    key: int
    label: str
    cells: tuple[str, ...]
    waiting: str
    trend: str
    rises: bool
    bar: str


def percent(share: Fraction | None, places: int = 1) -> str:
    """87.5%; — where nothing is divided."""
    if share is None:
        return "—"
    value = Decimal(share.numerator * 100) / share.denominator
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


def shown(value: Value, *, is_share: bool) -> str:
    if is_share:
        return percent(value if isinstance(value, Fraction) or value is None else Fraction(value))
    return f"{value:,}"


def trend(now: int, before: int) -> str:
    """+12.5%, −3.0%, — where there was nothing before."""
    found = change(now, before)
    if found is None:
        return "—"
    return ("+" if found > 0 else "−" if found < 0 else "") + percent(abs(found))


def sorted_lines(found: Statistics, order: str) -> list[Line]:
    """Lines by a column, the largest first; with "-" before its name the smallest. Shares without a base come last."""
    key, up = order.removeprefix("-"), order.startswith("-")
    if key == NAME:
        return sorted(found.lines, key=lambda line: line.label, reverse=up)

    def value(line: Line) -> tuple[bool, Fraction]:
        if key == WAITING:
            number: Value = line.waiting
        elif key == CHANGE:
            number = change(line.now.whole.received, line.before.whole.received)
        else:
            number = BY_KEY.get(key, FIGURES[0]).of(line.now)
        missing = number is None
        amount = Fraction(number or 0)
        return missing, amount if up else -amount

    return sorted(found.lines, key=lambda line: (*value(line), line.label))


def rows_of(lines: Sequence[Line], most: int) -> list[Row]:
    """Lines as the page prints them. Shape: `most` is the largest number received, for the bars."""
    return [
        Row(
            line.key, line.label, cells_of(line.now), "" if line.waiting is None else f"{line.waiting:,}",
            trend(line.now.whole.received, line.before.whole.received),
            line.now.whole.received > line.before.whole.received,
            f"{line.now.whole.received * 100 / most:.1f}" if most else "0",
        )
        for line in lines
    ]  # fmt: skip


def cells_of(statement: Statement) -> tuple[str, ...]:
    return tuple(shown(figure.of(statement), is_share=figure.is_share) for figure in FIGURES)


def sheet_columns(label: str, *, with_waiting: bool) -> list[SheetColumn]:
    """The table's columns for Excel, with the form's letters."""
    columns = [SheetColumn(key=NAME, title=label, kind="text", width=30)]
    for figure in FIGURES:
        title = f"{figure.title} {figure.code}".strip()
        kind = "text" if figure.is_share else "integer"
        columns.append(SheetColumn(key=figure.key, title=title, kind=kind, width=12))  # type: ignore[arg-type]
    if with_waiting:
        columns.append(SheetColumn(key=WAITING, title=str(_("现在待办 C")), kind="integer", width=12))
    columns.append(SheetColumn(key=CHANGE, title=str(_("收件比上期")), kind="text", width=12))
    return columns


def sheet_rows(found: Statistics, lines: Sequence[Line]) -> list[list[object]]:
    """The lines and their sum for Excel."""
    with_waiting = any(line.waiting is not None for line in lines)
    whole = Line(0, str(_("合计")), found.whole, found.whole_before, sum(line.waiting or 0 for line in lines))
    rows = []
    for line in [*lines, whole]:
        row: list[object] = [line.label]
        for figure in FIGURES:
            value = figure.of(line.now)
            row.append(shown(value, is_share=True) if figure.is_share else value)
        if with_waiting:
            row.append(line.waiting or 0)
        rows.append([*row, trend(line.now.whole.received, line.before.whole.received)])
    return rows
