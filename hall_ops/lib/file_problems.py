"""What is wrong with a file somebody sent, said so that the sender can mend it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError

MOST_PROBLEMS_KEPT = 200


def column_letter(column: int) -> str:
    """The letter of a column counted from 1: 1 is A, 28 is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True)
class FileProblem:
    """One fault: where it is, what was found, what is wrong, how to put it right.

    Shape: `reason` continues the sentence after the value ("是数字格式"); `remedy` is a sentence of its own.
    A reason that itself begins with 值 is taken as it stands. `alike` further rows have the same value and fault.
    """

    reason: str
    remedy: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    header: str = ""
    value: str = ""
    alike: int = 0

    @property
    def place(self) -> str:
        """「导入」第 12 行 C 列「身份证号」, or as much of it as is known."""
        parts = []
        if self.row is not None:
            parts.append(_("第 %(row)s 行") % {"row": self.row})
        if self.column:
            parts.append(_("%(column)s 列") % {"column": self.column})
        sheet = f"「{self.sheet}」" if self.sheet else ""
        header = f"「{self.header}」" if self.header else ""
        return sheet + " ".join(parts) + header

    @property
    def complaint(self) -> str:
        """The value and the reason, without the place and the remedy."""
        reason = self.reason.rstrip("。")
        if not self.value or reason.startswith(("值", "value")):
            return reason
        return _("值 %(value)s %(reason)s") % {"value": shortened(self.value), "reason": reason}

    def __str__(self) -> str:
        place = self.place
        sentence = f"{place}：{self.complaint}。" if place else f"{self.complaint}。"
        remedy = self.remedy.rstrip("。")
        return f"{sentence}{remedy}。" if remedy else sentence


class FileRefused(DomainError):
    """A file was turned away whole; `problems` holds the first faults, `total` counts all of them."""

    def __init__(self, problems: Iterable[FileProblem], *, total: int | None = None) -> None:
        found = tuple(problems)
        self.total = len(found) if total is None else total
        self.problems = some_of_each(found, MOST_PROBLEMS_KEPT)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def some_of_each(problems: Sequence[FileProblem], most: int) -> tuple[FileProblem, ...]:
    """So many of them, in their order: a fault that runs down a whole column hides none of another kind."""
    if len(problems) <= most:
        return tuple(problems)
    seen: Counter[tuple[str, str]] = Counter()
    turns = []
    for place, problem in enumerate(problems):
        kind = (problem.column, problem.reason)
        turns.append((seen[kind], place))
        seen[kind] += 1
    return tuple(problems[place] for place in sorted(place for _turn, place in sorted(turns)[:most]))


def told_once(problems: Iterable[FileProblem]) -> list[FileProblem]:
    """One line for the rows in which the same column has the same value and the same fault; by their first row."""
    lines: dict[tuple[str, ...], FileProblem] = {}
    for problem in problems:
        key = (problem.sheet, problem.column, problem.header, problem.value, problem.reason)
        first = lines.get(key)
        lines[key] = problem if first is None else replace(first, alike=first.alike + 1 + problem.alike)
    return list(lines.values())


def refuse(reason: str, remedy: str, **where: object) -> FileRefused:
    """A refusal for a single fault."""
    return FileRefused([FileProblem(reason, remedy, **where)])  # type: ignore[arg-type]


def shortened(value: str, most: int = 60) -> str:
    """A value fit to be quoted in a sentence: one line, visible, not too long."""
    visible = "".join(mark if mark.isprintable() else " " for mark in value)
    return visible if len(visible) <= most else visible[:most] + "…"
