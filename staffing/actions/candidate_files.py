"""Applications from a file: taken whole or not at all, through the actions of the screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.queries import holds
from hall_ops.lib.file_problems import FileProblem, FileRefused
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import blind_index, label_of
from records.actions import record_event
from staffing.actions.candidates import Application, CandidateRefused, apply_for, restate
from staffing.actions.person_files import Taken
from staffing.actions.recruitment import lock_need, must_be_open
from staffing.models import Candidate, Need
from staffing.queries.disclosure import masked_column


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One row of a list. Shape: `line` in the sheet; `told` names the parts of the application that the row fills."""

    line: int
    data: Application
    told: frozenset[str]


class _LookedAt(Exception):
    """Takes a preview back."""


def preview_applications(**values: Any) -> Taken:
    """What `take_applications` would do, done and taken back: nothing is judged twice.

    Raises: FileRefused, NeedRefused.
    """
    try:
        with transaction.atomic():
            taken = take_applications(**values)
            raise _LookedAt
    except _LookedAt:
        return taken


@transaction.atomic
def take_applications(
    *, by: Any, at: datetime, need: Need, rows: Sequence[ApplicationRow], name: str,
    problem: Callable[[ApplicationRow, str, str], FileProblem],
) -> Taken:  # fmt: skip
    """Take every row or none; the same list again changes nothing.

    Raises: FileRefused with every refusal, NeedRefused, CandidateRefused.
    """
    locked = lock_need(need)
    if not holds(by, Permission.HIRE_RECORD, locked.contract):
        raise CandidateRefused(_("您的身份不能登记招聘。"))
    must_be_open(locked)
    known = {bytes(each.id_index): each for each in _applied(locked) if each.id_index is not None}
    taken, problems = Taken(), []
    for row in rows:
        found = known.get(blind_index(row.data.id_number, field=label_of(Candidate, "id")))
        try:
            with transaction.atomic():
                _take(by, at, locked, row, found, name, taken)
        except CandidateRefused as refused:
            problems.append(problem(row, refused.field or "name", str(refused)))
    if problems:
        raise FileRefused(problems)
    if taken.new or taken.changed:
        after = {"name": name, "created": taken.new, "changed": taken.changed, "same": taken.same}
        record_event("candidate.import", by=by, obj=locked, contract=locked.contract, after=after)
    return taken


def _applied(need: Need) -> Any:
    return need.candidates.select_related("contract", "need__contract", "need__post", "notice")


def _take(
    by: Any, at: datetime, need: Need, row: ApplicationRow, known: Candidate | None, name: str, taken: Taken
) -> None:
    if known is None:
        made = apply_for(by=by, at=at, need=need, data=row.data)
        taken.new += 1
        taken.changes.append((masked_column(made, "id"), made.name, _("登记报名")))
        return
    reason = _("按导入的报名表更正：%(name)s") % {"name": name[:80]}
    data = _filled(row, known)
    if restate(by=by, at=at, candidate=known, data=data, reason=reason):
        taken.changed += 1
        taken.changes.append((masked_column(known, "id"), data.name, _("更正报名")))
    else:
        taken.same += 1


def _filled(row: ApplicationRow, known: Candidate) -> Application:
    """The row over the application on file: what a row leaves empty stays as it is."""
    kept = {
        name: getattr(known, name)
        for name in Application.__slots__
        if name not in row.told and name not in ("id_number", "phone")
    }
    return replace(row.data, id_number="", **kept)
