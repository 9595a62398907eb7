"""One fact, one criterion: which entries of a card may be the same event told twice.

Source: rules.md section 2 (3.1/3.29, 3.3/3.31, 3.10/3.17 …); clauses.md 2.2 no. 9.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from assessment.rules.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Fact:
    """What an entry says happened. Shape: subject is the person or place, compared without blanks and case."""

    entry: int
    criterion: str
    on: date | None
    subject: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Doubling:
    """Two entries that may be one fact, with what the rubric notes about the pair."""

    first: int
    second: int
    note: str


def doublings(rubric: Rubric, facts: Sequence[Fact]) -> tuple[Doubling, ...]:
    """Pairs under overlapping criteria that nobody gave a reason for, and that nothing tells apart.

    Two dates, or two subjects, tell entries apart; what is missing does not.
    """
    found = []
    for overlap in rubric.overlaps:
        touched = [fact for fact in facts if fact.criterion in overlap.codes]
        for first, second in combinations(touched, 2):
            if (
                first.criterion != second.criterion
                and not (first.reason or second.reason)
                and _same(first, second)
            ):
                found.append(Doubling(first.entry, second.entry, overlap.note))
    return tuple(dict.fromkeys(found))


def _same(first: Fact, second: Fact) -> bool:
    if first.on and second.on and first.on != second.on:
        return False
    one, other = (" ".join(fact.subject.casefold().split()) for fact in (first, second))
    return not (one and other) or one == other
