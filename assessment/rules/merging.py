"""What a file of entries would change on a card: nothing twice, nothing lost.

A row with a number speaks of that entry. A row without one is the entry that reads just the same, if the card has one
that no other row of the file has spoken of; else it is new. So the same file again changes nothing.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Content = TypeVar("Content", bound=Hashable)


class Change(StrEnum):
    ADD = "add"
    CHANGE = "change"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Planned(Generic[Content]):
    """What becomes of one row. `number` is the entry it speaks of, None for a new one."""

    row: int
    change: Change
    number: int | None
    content: Content


def plan_merge(
    existing: Mapping[int, Content], rows: Sequence[tuple[int, int | None, Content]]
) -> tuple[Planned[Content], ...]:
    """Plan each row of a file.

    Shape: existing maps entry numbers to contents; a row is (row number, entry number, content).
    """
    spoken = {number for _row, number, _content in rows if number is not None}
    free = Counter(content for number, content in existing.items() if number not in spoken)
    planned = []
    for row, number, content in rows:
        if number is None:
            same = free[content] > 0
            free[content] -= same
            planned.append(Planned(row, Change.SAME if same else Change.ADD, None, content))
        elif number not in existing:
            planned.append(Planned(row, Change.UNKNOWN, number, content))
        else:
            change = Change.SAME if existing[number] == content else Change.CHANGE
            planned.append(Planned(row, change, number, content))
    return tuple(planned)
