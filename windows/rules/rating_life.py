"""What follows a bad rating: contact, verify, rectify or explain, feed back, call back, review.

A nameless rating cannot be contacted or called back and skips both; a real-name one never does (回访率 100%). Whoever
speaks with the rater is of the government's side: clerk and contractor never learn who it was.
Source: facts.md § 1.5–1.9; security.md D7.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

OPENED, CONTACTED, VERIFIED, RECTIFYING = "opened", "contacted", "verified", "rectifying"
RECTIFIED, EXPLAINED, FED_BACK, CALLED_BACK = "rectified", "explained", "fed_back", "called_back"
CLOSED, DROPPED = "closed", "dropped"

TRANSITIONS: Final[Mapping[str, frozenset[str]]] = {
    OPENED: frozenset({CONTACTED, VERIFIED, DROPPED}),
    CONTACTED: frozenset({VERIFIED, DROPPED}),
    # clear and reasonable: at once; complex: planned with a date; without a legal basis: explained
    VERIFIED: frozenset({RECTIFYING, RECTIFIED, EXPLAINED, DROPPED}),
    RECTIFYING: frozenset({RECTIFIED, EXPLAINED, DROPPED}),
    RECTIFIED: frozenset({FED_BACK, DROPPED}),
    EXPLAINED: frozenset({FED_BACK, DROPPED}),
    FED_BACK: frozenset({CALLED_BACK, CLOSED, RECTIFYING, DROPPED}),
    CALLED_BACK: frozenset({CLOSED, RECTIFYING, DROPPED}),
    # a rating that was excluded by mistake is taken up again
    CLOSED: frozenset({DROPPED}),
    DROPPED: frozenset({OPENED}),
}
ENDED: Final = frozenset({CLOSED, DROPPED})
ANSWERED: Final = frozenset({RECTIFIED, EXPLAINED, FED_BACK, CALLED_BACK, CLOSED})
GOVERNMENT, CONTRACTOR = "government", "contractor"
NOTE_MOST = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the handling. Shape: `real_name` None: for every rating, else only for (True) or but for (False)
    real-name ones; `by_assessor`: only who may rule on ratings takes it."""

    name: str
    origins: frozenset[str]
    to: str
    sides: frozenset[str] = frozenset({GOVERNMENT, CONTRACTOR})
    by_assessor: bool = False
    real_name: bool | None = None


ONLY_GOVERNMENT = frozenset({GOVERNMENT})
STEPS: Final[tuple[Step, ...]] = (
    Step("contact", frozenset({OPENED}), CONTACTED, ONLY_GOVERNMENT, real_name=True),
    Step("verify", frozenset({CONTACTED}), VERIFIED, real_name=True),
    Step("verify", frozenset({OPENED}), VERIFIED, real_name=False),
    Step("rectify", frozenset({VERIFIED, RECTIFYING}), RECTIFIED),
    Step("plan", frozenset({VERIFIED}), RECTIFYING),
    Step("explain", frozenset({VERIFIED, RECTIFYING}), EXPLAINED),
    Step("feedback", frozenset({RECTIFIED, EXPLAINED}), FED_BACK),
    Step("call_back", frozenset({FED_BACK}), CALLED_BACK, ONLY_GOVERNMENT, real_name=True),
    Step("review", frozenset({CALLED_BACK}), CLOSED, ONLY_GOVERNMENT, True, True),
    Step("review", frozenset({FED_BACK}), CLOSED, ONLY_GOVERNMENT, True, False),
    Step("send_back", frozenset({CALLED_BACK}), RECTIFYING, ONLY_GOVERNMENT, True, True),
    Step("send_back", frozenset({FED_BACK}), RECTIFYING, ONLY_GOVERNMENT, True, False),
)


def may_move(state: str, to: str) -> bool:
    return to in TRANSITIONS.get(state, frozenset())


def steps_open(state: str, *, real_name: bool, side: str, is_assessor: bool) -> list[Step]:
    """What somebody of this side may do next, the usual step first."""
    return [
        step
        for step in STEPS
        if state in step.origins
        and side in step.sides
        and step.real_name in (None, real_name)
        and (is_assessor or not step.by_assessor)
    ]


def waiting_for(state: str, *, real_name: bool) -> str:
    """The step that the follow-up waits for, "" when it has ended."""
    found = (step for step in STEPS if state in step.origins and step.real_name in (None, real_name))
    return next((step.name for step in found), "")


@dataclass(frozen=True, slots=True)
class Deadlines:
    """When a follow-up is late. Shape: the days on which a step was taken, None while it was not."""

    contact_due_on: date
    rectify_due_on: date
    contacted_on: date | None
    answered_on: date | None
    state: str

    def contact_late(self, today: date) -> bool:
        return self.state != DROPPED and (self.contacted_on or today) > self.contact_due_on

    def rectify_late(self, today: date) -> bool:
        return self.state != DROPPED and (self.answered_on or today) > self.rectify_due_on

    @property
    def in_time(self) -> bool:
        """Rectified or explained within the term (整改按期)."""
        return self.answered_on is not None and self.answered_on <= self.rectify_due_on


def due_next(deadlines: Deadlines, state: str) -> date | None:
    """The day that matters now; none once the answer was given."""
    if state == OPENED:
        return deadlines.contact_due_on
    return None if state in ANSWERED | ENDED else deadlines.rectify_due_on
