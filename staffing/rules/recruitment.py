"""The way of a candidate: what each stage asks, what it leads to, and what stops somebody who does not meet a demand.

Source: 002 § 四(二)1(1)(2), 000 § 四.4④, 003 § 五, 004 § 三.11(3).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from staffing.enums import CandidateState, Stage, StepResult
from staffing.rules.eligibility import Judgement, Verdict

CHAIN: tuple[str, ...] = tuple(Stage.values)
FULL_MARKS = Decimal(100)
# What a date, a degree or a signed application already settles; everything else somebody has to look at.
TOLD_AT_ONCE = frozenset({"age_min", "age_max", "schooling"})
LOOKED_AT = frozenset(
    {
        "resident", "experience", "experience_years", "healthy", "clean_record", "exclusion",
        "height_min_male_cm", "height_min_female_cm",
    }
)  # fmt: skip
# Two stages settle a demand by their own result.
SETTLES: Mapping[str, str] = {Stage.MEDICAL: "healthy", Stage.BACKGROUND: "clean_record"}
TRANSITIONS: Mapping[str, Mapping[str, str]] = {
    CandidateState.ACTIVE: {
        StepResult.PASSED: CandidateState.ACTIVE,
        StepResult.WAIVED: CandidateState.ACTIVE,
        StepResult.FAILED: CandidateState.REJECTED,
        StepResult.WITHDREW: CandidateState.WITHDRAWN,
    },
    CandidateState.REJECTED: {StepResult.REOPENED: CandidateState.ACTIVE},
    CandidateState.WITHDRAWN: {StepResult.REOPENED: CandidateState.ACTIVE},
    CandidateState.HIRED: {},
}
ON = frozenset({StepResult.PASSED, StepResult.WAIVED})


@dataclass(frozen=True, slots=True)
class Asks:
    """What passing a stage needs. Shape: `purchaser`: the purchaser's own people judge it, nobody else."""

    score: bool = False
    grade: bool = False
    purchaser: bool = False
    waivable: bool = True


ASKS: Mapping[str, Asks] = {
    Stage.APPLIED: Asks(waivable=False),
    Stage.SCREENING: Asks(grade=True),
    Stage.WRITTEN: Asks(score=True),
    Stage.INTERVIEW: Asks(),
    Stage.MEDICAL: Asks(),
    Stage.BACKGROUND: Asks(),
    Stage.CONFIRMATION: Asks(purchaser=True),
    Stage.TRAINING: Asks(score=True),
    Stage.TRIAL: Asks(),
    Stage.ON_POST: Asks(waivable=False),
}


def after(stage: str) -> str:
    """The stage that follows; the last one is followed by itself."""
    return CHAIN[min(CHAIN.index(stage) + 1, len(CHAIN) - 1)]


def leads_to(stage: str, state: str, result: str) -> tuple[str, str] | None:
    """Where a result brings a candidate: (stage, state), None where it cannot be given. The last stage is the hiring's.

    Shape: whoever failed or withdrew stays at the stage, and takes it up there again when reopened.
    """
    target = TRANSITIONS[state].get(result)
    if target is None or (result in ON and stage == Stage.ON_POST):
        return None
    if result == StepResult.WAIVED and not ASKS[stage].waivable:
        return None
    return (after(stage) if result in ON else stage), target


def who_judges(stage: str, result: str, named: Collection[str]) -> str:
    """Which side gives a result: "purchaser", "supplier" or "either".

    The purchaser confirms, refuses, and alone may leave its confirmation out where the tender asks for it; where the
    tender does not, the supplier leaves it out with a reason. Anybody may write down that a person withdrew.
    Shape: `named` are the stages the tender names. Source: 002 § 四(二)1(1).
    """
    if result == StepResult.WITHDREW or not ASKS[stage].purchaser:
        return "supplier"
    return "either" if result == StepResult.WAIVED and stage not in named else "purchaser"


def stopping(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Demands that keep the person from the post whatever anybody says."""
    return [each for each in judgements if each.stops]


def by_leave(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Demands "in principle" that are not met: going on needs a reason. Source: 004 § 三.3."""
    return [each for each in judgements if each.verdict is Verdict.NOT_MET and each.requirement.in_principle]


def unsettled(stage: str, judgements: Iterable[Judgement]) -> list[Judgement]:
    """Demands nobody has settled that must be by now: what the application tells at the screening, the rest before
    the purchaser is asked. Nobody is confirmed, trained or put on a post on "unknown".
    """
    place = CHAIN.index(stage)
    return [
        each
        for each in judgements
        if each.verdict is Verdict.UNKNOWN and place >= CHAIN.index(_due(each.requirement.rule))
    ]


def _due(rule: str) -> str:
    return Stage.SCREENING if rule in TOLD_AT_ONCE else Stage.CONFIRMATION


def pay_too_low(incumbent: bool, former: Decimal | None, offered: Decimal | None) -> bool:
    """Whether an offer is below what somebody taken over earned. Units: yuan a month. Source: 004 § 三.11(3)."""
    return incumbent and former is not None and offered is not None and offered < former


def order_key(
    incumbent: bool, grade: str, preferences: int, score: Decimal | None, waiting: int
) -> tuple[bool, str, int, Decimal, int]:
    """Former staff first, then the screening's class, what the tender prefers, marks, who came first.

    Source: 000 § 四.4④, 004 § 三.11(3) (former staff first), 002 § 四(二)1(2) (classes), 1(4)⑧ (preferences).
    """
    return (not incumbent, grade or "Z", -preferences, -(score or Decimal(0)), waiting)


@dataclass(frozen=True, slots=True)
class Filling:
    """A need in numbers. Units: persons."""

    wanted: int
    hired: int
    in_process: int

    @property
    def open(self) -> int:
        return max(0, self.wanted - self.hired)

    @property
    def short(self) -> int:
        """How many more would have to apply even if everybody in process came through."""
        return max(0, self.open - self.in_process)


def proposed(required: int, filled: int, counted: bool, under_way: int) -> int:
    """How many a post still needs a notice for: required less filled less what open needs already look for."""
    return max(0, required - filled - under_way) if counted else 0


def unnamed_run(stage: str, named: Collection[str]) -> Sequence[str]:
    """From a stage on, the stages in a row that the tender does not name and that may be left out together."""
    found = []
    for each in CHAIN[CHAIN.index(stage) :]:
        if each in named or not ASKS[each].waivable:
            break
        found.append(each)
    return found
