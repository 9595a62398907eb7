"""Our own export carries the whole rubric beside the official sheet: where both say the same, nothing is lost.

The official sheet wins wherever somebody changed it after the export.
"""

from collections.abc import Sequence

from assessment.files.official_form import FormRow, form_rows
from assessment.files.official_layout.table import RawLine
from assessment.files.official_layout.texts import closed, flowing
from assessment.rules import Criterion, Group, Rubric

Print = tuple[str, str, str, str]


def twins_of(rubric: Rubric | None, lines: Sequence[RawLine]) -> list[Criterion | None]:
    """Return for each line the criterion of `rubric` that prints exactly so, each criterion once."""
    if rubric is None:
        return [None] * len(lines)
    waiting: dict[Print, list[Criterion]] = {}
    for row in form_rows(rubric):
        waiting.setdefault(_printed(row), []).append(rubric.criterion(row.code))
    found: list[Criterion | None] = []
    for line in lines:
        left = waiting.get((line.section, line.item, line.text, line.rule), [])
        found.append(left.pop(0) if left else None)
    return found


def _printed(row: FormRow) -> Print:
    return closed(row.section), closed(row.heading), flowing(row.text), flowing(row.rule)


def twin_groups(
    rubric: Rubric | None, extents: Sequence[Sequence[tuple[Criterion | None, str]]]
) -> tuple[Group, ...] | None:
    """Return the rubric's own groups where the extents in the sheet are exactly these groups, else None.

    Shape: an extent is the twin and the printed 分值 of each of its lines.
    """
    if rubric is None:
        return None
    caps = {row.code: row.cap for row in form_rows(rubric)}
    groups = []
    for pairs in extents:
        twins = [twin for twin, _cap in pairs if twin is not None]
        codes = {twin.group for twin in twins} if len(twins) == len(pairs) else set()
        if len(codes) != 1:
            return None
        code = codes.pop()
        whole = [criterion for criterion in rubric.criteria if criterion.group == code]
        printed = closed(caps[twins[0].code])
        if len(whole) != len(twins) or any(cap != printed for _twin, cap in pairs):
            return None
        groups.append(rubric.group(code))
    return tuple(groups)
