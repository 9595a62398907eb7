"""Required against filled, and who may stand on a post at all: pure arithmetic over numbers and days."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filling:
    """A post's people on a day. Units: persons."""

    required: int
    filled: int
    counted: bool = True

    @property
    def short(self) -> int:
        """How many are missing; a float post is never short, since the contract does not count it."""
        return max(0, self.required - self.filled) if self.counted else 0

    @property
    def over(self) -> int:
        return max(0, self.filled - self.required)

    @property
    def level(self) -> str:
        """What the screen paints: "bad" while somebody is missing."""
        return "bad" if self.short else "ok" if self.counted else ""


def total(fillings: Iterable[Filling]) -> Filling:
    """The counted posts together: one person too many here does not stand in for one missing there.

    Source: 002 § ★3 (managers and clerks are each at least so many), 004 § 二(一) (float posts not counted).
    """
    counted = [each for each in fillings if each.counted]
    return Filling(
        sum(each.required for each in counted), sum(min(each.filled, each.required) for each in counted)
    )
