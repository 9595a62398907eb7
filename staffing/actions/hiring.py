"""Onto the post: an application becomes a staff file with its papers, and a change of kind "joining" puts them there.

What recruitment proved goes into the file: the degree, each demand that was looked at, the medical, training, exam
and trial. The sealed numbers are sealed anew for the file; the application itself is erased a year later. Each fact is
written by the action that owns it: the file, its papers, the change and, through the change, the engagement.
Source: 002 § 四(二)1(1) (岗前考试合格后入职), 1(3)⑤ (变更), 003 § 五, 000 § 四.4④ (试岗轮训, 上岗试用).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Team, Window
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission, Side
from hall_ops.lib.sealing import open_column
from records.actions import record_event
from staffing.actions.candidate_steps import hindered
from staffing.actions.candidates import lock_candidate, person_index
from staffing.actions.change_done import Carried, carry_out
from staffing.actions.changes import ChangeRefused, Wanted, open_change, take_confirmation
from staffing.actions.papers import ONLY_MEETS, PaperRefused, add_papers
from staffing.actions.people import PersonEntry, PersonRefused, create_person
from staffing.actions.recruitment import end_need, lock_need, must_be_open
from staffing.enums import (
    CandidateState,
    ChangeKind,
    CheckBasis,
    ExamKind,
    NeedState,
    ProposedBy,
    Stage,
    StepResult,
)
from staffing.models import Candidate, CandidateStep, Engagement, Person, Schooling, StaffChange
from staffing.queries.eligibility import judged_candidate
from staffing.rules.eligibility import Judgement, Verdict
from staffing.rules.recruitment import LOOKED_AT, ON

FURTHEST = timedelta(days=60)


class HireRefused(DomainError):
    """Somebody who cannot be put on the post like this. Shape: `field` is the form's."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Hiring:
    """Where and from when, and what the staff file asks besides the application.

    Shape: `replaces` is the change of the person who left and whom this one follows.
    """

    number: str
    starts_on: date
    graduated_on: date
    team: Team | None = None
    window: Window | None = None
    replaces: StaffChange | None = None


@transaction.atomic
def put_on_post(*, by: Any, at: datetime, candidate: Candidate, data: Hiring) -> Engagement:
    """The last step: file, papers, change and engagement in one, and the need closed when it is filled.

    Raises: HireRefused, NeedRefused.
    """
    need = lock_need(candidate.need)
    locked = lock_candidate(candidate)
    contract = locked.contract
    if not holds(by, Permission.HIRE_RECORD, contract):
        raise HireRefused(_("您的身份不能登记上岗。"))
    if (locked.state, locked.stage) != (CandidateState.ACTIVE, Stage.ON_POST):
        raise HireRefused(
            _("%(name)s现在是“%(stage)s”（%(state)s），还不能上岗。")
            % {"name": locked.name, "stage": locked.get_stage_display(), "state": locked.get_state_display()}
        )
    must_be_open(need)
    steps = list(locked.steps.order_by("pk"))
    _check_days(data, steps, timezone.localdate(at))
    judgements = judged_candidate(locked, data.starts_on, hired_on=data.starts_on)
    if why := hindered(Stage.ON_POST, judgements):
        raise HireRefused(why)
    try:
        person = _person(by, at, locked, data)
        for kind, entries in _papers(locked, person, data, steps, judgements, timezone.localdate(at)):
            add_papers(by=by, at=at, person=person, kind=kind, entries=entries)
        _end(by, at, locked, person, data, judgements)
        held = _join(by, at, locked, person, data, steps)
    except (PersonRefused, PaperRefused, ChangeRefused) as refused:
        raise HireRefused(str(refused), getattr(refused, "field", "")) from refused
    if need.candidates.filter(state=CandidateState.HIRED).count() >= need.headcount:
        end_need(by=by, at=at, need=need, state=NeedState.FILLED, reason=_("人数已招满"))
    return held


def _check_days(data: Hiring, steps: list[CandidateStep], day: date) -> None:
    if data.starts_on > day + FURTHEST:
        raise HireRefused(_("到岗日期超过 60 天以后，请临近时再登记。"), "starts_on")
    if data.graduated_on > data.starts_on:
        raise HireRefused(_("毕业日期不能晚于到岗日期。"), "graduated_on")
    confirmed = [each.held_on for each in steps if each.stage == Stage.CONFIRMATION]
    if confirmed and data.starts_on < confirmed[-1]:
        raise HireRefused(
            _("采购人 %(day)s 才确认，到岗日期不能更早。") % {"day": confirmed[-1]}, "starts_on"
        )


def _person(by: Any, at: datetime, candidate: Candidate, data: Hiring) -> Person:
    """The staff file: a new one, or that of somebody who was here before and is on no post now."""
    number = open_column(candidate, "id")
    known = Person.objects.filter(contract=candidate.contract, id_index=person_index(number)).first()
    if known is not None:
        held = known.engagements.filter(voided_at=None).filter(
            Q(ends_on=None) | Q(ends_on__gte=data.starts_on)
        )
        if held.exists():
            raise HireRefused(
                _("%(name)s（工号 %(number)s）已经在岗。调整岗位请走人员变动。")
                % {"name": known.name, "number": known.number}
            )
        return known
    entry = PersonEntry(
        number=data.number, name=candidate.name, sex=candidate.sex, born_on=candidate.born_on, id_number=number,
        phone=open_column(candidate, "phone"), incumbent=candidate.incumbent,
        former_pay_yuan=candidate.former_pay_yuan,
    )  # fmt: skip
    return create_person(by=by, at=at, contract=candidate.contract, entry=entry)


