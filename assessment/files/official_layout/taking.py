"""From a preview to a rubric, when nothing is left that was not understood."""

from dataclasses import replace
from decimal import Decimal

from assessment.enums import GroupKind
from assessment.files.official_layout.preview import Line, Preview, Status
from assessment.rules import Criterion, Rubric, RubricProblem, RubricRefused
from assessment.rules.checks import rubric_problems

ZERO = Decimal(0)


def rubric_of(found: Preview, *, name: str = "imported", version: str = "1") -> Rubric:
    """Return the table as a rubric; one that the file carries whole and unchanged is returned as it is.

    Raises: RubricRefused naming every line that is not understood, or what does not fit together.
    """
    refused = found.lines_with(Status.REFUSED)
    if refused:
        raise RubricRefused(tuple(_refusal(line) for line in refused))
    rubric = _built(found, name, version)
    problems = rubric_problems(rubric)
    if problems:
        raise RubricRefused(problems)
    return rubric


def _refusal(line: Line) -> RubricProblem:
    return RubricProblem(line.code, line.rule, "；".join(line.faults), line.text)


def _built(found: Preview, name: str, version: str) -> Rubric:
    criteria = tuple(_criterion(line) for line in found.lines)
    base = sum((g.cap for g in found.groups if g.kind == GroupKind.DEDUCT and g.cap is not None), ZERO)
    twin = found.twin
    if twin is None:
        return Rubric(name, found.title, version, base, found.groups, criteria)
    if set(criteria) == set(twin.criteria) and set(found.groups) == set(twin.groups):
        return twin
    codes = {criterion.code for criterion in criteria}
    kept = replace(
        twin, groups=found.groups, criteria=criteria,
        overlaps=tuple(overlap for overlap in twin.overlaps if set(overlap.codes) <= codes),
    )  # fmt: skip
    return kept if twin.base_apart else replace(kept, base=base)


def _criterion(line: Line) -> Criterion:
    if line.twin is not None and line.twin.group == line.group:
        return line.twin
    if line.parsed is None:
        raise ValueError(line.code)
    return Criterion(
        code=line.code, name=line.name, group=line.group, effect=line.parsed.effect, measure=line.parsed.measure,
        cap=line.parsed.cap, section=line.section, heading=line.item, official_text=line.text,
        official_rule=line.rule, correction=line.correction,
    )  # fmt: skip
