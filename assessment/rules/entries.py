"""What an assessor records against a rubric: one entry, and what can be wrong with it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

# A card is filled in by people: a larger count is a slip of the keyboard.
MAX_COUNT = 1_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded finding.

    Shape: `count` is whole; `level` for criteria with levels, `points` for judged ranges, `value` for a
    measured figure (minutes, hours, percent …), or `numerator`/`denominator` (less `excluded`) for a ratio.
    `exemption` names the ground that frees this entry; such an entry weighs nothing.
    Units: `value` in the criterion's own gauge; a ratio in percent.
    """

    criterion: str
    count: int = 1
    level: str | None = None
    points: Decimal | None = None
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    excluded: int = 0
    exemption: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EntryProblem:
    """One thing wrong with one entry, said in Chinese with what is allowed instead."""

    index: int
    field: str
    value: str
    reason: str
    allowed: str


class EntryRefused(ValueError):
    """Entries that cannot be scored; `problems` names all of them."""

    def __init__(self, problems: tuple[EntryProblem, ...]) -> None:
        super().__init__("；".join(problem.reason for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a measure finds wrong with an entry, before the entry's place is known."""

    field: str
    value: object
    reason: str
    allowed: str

    def at(self, index: int) -> EntryProblem:
        """Return the problem of the entry at `index`."""
        shown = "" if self.value is None else str(self.value)
        return EntryProblem(index, self.field, shown, self.reason, self.allowed)


def check_recording(count: int, occurred_on: date | None, end: date) -> tuple[Flaw, ...]:
    """What no entry of a card may say, typed or from a file, whatever its criterion measures.

    Shape: `end` is the first day after the card's month.
    """
    flaws = []
    if occurred_on is not None and occurred_on >= end:
        flaws.append(Flaw("occurred_on", occurred_on, _("晚于考核月份"), _("当月或更早的日期")))
    if count == 0:
        allowed = _("1 以上的整数；已有的记录要撤回，请在考核表上写明原因")
        flaws.append(Flaw("count", count, _("没有发生就不必记"), allowed))
    return tuple(flaws)
