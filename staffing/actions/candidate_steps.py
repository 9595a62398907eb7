"""Each stage of a candidate's way: judged by whoever may, kept for good with the demands as they stood.

Nobody goes on past a demand in silence: what is not met refuses the step with its clause, what the tender asks only
"in principle" takes a reason, and from the purchaser's confirmation on nothing may be unknown.
Source: 002 § 四(二)1(1)(2), 000 § 四.4④, 003 § 五, 004 § 三.3, § 三.11(3).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.profile_schema.work import Requirement
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.masks import scrub
from hall_ops.lib.permissions import Permission
from records.actions import record_event, store_file
from records.models import StoredFile
from staffing.actions.candidates import check_offer, lock_candidate
from staffing.actions.recruitment import must_be_open
from staffing.actions.wording import needed, optional
from staffing.enums import CandidateState, CheckBasis, Grade, Stage, StepResult
from staffing.models import Candidate, CandidateStep
from staffing.queries.eligibility import judged_candidate
from staffing.queries.recruitment import demands_of, named_stages, pay_clause
from staffing.rules.eligibility import Judgement, Verdict
from staffing.rules.recruitment import (
    ASKS,
    CHAIN,
    FULL_MARKS,
    LOOKED_AT,
    ON,
    SETTLES,
    by_leave,
    leads_to,
    stopping,
    unnamed_run,
    unsettled,
    who_judges,
)

BASIS = {"exclusion": CheckBasis.DECLARATION, "height_min_male_cm": CheckBasis.MEASURED,
         "height_min_female_cm": CheckBasis.MEASURED}  # fmt: skip


class StepRefused(DomainError):
    """A step that cannot be taken. Shape: `field` is the form's."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class StepData:
    """What a stage came to. Shape: `checks` demand's key → met or not, what was not looked at is left out; `file` is
    (name, bytes). `through` leaves out the following stages, too, that the tender does not name.
    """

    result: str
    held_on: date
    score: Decimal | None = None
    grade: str = ""
    note: str = ""
    checks: Mapping[str, bool] = field(default_factory=dict)
    file: tuple[str, bytes] | None = None
    through: bool = False


@transaction.atomic
def record_step(*, by: Any, at: datetime, candidate: Candidate, stage: str, data: StepData) -> Candidate:
    """Write down what the stage somebody waits in came to. Raises: StepRefused, CandidateRefused, UploadRefused.

    Shape: `stage` is the one the screen showed; a candidate who has moved on since is refused.
    """
    locked = lock_candidate(candidate)
    _check_place(locked, stage)
    _may(by, locked, data.result)
    _check_data(locked, data, timezone.localdate(at))
    if data.result == StepResult.WAIVED and data.through:
        run = unnamed_run(stage, named_stages(locked.contract)) or [stage]
    else:
        run = [stage]
    stored = _stored(by, at, locked, data)
    for each in run:
        _may(by, locked, data.result)
        _take(by=by, at=at, candidate=locked, stage=each, data=data, stored=stored)
    return locked


@transaction.atomic
def confirm_together(
    *, by: Any, at: datetime, candidates: Iterable[Candidate], note: str = ""
) -> list[Candidate]:
    """The purchaser confirms several people in one go: all or none. Raises: StepRefused naming who cannot be."""
    done = []
    for candidate in candidates:
        data = StepData(StepResult.PASSED, timezone.localdate(at), note=note)
        try:
            done.append(record_step(by=by, at=at, candidate=candidate, stage=Stage.CONFIRMATION, data=data))
        except DomainError as refused:
            raise StepRefused(f"{candidate.name}：{refused}") from refused
    if not done:
        raise StepRefused(_("请先勾选要确认的人。"))
    return done


@transaction.atomic
def reopen(*, by: Any, at: datetime, candidate: Candidate, reason: str) -> Candidate:
    """Consider again who failed or withdrew, at the stage where they stood. Raises: StepRefused, NeedRefused."""
    locked = lock_candidate(candidate)
    if not holds(by, Permission.HIRE_RECORD, locked.contract):
        raise StepRefused(_("您的身份不能登记招聘。"))
    if locked.erased_at is not None:
        raise StepRefused(_("这份报名的个人信息保存期已满、已经清除，不能重新考虑。请重新报名。"))
    place = leads_to(locked.stage, locked.state, StepResult.REOPENED)
    if place is None:
        raise StepRefused(
            _("%(name)s现在是“%(state)s”，不需要重新考虑。")
            % {"name": locked.name, "state": locked.get_state_display()}
        )
    must_be_open(locked.need)
    reason = scrub(needed(reason, _("请写明为什么重新考虑。"), StepRefused, 300))
    judgements = judged_candidate(locked, timezone.localdate(at))
    _log(locked, locked.stage, StepResult.REOPENED, timezone.localdate(at), judgements, by, at, note=reason)
    _move(by, at, locked, place, StepResult.REOPENED)
    return locked


