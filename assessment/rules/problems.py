"""What can be wrong with a rubric: a place, a value, a reason and a remedy."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class RubricProblem:
    """One thing wrong with a rubric; `where` is a path such as `criteria[12].measure.points`, or a code."""

    where: str
    value: str
    reason: str
    remedy: str

    def under(self, prefix: str) -> "RubricProblem":
        """Return the same problem with its place set below `prefix`."""
        return replace(self, where=f"{prefix}.{self.where}" if self.where else prefix)


class RubricRefused(ValueError):
    """A rubric that cannot be expressed exactly; `problems` names every reason, not only the first."""

    def __init__(self, problems: tuple[RubricProblem, ...]) -> None:
        super().__init__("；".join(f"{problem.where}：{problem.reason}" for problem in problems))
        self.problems = problems
