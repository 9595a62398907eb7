"""Figures of a day, a week, a month: what adds up, and the shares the monthly statistics print.

Source: facts.md § 6 (办件统计表: A = A1 + A2 + A3, B, C = C1 + C2, D, E), 002 § 四(二)3.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import add
from typing import Final, NamedTuple

ON_SPOT, PROMISED, SPECIAL = "on_spot", "promised", "special"
KINDS: Final = (ON_SPOT, PROMISED, SPECIAL)


class Figures(NamedTuple):
    """What happened to the cases of one kind. Units: cases; told and resumed are steps into and out of correction."""

    received: int = 0
    accepted: int = 0
    told: int = 0
    resumed: int = 0
    refused: int = 0
    withdrawn: int = 0
    voided: int = 0
    decided: int = 0
    denied: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    issued_counter: int = 0
    issued_post: int = 0
    issued_other: int = 0

    def __add__(self, other: "Figures") -> "Figures":  # type: ignore[override]
        return Figures(*map(add, self, other))

    @property
    def issued(self) -> int:
        return self.issued_counter + self.issued_post + self.issued_other

    @property
    def returned(self) -> int:
        """退件: refused and withdrawn."""
        return self.refused + self.withdrawn

    @property
    def left(self) -> int:
        """How many more came in than went out: what the stock of open cases grew by."""
        return self.received - self.decided - self.returned - self.voided


NAMES: Final = Figures._fields


@dataclass(frozen=True, slots=True)
class Stock:
    """Open cases at the end of a day. Units: cases."""

    under_way: int = 0
    correcting: int = 0

    @property
    def whole(self) -> int:
        return self.under_way + self.correcting


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of the monthly statistics.

    Shape: `by_kind` holds the figures of each kind; shares are exact and None where nothing is divided.
    Source: facts.md § 6: 收件 A = 即办 A1 + 承诺 A2 + 特殊 A3; 办结 B; 待办 C = 在办 C1 + 补件 C2; 退件 D;
    即办结率 E = 即办量 / (B − 特殊办结); 承诺件提前办结率.
    """

    by_kind: Mapping[str, Figures]
    stock: Stock | None = None

    @property
    def whole(self) -> Figures:
        return total(self.by_kind.values())

    def of(self, kind: str) -> Figures:
        return self.by_kind.get(kind, Figures())

    @property
    def on_spot_share(self) -> Fraction | None:
        """E: concluded on the spot, of all concluded without the special ones."""
        return share(self.of(ON_SPOT).decided, self.whole.decided - self.of(SPECIAL).decided)

    @property
    def early_share(self) -> Fraction | None:
        """Promised cases concluded before their day, of all promised ones concluded."""
        promised = self.of(PROMISED) + self.of(SPECIAL)
        return share(promised.early, promised.decided)

    @property
    def in_time_share(self) -> Fraction | None:
        """Concluded within the promise, of all concluded."""
        return share(self.whole.decided - self.whole.late, self.whole.decided)

    def merged(self, other: "Statement") -> "Statement":
        kinds = {kind: self.of(kind) + other.of(kind) for kind in KINDS}
        return replace(self, by_kind=kinds)


def total(figures: Iterable[Figures]) -> Figures:
    found = Figures()
    for each in figures:
        found = found + each
    return found


def share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def change(now: int, before: int) -> Fraction | None:
    """By how much a figure grew against the period before; None where there was nothing."""
    return Fraction(now - before, before) if before else None


def stock_after(figures: Figures) -> Stock:
    """The open cases at the end of a time, from everything that happened since the first day.

    Shape: figures from the very first day on. Whoever waits for a correction is counted apart.
    """
    correcting = max(figures.told - figures.resumed, 0)
    return Stock(max(figures.left - correcting, 0), correcting)