def checked_demands(candidate: Candidate) -> list[Requirement]:
    """The demands of the post that somebody has to look at, those of the other sex left out."""
    judged = judged_candidate(candidate, timezone.localdate())
    return [
        each.requirement
        for each in judged
        if each.requirement.rule in LOOKED_AT and each.verdict is not Verdict.NOT_ASKED
    ]


def hindered(stage: str, judgements: Sequence[Judgement]) -> str:
    """Why nobody may go on from this stage, with the clauses; "" where nothing is in the way."""
    if stop := stopping(judgements):
        return _("不符合任职条件，不能继续：%(what)s 只能登记“未通过”。") % {"what": told(stop)}
    if open_ := unsettled(stage, judgements):
        return _("还不能继续，下列条件没有核查清楚：%(what)s") % {"what": told(open_)}
    return ""


def told(judgements: Iterable[Judgement]) -> str:
    return "；".join(
        f"{each.requirement.summary}（{each.requirement.clause}）{each.why}" for each in judgements
    )


def _take(
    *, by: Any, at: datetime, candidate: Candidate, stage: str, data: StepData, stored: StoredFile | None
) -> None:
    """One stage of a locked candidate."""
    place = leads_to(stage, candidate.state, data.result)
    if place is None:
        raise StepRefused(
            _("“%(stage)s”不能登记为“%(result)s”。")
            % {"stage": Stage(stage).label, "result": StepResult(data.result).label},
            "result",
        )
    day = timezone.localdate(at)
    _look(candidate, stage, data, stored)
    judgements = judged_candidate(candidate, day)
    if data.result in ON:
        if why := hindered(stage, judgements):
            raise StepRefused(why)
        _leave(candidate, stage, data, judgements)
        _check_pay(candidate, stage)
        if stage == Stage.CONFIRMATION and data.result == StepResult.PASSED:
            judgements = _set_aside(candidate, judgements, day)
    if data.grade and stage == Stage.SCREENING:
        candidate.grade = data.grade
    _log(
        candidate, stage, data.result, data.held_on, judgements, by, at, note=scrub(optional(data.note, 300)),
        score=data.score if data.result != StepResult.WAIVED else None, grade=data.grade, stored=stored,
    )  # fmt: skip
    _move(by, at, candidate, place, data.result)


def _check_place(candidate: Candidate, stage: str) -> None:
    if candidate.state != CandidateState.ACTIVE:
        raise StepRefused(
            _("%(name)s的招聘流程已经结束（%(state)s）。要重新考虑请先写明理由。")
            % {"name": candidate.name, "state": candidate.get_state_display()}
        )
    if candidate.stage != stage:
        raise StepRefused(
            _("%(name)s已经到“%(stage)s”环节，可能别人刚刚登记过。请看清后再登记。")
            % {"name": candidate.name, "stage": candidate.get_stage_display()}
        )


def _may(by: Any, candidate: Candidate, result: str) -> None:
    contract = candidate.contract
    side = who_judges(candidate.stage, result, named_stages(contract))
    may = {
        "purchaser": holds(by, Permission.HIRE_CONFIRM, contract),
        "supplier": holds(by, Permission.HIRE_RECORD, contract),
    }
    if any(may.values()) if side == "either" else may[side]:
        return
    if side == "supplier":
        raise StepRefused(_("您的身份不能登记招聘环节。"))
    raise StepRefused(_("人选由采购人确认，请等采购人的考核人登记。"))


def _check_data(candidate: Candidate, data: StepData, day: date) -> None:
    asks = ASKS[candidate.stage]
    if data.held_on > day:
        raise StepRefused(_("日期 %(day)s 还没有到，请改正。") % {"day": data.held_on}, "held_on")
    if data.result == StepResult.PASSED:
        if asks.score and data.score is None:
            raise StepRefused(_("请填写成绩。"), "score")
        if asks.grade and data.grade not in Grade.values:
            raise StepRefused(_("请选择初试档次（A、B 或 C）。"), "grade")
    if data.score is not None and not 0 <= data.score <= FULL_MARKS:
        raise StepRefused(_("成绩应在 0 至 100 之间。"), "score")
    if data.result in {StepResult.FAILED, StepResult.WAIVED} and not data.note.strip():
        why = _("请写明为什么免予。") if data.result == StepResult.WAIVED else _("请写明为什么没有通过。")
        raise StepRefused(why, "note")


