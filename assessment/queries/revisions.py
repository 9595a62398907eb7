"""Revisions of a card: which there are, which one counts, and what a correction changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assessment import rules
from assessment.models import Entry, Objection, Scorecard
from assessment.queries.scores import decisions_of, entries_in_force, in_force, score_of, spec_of
from assessment.rules.comparison import Change, Comparison, compare


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of the month: the one on the screen (`open`), the one that counts (`counts`)."""

    card: Scorecard
    open: bool
    counts: bool


def revisions_of(cards: Any, card: Scorecard) -> list[Revision]:
    """The month's revisions among the cards the user may see, the first in front. One query."""
    rows = list(cards.filter(contract_id=card.contract_id, month=card.month).order_by("revision"))
    counted = {each.pk for each in in_force(rows)}
    return [Revision(row, row.pk == card.pk, row.pk in counted) for row in rows]


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One criterion in both revisions, with the entries that differ and the rulings that made them differ."""

    criterion: rules.Criterion
    change: Change
    entries: Sequence["ComparedEntry"]


@dataclass(frozen=True, slots=True)
class ComparedEntry:
    """One entry whose count changed. Shape: after is None where the correction withdrew it."""

    number: int
    before: int
    after: int | None
    objection: Objection | None


@dataclass(frozen=True, slots=True)
class RevisionComparison:
    """What the comparison screen shows: the lines that differ in front."""

    before: Scorecard
    after: Scorecard
    lines: Sequence[ComparedLine]
    groups: Sequence[tuple[rules.Group, Change]]
    total: Change

    @property
    def changed(self) -> int:
        return sum(1 for line in self.lines if line.change.differs)


def compare_revisions(before: Scorecard, after: Scorecard) -> RevisionComparison:
    """Compare a correction with the card it corrects. Both need contract and rubric loaded."""
    chosen = {key: row.chosen for key, row in decisions_of(after.contract, after.month).items()}
    first, second = entries_in_force(before), entries_in_force(after)
    found: Comparison = compare(
        [criterion.code for criterion in spec_of(after).criteria],
        score_of(before, first, chosen),
        score_of(after, second, chosen),
    )
    spec = spec_of(after)
    differing = _differing(first, second, _objections(before))
    lines = [
        ComparedLine(spec.criterion(each.code), each, differing.get(each.code, [])) for each in found.lines
    ]
    return RevisionComparison(
        before=before,
        after=after,
        lines=sorted(lines, key=lambda line: not line.change.differs),
        groups=[(spec.group(each.code), each) for each in found.groups],
        total=found.total,
    )


def _objections(card: Scorecard) -> dict[int, Objection]:
    filed = Objection.objects.filter(scorecard=card).select_related("entry", "ruled_by")
    return {each.entry.number: each for each in filed}


def _differing(
    before: Sequence[Entry], after: Sequence[Entry], objections: dict[int, Objection]
) -> dict[str, list[ComparedEntry]]:
    now = {entry.number: entry.count for entry in after}
    found: dict[str, list[ComparedEntry]] = {}
    for entry in before:
        count = now.get(entry.number)
        if count != entry.count:
            row = ComparedEntry(entry.number, entry.count, count, objections.get(entry.number))
            found.setdefault(entry.criterion.code, []).append(row)
    return found
