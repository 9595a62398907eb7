"""Recruitment as its screens show it: needs in numbers, who waits where and how long, one candidate's way."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from contracts.models import Contract
from contracts.profile_schema.work import Recruitment, Requirement
from hall_ops.lib.permissions import Permission
from staffing.enums import CandidateState, NeedState, Stage, StepResult
from staffing.models import Candidate, CandidateStep, Need, Person, Post
from staffing.queries.eligibility import age_limits, judged_candidate, requirements_of
from staffing.queries.posts import post_rows
from staffing.rules.eligibility import Judgement, Verdict, asked_of, worst
from staffing.rules.readings import Steps
from staffing.rules.recruitment import CHAIN, Filling, order_key, proposed

LATE_DAYS = 14  # a wait is painted from here on; no tender sets such a limit, and nothing is judged by it


def agreed_recruitment(contract: Contract) -> Recruitment | None:
    found = contract.profile.get("recruitment")
    return Recruitment.model_validate(found, strict=False) if found else None


def named_stages(contract: Contract) -> frozenset[str]:
    """The stages the tender names; none where it names none."""
    found = agreed_recruitment(contract)
    return frozenset(found.stages) if found else frozenset()


def pay_clause(contract: Contract) -> str:
    """The clause that keeps former staff's pay from falling; "" where the tender has none. Source: 004 § 三.11(3)."""
    found = agreed_recruitment(contract)
    return (found.pay_clause or "") if found else ""


def demands_of(contract: Contract, post: Post) -> list[Requirement]:
    return asked_of(requirements_of(contract), post.code)


# -- needs ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need with its numbers. Shape: `waiting` counts those in process by stage, in the chain's order."""

    need: Need
    filling: Filling
    waiting: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A post that is short of people nobody looks for yet."""

    post: Post
    filled: int
    under_way: int
    missing: int


def need_rows(needs: Iterable[Need]) -> list[NeedRow]:
    """Each need's numbers. One query besides the needs'."""
    found = list(needs)
    counts: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    grouped = Candidate.objects.filter(need__in=[need.pk for need in found]).order_by()
    for need, stage, state, count in grouped.values_list("need", "stage", "state").annotate(n=Count("pk")):
        counts[need][stage, state] += count
    return [_need_row(need, counts[need.pk]) for need in found]


def _need_row(need: Need, counts: Counter[tuple[str, str]]) -> NeedRow:
    hired = sum(count for (_stage, state), count in counts.items() if state == CandidateState.HIRED)
    waiting = [(stage, counts[stage, CandidateState.ACTIVE]) for stage in CHAIN]
    active = sum(count for _stage, count in waiting)
    return NeedRow(need, Filling(need.headcount, hired, active), [each for each in waiting if each[1]])


def proposals(contract: Contract, day: date) -> list[Proposal]:
    """Needs nobody has opened yet: each post's required less filled less what open needs still look for."""
    looked_for: Counter[int] = Counter()
    for row in need_rows(Need.objects.filter(contract=contract, state=NeedState.OPEN)):
        looked_for[row.need.post_id] += row.filling.open
    found = []
    for each in post_rows(contract, day):
        filling, under_way = each.filling, looked_for[each.post.pk]
        missing = proposed(filling.required, filling.filled, filling.counted, under_way)
        if missing:
            found.append(Proposal(each.post, filling.filled, under_way, missing))
    return found


# -- candidates -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Somebody in a list. Shape: `scores` by stage; `waived` the stages left out; `days` in the stage they are in."""

    candidate: Candidate
    judgements: list[Judgement]
    verdict: Verdict
    scores: dict[str, Decimal]
    waived: list[str]
    days: int

    @property
    def faults(self) -> list[Judgement]:
        return [each for each in self.judgements if each.verdict is Verdict.NOT_MET]


def candidates_of(user: Any, contract: Contract) -> Any:
    """Whom a user may see, with what their rows read."""
    return (
        Candidate.objects.allowed(user, Permission.HIRE_VIEW)
        .filter(contract=contract)
        .select_related("contract", "need__post", "notice", "person")
    )


def candidate_rows(candidates: Iterable[Candidate], now: datetime, day: date) -> list[CandidateRow]:
    """Rows in the order in which people are considered: former staff first. Two queries besides the candidates'."""
    found = list(candidates)
    steps: dict[int, list[CandidateStep]] = defaultdict(list)
    for step in CandidateStep.objects.filter(candidate__in=[each.pk for each in found]).order_by("pk"):
        steps[step.candidate_id].append(step)
    limits = age_limits(found[0].contract) if found else ()
    rows = [_candidate_row(each, steps[each.pk], now, day, limits) for each in found]
    rows.sort(key=_order)
    return rows


