"""What is wrong with a profile file, said so that its writer can mend it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class ProfileProblem:
    """One fault of one file: where it stands, what was found, why it is refused, what to do."""

    file: str
    line: int
    field: str
    value: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        place = _("「%(file)s」第 %(line)d 行 %(field)s：") % {
            "file": self.file,
            "line": self.line,
            "field": self.field or _("全文"),
        }
        found = _("「%(value)s」") % {"value": self.value} if self.value else ""
        remedy = _("（%(remedy)s）") % {"remedy": self.remedy} if self.remedy else ""
        return place + found + self.reason + remedy


class ProfileRefused(ValueError):
    """A profile that may not be used; `problems` lists every fault found, in the order of the lines."""

    def __init__(self, problems: tuple[ProfileProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def field_name(path: Path) -> str:
    """Write a path the way a reader counts: ("payment", "instalments", 1) is payment.instalments[2]."""
    name = ""
    for step in path:
        if isinstance(step, int):
            name += f"[{step + 1}]"
        else:
            name += f".{step}" if name else step
    return name
