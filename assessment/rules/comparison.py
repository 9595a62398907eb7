"""Two revisions of a card beside each other, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.results import CardScore, GroupScore, LineScore


@dataclass(frozen=True, slots=True)
class Change:
    """One line, group or total before and after. Shape: count is None where nothing is counted. Units: points."""

    code: str
    before: Decimal
    after: Decimal
    count_before: int | None = None
    count_after: int | None = None

    @property
    def differs(self) -> bool:
        return (self.before, self.count_before) != (self.after, self.count_after)

    @property
    def moved(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """Shape: lines of every criterion that either card records, groups in the rubric's order, the total."""

    lines: tuple[Change, ...]
    groups: tuple[Change, ...]
    total: Change


def compare(codes: Sequence[str], before: CardScore, after: CardScore) -> Comparison:
    """Compare two scores under the same rubric, whose criteria are `codes` in their order."""
    first, second = _lines(before.lines), _lines(after.lines)
    nothing = LineScore("", 0, Decimal(0))
    lines = []
    for code in codes:
        old, new = first.get(code, nothing), second.get(code, nothing)
        if old.count or new.count or old.points or new.points:
            lines.append(Change(code, old.points, new.points, old.count, new.count))
    groups = tuple(_group(old, new) for old, new in zip(before.groups, after.groups, strict=True))
    return Comparison(tuple(lines), groups, Change("", before.total, after.total))


def _lines(lines: Sequence[LineScore]) -> dict[str, LineScore]:
    return {line.code: line for line in lines}


def _group(before: GroupScore, after: GroupScore) -> Change:
    return Change(before.code, before.score, after.score)
