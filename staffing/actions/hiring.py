"""Onto the post: an application becomes a staff file with its papers, and an engagement begins.

What recruitment proved goes into the file: the degree, each demand that was looked at, the medical, training, exam
and trial. The sealed numbers are sealed anew for the file; the application itself is erased a year later.
Source: 002 § 四(二)1(1) (岗前考试合格后入职), 003 § 五, 000 § 四.4④ (试岗轮训, 上岗试用).
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, Team, Window
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import label_of, open_column, sealed_pair
from records.actions import record_event
from staffing.actions.candidate_steps import hindered
from staffing.actions.candidates import lock_candidate, person_index
from staffing.actions.recruitment import end_need, lock_need, must_be_open
from staffing.actions.wording import needed
from staffing.enums import CandidateState, CheckBasis, ExamKind, NeedState, Stage, StepResult
from staffing.models import (
    Candidate,
    CandidateStep,
    Engagement,
    ExamResult,
    Medical,
    Person,
    RequirementCheck,
    Schooling,
)
from staffing.queries.eligibility import judged_candidate
from staffing.rules.eligibility import Judgement, Verdict
from staffing.rules.recruitment import LOOKED_AT

FURTHEST = timedelta(days=60)


class HireRefused(DomainError):
    """Somebody who cannot be put on the post like this. Shape: `field` is the form's."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Hiring:
    """Where and from when, and what the staff file asks besides the application."""

    number: str
    starts_on: date
    graduated_on: date
    team: Team | None = None
    window: Window | None = None


@transaction.atomic
def put_on_post(*, by: Any, at: datetime, candidate: Candidate, data: Hiring) -> Engagement:
    """The last step: file, papers and engagement in one, and the need closed when it is filled.

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
    _check_place(contract, data)
    judgements = judged_candidate(locked, data.starts_on, hired_on=data.starts_on)
    if why := hindered(Stage.ON_POST, judgements):
        raise HireRefused(why)
    person = _person(by, at, locked, data)
    _papers(by, at, locked, person, data, steps, judgements)
    held = _engage(by, at, locked, person, data)
    _end(by, at, locked, person, data, judgements)
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


def _check_place(contract: Contract, data: Hiring) -> None:
    if data.team is not None and data.team.contract_id != contract.pk:
        raise HireRefused(_("这个班组不属于本合同。"), "team")
    if data.window is not None and not data.window.venue.contracts.filter(pk=contract.pk).exists():
        raise HireRefused(_("这个窗口不在本合同的场所内。"), "window")


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
        Person.objects.filter(pk=known.pk).update(left_at=None)
        return known
    staff = needed(data.number, _("请填写工号。"), HireRefused, 20)
    if taken := Person.objects.filter(contract=candidate.contract, number=staff).first():
        raise HireRefused(
            _("工号 %(number)s 已经是%(name)s的，请换一个。") % {"number": staff, "name": taken.name},
            "number",
        )
    uid, sealed = uuid.uuid4(), {}
    for name, text in (("id", number), ("phone", open_column(candidate, "phone"))):
        pair = sealed_pair(text, label=label_of(Person, name), uid=uid)
        sealed[f"{name}_sealed"], sealed[f"{name}_index"] = pair
    person: Person = Person.objects.create(
        uid=uid, contract=candidate.contract, number=staff, name=candidate.name, sex=candidate.sex,
        born_on=candidate.born_on, incumbent=candidate.incumbent, former_pay_yuan=candidate.former_pay_yuan,
        recorded_at=at, recorded_by=by, **sealed,
    )  # fmt: skip
    record_event("staff.create", by=by, obj=person, contract=person.contract, after={"number": staff})
    return person


def _papers(
    by: Any, at: datetime, candidate: Candidate, person: Person, data: Hiring, steps: list[CandidateStep],
    judgements: list[Judgement],
) -> None:  # fmt: skip
    """What recruitment proved, as papers of the file."""
    common = {"person": person, "recorded_at": at, "recorded_by": by}
    kept = Schooling.objects.filter(
        person=person, level=candidate.schooling, graduated_on=data.graduated_on, voided_at=None
    )
    if not kept.exists():
        Schooling.objects.create(
            level=candidate.schooling, full_time=candidate.full_time, school=candidate.school or _("（未填）"),
            major=candidate.major, graduated_on=data.graduated_on, **common,
        )  # fmt: skip
    for key, said in candidate.checks.items():
        RequirementCheck.objects.create(
            requirement=key, meets=said["meets"], basis=said["basis"],
            checked_on=date.fromisoformat(said["on"]), note=_("招聘环节核查"), **common,
        )  # fmt: skip
    for each in judgements:
        told = each.requirement.rule in LOOKED_AT and each.verdict is Verdict.MET
        if told and each.requirement.key not in candidate.checks:
            RequirementCheck.objects.create(
                requirement=each.requirement.key, meets=True, basis=CheckBasis.DECLARATION,
                checked_on=timezone.localdate(at), note=each.why[:200], **common,
            )  # fmt: skip
    passed = {each.stage: each for each in steps if each.result == StepResult.PASSED}
    if medical := passed.get(Stage.MEDICAL):
        Medical.objects.create(checked_on=medical.held_on, fit=True, **common)
    exams = (
        (Stage.TRAINING, ExamKind.PRE_POST_TRAINING), (Stage.TRAINING, ExamKind.PRE_POST_EXAM),
        (Stage.TRIAL, ExamKind.TRIAL),
    )  # fmt: skip
    for stage, kind in exams:
        if step := passed.get(stage):
            score = step.score if kind == ExamKind.PRE_POST_EXAM else None
            ExamResult.objects.create(
                kind=kind, subject=str(kind.label), held_on=step.held_on, score=score, passed=True, **common
            )


def _engage(by: Any, at: datetime, candidate: Candidate, person: Person, data: Hiring) -> Engagement:
    post = candidate.need.post
    held: Engagement = Engagement.objects.create(
        contract=candidate.contract, person=person, post=post, team=data.team, window=data.window,
        venue=data.window.venue if data.window else None, starts_on=data.starts_on, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    after = {"post": post.name, "starts_on": data.starts_on, "need": candidate.need.number}
    record_event("engagement.begin", by=by, obj=held, contract=candidate.contract, after=after)
    return held


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