def _look(candidate: Candidate, stage: str, data: StepData, stored: StoredFile | None) -> None:
    """Take over what was looked at, in memory: `checks` by the form, and what the stage's own result settles."""
    demands = {each.key: each for each in demands_of(candidate.contract, candidate.need.post)}
    checks = dict(candidate.checks)
    found = dict(data.checks)
    if rule := SETTLES.get(stage):
        settled = {StepResult.PASSED: True, StepResult.FAILED: False}.get(StepResult(data.result))
        if settled is not None:
            found |= {key: settled for key, each in demands.items() if each.rule == rule}
    for key, meets in found.items():
        if key not in demands or demands[key].rule not in LOOKED_AT:
            raise StepRefused(_("合同没有“%(key)s”这项须核查的条件。") % {"key": key})
        before = checks.get(key, {})
        if before.get("meets") == meets and stored is None:
            continue
        checks[key] = {
            "meets": meets,
            "basis": str(BASIS.get(demands[key].rule, CheckBasis.DOCUMENT)),
            "on": data.held_on.isoformat(),
            "file": stored is not None or bool(before.get("file", False)),
        }
    candidate.checks = checks


def _leave(candidate: Candidate, stage: str, data: StepData, judgements: Sequence[Judgement]) -> None:
    """Past a demand "in principle" somebody goes with a reason: once the supplier's, once the purchaser's."""
    asked = by_leave(judgements)
    if not asked or data.note.strip():
        return
    said = {
        each["key"]
        for step in candidate.steps.filter(result__in=ON).exclude(note="")
        for each in step.eligibility
        if each["verdict"] == Verdict.NOT_MET
    }
    fresh = [each for each in asked if each.requirement.key not in said or stage == Stage.CONFIRMATION]
    if fresh:
        raise StepRefused(_("招标文件写“原则上”，继续须写明理由：%(what)s") % {"what": told(fresh)}, "note")


def _set_aside(candidate: Candidate, judgements: Sequence[Judgement], day: date) -> list[Judgement]:
    """The purchaser's yes covers what the tender demands only in principle."""
    mark = {
        "meets": True,
        "basis": str(CheckBasis.PURCHASER),
        "on": day.isoformat(),
        "file": True,
    }
    candidate.checks = candidate.checks | {each.requirement.key: mark for each in by_leave(judgements)}
    return judged_candidate(candidate, day)


def _check_pay(candidate: Candidate, stage: str) -> None:
    """From the purchaser's confirmation on the pay of somebody taken over is known, and not below the former."""
    former, offered = candidate.former_pay_yuan, candidate.offered_pay_yuan
    check_offer(candidate.contract, candidate.incumbent, former, offered)
    clause = pay_clause(candidate.contract)
    late = CHAIN.index(stage) >= CHAIN.index(Stage.CONFIRMATION)
    if clause and candidate.incumbent and late and (former is None or offered is None):
        raise StepRefused(
            _(
                "原服务人员须先登记原月薪酬和拟定月薪酬（%(clause)s：待遇不低于原合同）。请在“更正报名”里补上。"
            )
            % {"clause": clause}
        )


def _log(
    candidate: Candidate, stage: str, result: str, day: date, judgements: Sequence[Judgement], by: Any, at: datetime,
    *, note: str = "", score: Decimal | None = None, grade: str = "", stored: StoredFile | None = None,
) -> CandidateStep:  # fmt: skip
    step: CandidateStep = CandidateStep.objects.create(
        candidate=candidate, stage=stage, result=result, held_on=day, score=score, grade=grade, note=note,
        eligibility=[each.as_json() for each in judgements], file=stored, at=at, by=by,
    )  # fmt: skip
    return step


def _move(by: Any, at: datetime, candidate: Candidate, place: tuple[str, str], result: str) -> None:
    before = {"stage": candidate.stage, "state": candidate.state}
    if candidate.stage != place[0] or result == StepResult.REOPENED:
        candidate.stage_since = at
    candidate.stage, candidate.state = place
    candidate.ended_at = None if candidate.state == CandidateState.ACTIVE else at
    candidate.save(update_fields=["stage", "state", "stage_since", "ended_at", "grade", "checks"])
    after = {"stage": candidate.stage, "state": candidate.state, "result": result}
    record_event(
        "candidate.step", by=by, obj=candidate, contract=candidate.contract, before=before, after=after
    )


def _stored(by: Any, at: datetime, candidate: Candidate, data: StepData) -> StoredFile | None:
    """The paper of a step under the stage's name: people name files after people, and the audit keeps names."""
    if data.file is None:
        return None
    name, body = data.file
    neutral = f"{candidate.get_stage_display()}{PurePath(name).suffix}"
    return store_file(by=by, at=at, contract=candidate.contract, name=neutral, data=body)