def _papers(
    candidate: Candidate, person: Person, data: Hiring, steps: list[CandidateStep], judgements: list[Judgement],
    day: date,
) -> Iterator[tuple[str, list[dict[str, Any]]]]:  # fmt: skip
    """What recruitment proved, by kind of paper."""
    degree = {"level": candidate.schooling, "graduated_on": data.graduated_on}
    if not Schooling.objects.filter(person=person, voided_at=None, **degree).exists():
        school = candidate.school or _("（未填）")
        more = {"full_time": candidate.full_time, "school": school, "major": candidate.major}
        yield "schooling", [degree | more]
    if checks := list(_checks(candidate, judgements, day)):
        yield "check", checks
    passed = {each.stage: each for each in steps if each.result == StepResult.PASSED}
    if medical := passed.get(Stage.MEDICAL):
        yield "medical", [{"checked_on": medical.held_on, "fit": True}]
    exams = (
        (Stage.TRAINING, ExamKind.PRE_POST_TRAINING), (Stage.TRAINING, ExamKind.PRE_POST_EXAM),
        (Stage.TRIAL, ExamKind.TRIAL),
    )  # fmt: skip
    found = [_exam(passed[stage], kind) for stage, kind in exams if stage in passed]
    if found:
        yield "exam", found


def _exam(step: CandidateStep, kind: ExamKind) -> dict[str, Any]:
    score = step.score if kind == ExamKind.PRE_POST_EXAM else None
    return {"kind": kind, "subject": str(kind.label), "held_on": step.held_on, "score": score, "passed": True}


def _checks(candidate: Candidate, judgements: list[Judgement], day: date) -> Iterator[dict[str, Any]]:
    """Each demand that was looked at, then what the signed application itself settles."""
    rules = {each.requirement.key: each.requirement.rule for each in judgements}
    for key, said in candidate.checks.items():
        note = "" if rules.get(key) in ONLY_MEETS else _("招聘环节核查")
        yield {
            "requirement": key, "meets": said["meets"], "basis": said["basis"],
            "checked_on": date.fromisoformat(said["on"]), "note": note,
        }  # fmt: skip
    for each in judgements:
        told = each.requirement.rule in LOOKED_AT and each.verdict is Verdict.MET
        if told and each.requirement.key not in candidate.checks:
            yield {
                "requirement": each.requirement.key, "meets": True, "basis": CheckBasis.DECLARATION,
                "checked_on": day, "note": "" if each.requirement.rule in ONLY_MEETS else each.why[:200],
            }  # fmt: skip


def _join(
    by: Any, at: datetime, candidate: Candidate, person: Person, data: Hiring, steps: list[CandidateStep]
) -> Engagement:
    """The change that brings them: proposed by the supplier, consented to where the purchaser confirmed them."""
    said = next(
        (each for each in reversed(steps) if each.stage == Stage.CONFIRMATION and each.result in ON), None
    )
    before = [each for each in steps if said is not None and each.pk < said.pk]
    # The purchaser knows of somebody from the day they are put before it to be confirmed.
    told = timezone.localdate(before[-1].at) if before else None
    wanted = Wanted(
        kind=ChangeKind.JOIN, person=person, candidate=candidate, proposed_by=ProposedBy.CONTRACTOR,
        reason=_("招聘需求 %(number)s") % {"number": candidate.need.number}, effective_on=data.starts_on,
        announced_on=told, to_post=candidate.need.post, to_team=data.team, replaces=data.replaces,
    )  # fmt: skip
    key = f"hire:{candidate.pk}:{len(steps)}"
    change = open_change(by=by, at=at, contract=candidate.contract, wanted=wanted, key=key)
    if said is not None and said.by.side == Side.GOVERNMENT:
        change = take_confirmation(by=by, at=at, change=change, said=said)
    carried = Carried(data.starts_on, window=data.window)
    done = carry_out(by=by, at=at, change=change, carried=carried)
    assert done.begun is not None, "who joins has an engagement"
    return done.begun


def _end(
    by: Any, at: datetime, candidate: Candidate, person: Person, data: Hiring, judgements: list[Judgement]
) -> None:
    CandidateStep.objects.create(
        candidate=candidate, stage=Stage.ON_POST, result=StepResult.PASSED, held_on=data.starts_on,
        eligibility=[each.as_json() for each in judgements], at=at, by=by,
    )  # fmt: skip
    candidate.person, candidate.state, candidate.ended_at = person, CandidateState.HIRED, at
    candidate.save(update_fields=["person", "state", "ended_at"])
    after = {"state": candidate.state, "number": person.number}
    record_event("candidate.hire", by=by, obj=candidate, contract=candidate.contract, after=after)
