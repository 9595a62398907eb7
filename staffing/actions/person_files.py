"""Lists of staff in and out: taken whole or not at all, through the actions of the screens; what leaves is logged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract, Team, Window
from hall_ops.lib.errors import DomainError
from hall_ops.lib.file_problems import FileProblem, FileRefused
from records.actions import record_event
from staffing.actions.engagements import EngagementRefused, Place, begin_engagement
from staffing.actions.papers import PaperRefused, add_papers
from staffing.actions.people import PersonEntry, PersonRefused, create_person, edit_person
from staffing.actions.wording import needed
from staffing.models import Engagement, Person, Post, Schooling


class ExportRefused(DomainError):
    """A list of staff that may not leave like this."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of a list. Shape: `line` in the sheet; `touch` names the plain columns the row speaks of."""

    line: int
    entry: PersonEntry
    touch: frozenset[str]
    schooling: dict[str, Any] | None = None
    post: Post | None = None
    team: Team | None = None
    leader: bool = False
    window: Window | None = None
    starts_on: date | None = None
    despite: str = ""


@dataclass(slots=True)
class Taken:
    """What a list came to. Shape: `changes` are (staff number, name, what happened)."""

    new: int = 0
    changed: int = 0
    same: int = 0
    changes: list[tuple[str, str, str]] = field(default_factory=list)


class _LookedAt(Exception):
    """Takes a preview back."""


def preview_people(**values: Any) -> Taken:
    """What `take_people` would do, done and taken back: nothing is judged twice. Raises: FileRefused."""
    try:
        with transaction.atomic():
            taken = take_people(**values)
            raise _LookedAt
    except _LookedAt:
        return taken


@transaction.atomic
def take_people(
    *, by: Any, at: datetime, contract: Contract, rows: Sequence[FileRow], name: str,
    problem: Callable[[FileRow, str, str], FileProblem],
) -> Taken:  # fmt: skip
    """Take every row or none; the same list again changes nothing. Raises: FileRefused with every refusal."""
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    taken, problems = Taken(), []
    known = {
        person.number: person
        for person in Person.objects.filter(contract=contract).select_related("contract")
    }
    for row in rows:
        try:
            with transaction.atomic():
                _take(by, at, contract, row, known.get(row.entry.number), taken)
        except (PersonRefused, PaperRefused, EngagementRefused) as refused:
            field_at = getattr(refused, "field", "") or (
                "post" if isinstance(refused, EngagementRefused) else "number"
            )
            problems.append(problem(row, field_at, str(refused)))
    if problems:
        raise FileRefused(problems)
    if taken.new or taken.changed:
        after = {"name": name, "created": taken.new, "changed": taken.changed, "same": taken.same}
        record_event("staff.import", by=by, contract=contract, after=after)
    return taken


def _take(
    by: Any, at: datetime, contract: Contract, row: FileRow, person: Person | None, taken: Taken
) -> None:
    said = []
    if person is None:
        person = create_person(by=by, at=at, contract=contract, entry=row.entry)
        new = True
    else:
        new = False
        if edit_person(by=by, at=at, person=person, entry=row.entry, touch=row.touch):
            said.append(_("更新资料"))
    if (
        row.schooling
        and not Schooling.objects.filter(person=person, voided_at=None, **row.schooling).exists()
    ):
        add_papers(by=by, at=at, person=person, kind="schooling", entries=[row.schooling])
        said.append(_("登记学历"))
    if row.post and row.starts_on and not _is_there(person, row.post, row.starts_on):
        place = Place(row.post, row.team, row.leader, None, row.window, row.despite)
        begin_engagement(by=by, at=at, person=person, starts_on=row.starts_on, place=place)
        said.append(_("登记任职“%s”") % row.post.name)
    if new:
        taken.new += 1
        said.insert(0, _("新建档案"))
    elif said:
        taken.changed += 1
    else:
        taken.same += 1
    if said:
        taken.changes.append((person.number, row.entry.name, "、".join(said)))


def _is_there(person: Person, post: Post, day: date) -> bool:
    """Whether the list tells of an engagement that is on file already."""
    return Engagement.objects.filter(person=person, voided_at=None, post=post, starts_on=day).exists()


@transaction.atomic
def log_export(*, by: Any, contract: Contract, purpose: str, rows: int, columns: Sequence[str]) -> str:
    """Write down that a list of staff leaves, for what and with which columns. Shape: the purpose as kept.

    Raises: ExportRefused.
    """
    why = needed(purpose, _("请写明导出的用途。"), ExportRefused)
    after = {"purpose": why, "rows": rows, "columns": list(columns)}
    record_event("staff.export", by=by, contract=contract, after=after)
    return why