def _candidate_row(
    candidate: Candidate, steps: Sequence[CandidateStep], now: datetime, day: date, limits: Steps
) -> CandidateRow:
    judgements = judged_candidate(candidate, day, limits=limits)
    last = {step.stage: step for step in steps if step.result != StepResult.REOPENED}
    until = candidate.ended_at or now
    return CandidateRow(
        candidate,
        judgements,
        worst(judgements),
        {stage: step.score for stage, step in last.items() if step.score is not None},
        [str(Stage(stage).label) for stage, step in last.items() if step.result == StepResult.WAIVED],
        max(0, (until - candidate.stage_since).days),
    )


def _order(row: CandidateRow) -> Any:
    each = row.candidate
    score = row.scores.get(Stage.INTERVIEW) or row.scores.get(Stage.WRITTEN)
    ended = each.state != CandidateState.ACTIVE
    return (ended, *order_key(each.incumbent, each.grade, len(each.preferences), score, each.pk))


# -- the funnel -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class FunnelRow:
    """A stage: how many got as far, who waits in it now and for how long. Units: days."""

    stage: str
    label: str
    reached: int
    waiting: int
    oldest_days: int
    mean_days: int
    oldest: Candidate | None
    named: bool
    lost: int

    @property
    def level(self) -> str:
        return "warn" if self.waiting and self.oldest_days >= LATE_DAYS else ""


def funnel(contract: Contract, now: datetime, need: Need | None = None) -> list[FunnelRow]:
    """Where people wait: every stage with its count, its longest wait, and whom it lost. One query."""
    rows = Candidate.objects.filter(contract=contract)
    rows = rows.filter(need=need) if need else rows.filter(Q(need__state=NeedState.OPEN) | Q(state="active"))
    named = named_stages(contract)
    found = list(rows.only("stage", "state", "stage_since", "name", "contract"))
    place = {stage: number for number, stage in enumerate(CHAIN)}
    return [_funnel_row(stage, found, place, named, now) for stage in CHAIN[1:]]


def _funnel_row(
    stage: str, people: list[Candidate], place: dict[str, int], named: frozenset[str], now: datetime
) -> FunnelRow:
    here = [each for each in people if each.stage == stage and each.state == CandidateState.ACTIVE]
    oldest = min(here, key=lambda each: each.stage_since, default=None)
    days = [(now - each.stage_since).days for each in here]
    lost = {CandidateState.REJECTED, CandidateState.WITHDRAWN}
    return FunnelRow(
        stage, str(Stage(stage).label), sum(place[each.stage] >= place[stage] for each in people), len(here),
        max(days, default=0), sum(days) // len(days) if days else 0, oldest, stage in named,
        sum(each.stage == stage and each.state in lost for each in people),
    )  # fmt: skip


# -- one candidate ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class StageMark:
    """One stage of the flow. Shape: `state` is done, now, back or empty, as _components/steps.html takes it."""

    label: str
    note: str
    state: str


def flow_of(candidate: Candidate, steps: Sequence[CandidateStep]) -> list[StageMark]:
    """The way so far and the way to go."""
    last = {step.stage: step for step in steps if step.result != StepResult.REOPENED}
    place = CHAIN.index(candidate.stage)
    marks = []
    for number, stage in enumerate(CHAIN):
        step = last.get(stage)
        done = number < place or candidate.state == CandidateState.HIRED
        state = "done" if done else ("now" if number == place else "")
        if number == place and candidate.state in {CandidateState.REJECTED, CandidateState.WITHDRAWN}:
            state = "back"
        note = ""
        if step is not None and (done or state == "back"):
            told = {StepResult.WAIVED, StepResult.FAILED, StepResult.WITHDREW}
            note = (
                str(StepResult(step.result).label.split("（")[0])
                if step.result in told
                else f"{step.held_on:%m-%d}"
            )
        marks.append(StageMark(str(Stage(stage).label), note, state))
    return marks


def other_applications(candidate: Candidate) -> list[Candidate]:
    """The same person's applications to other needs of the contract."""
    if candidate.id_index is None:
        return []
    found = Candidate.objects.filter(contract=candidate.contract_id, id_index=bytes(candidate.id_index))
    return list(found.exclude(pk=candidate.pk).select_related("need__post"))


def waiting_for_purchaser(candidates: Any) -> Any:
    """Of a user's candidates those the purchaser has to say yes or no to, who waits longest first."""
    found = candidates.filter(stage=Stage.CONFIRMATION, state=CandidateState.ACTIVE)
    return found.order_by("stage_since", "pk")


def applications_of(user: Any, person: Person) -> list[Candidate]:
    """The applications that brought somebody here, for whoever may see recruitment; latest first."""
    found = Candidate.objects.allowed(user, Permission.HIRE_VIEW).filter(person=person)
    return list(found.select_related("need__post").order_by("-pk"))
