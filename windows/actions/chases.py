"""Chasing a department about a case, and its answer. Source: 002 § 四(一)(1) (催办); facts.md § 5.12."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission, Role
from hall_ops.lib.text_hygiene import clean_text
from windows.actions.moves import lock_case, touch_case
from windows.enums import ChaseWay
from windows.models import Case, Chase
from windows.rules.case_steps import AFTER_ACCEPTING


class ChaseRefused(DomainError):
    """A chase, or an answer, that does not fit."""


@transaction.atomic
def chase_department(*, by: Any, at: datetime, case: Case, way: str, words: str) -> Chase:
    """Ask the department where a case stands; it sees the question on its desk. Raises: ChaseRefused.

    Shape: one question at a time; while one is open, another way is a new one only after the answer.
    """
    locked = lock_case(case)
    visible = Case.objects.allowed(by, Permission.CASE_VIEW).filter(pk=locked.pk).exists()
    if not visible or _is_the_department(by, locked):
        raise ChaseRefused(_("催办由大厅一方登记。"))
    if locked.state not in AFTER_ACCEPTING:
        raise ChaseRefused(_("办件 %(number)s 不在部门办理，不需要催办。") % {"number": locked.number})
    words = clean_text(words).strip()
    if not words:
        raise ChaseRefused(_("请写明催办内容。"))
    if Chase.objects.filter(case=locked, answered_at=None, way=way).exists():
        raise ChaseRefused(
            _("办件 %(number)s 的上一次催办还没有答复，可以换一种方式。") % {"number": locked.number}
        )
    chase = Chase.objects.create(
        case=locked, way=ChaseWay(way), words=words[:200], due_on=locked.due_on, by=by, at=at
    )
    facts = {"way": way, "due_on": locked.due_on and locked.due_on.isoformat()}
    touch_case(by=by, at=at, case=locked, action="chase", why=words, facts=facts)
    return chase


def chase_many(*, by: Any, at: datetime, cases: Iterable[Case], words: str) -> tuple[int, list[str]]:
    """Chase several through the system, each for itself. Shape: (how many, what was refused)."""
    done, refused = 0, []
    for case in cases:
        try:
            chase_department(by=by, at=at, case=case, way=ChaseWay.SYSTEM, words=words)
        except ChaseRefused as reason:
            refused.append(str(reason))
        else:
            done += 1
    return done, refused


@transaction.atomic
def answer_chase(
    *, by: Any, at: datetime, today: date, chase: Chase, answer: str, expected_on: date | None = None
) -> Chase:
    """The department answers. Raises: ChaseRefused."""
    case = lock_case(chase.case)
    if not Case.objects.allowed(by, Permission.CASE_DECIDE).filter(pk=case.pk).exists():
        raise ChaseRefused(_("催办由办理部门答复。"))
    answer = clean_text(answer).strip()
    if not answer:
        raise ChaseRefused(_("请写明答复。"))
    if expected_on is not None and expected_on < today:
        raise ChaseRefused(_("预计办结日期早于今天，请核对。"))
    values = {"answer": answer[:300], "expected_on": expected_on, "answered_by": by, "answered_at": at}
    if not Chase.objects.filter(pk=chase.pk, answered_at=None).update(**values):
        raise ChaseRefused(_("这次催办已经答复。"))
    facts = {"expected_on": expected_on and expected_on.isoformat()}
    touch_case(by=by, at=at, case=case, action="answer_chase", why=answer, facts=facts)
    chase.refresh_from_db()
    return chase


def _is_the_department(by: Any, case: Case) -> bool:
    """Whether this person stands in the contract as the department's liaison only."""
    places = [place for place in by.standings() if place.contract_id == case.contract_id]
    return bool(places) and all(place.role == Role.LIAISON for place in places)
