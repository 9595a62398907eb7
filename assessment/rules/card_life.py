"""The life of a card: one table of transitions, and who may make them.

Source: 002 § 五(一) 表1 (three signatures); rules.md section 2; security.md F1, F2, A7.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from assessment.enums import CardState, SignatureStep


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from state to state.

    Shape: `permission` is the right it needs; `signs` the signature it writes; `clears` the one it takes away, which
    needs a reason; `step_up` asks for the password again.
    """

    name: str
    source: str
    target: str
    permission: str
    signs: str = ""
    clears: str = ""
    step_up: bool = False


TRANSITIONS = (
    Transition(
        "assess",
        CardState.DRAFT,
        CardState.ASSESSED,
        "scorecard.edit",
        signs=SignatureStep.ASSESS,
        step_up=True,
    ),
    Transition(
        "review",
        CardState.ASSESSED,
        CardState.REVIEWED,
        "scorecard.review",
        signs=SignatureStep.REVIEW,
        step_up=True,
    ),
    Transition(
        "approve",
        CardState.REVIEWED,
        CardState.APPROVED,
        "scorecard.approve",
        signs=SignatureStep.APPROVE,
        step_up=True,
    ),
    Transition(
        "return", CardState.ASSESSED, CardState.DRAFT, "scorecard.review", clears=SignatureStep.ASSESS
    ),
    Transition(
        "return", CardState.REVIEWED, CardState.ASSESSED, "scorecard.approve", clears=SignatureStep.REVIEW
    ),
    Transition("close", CardState.APPROVED, CardState.CLOSED, "scorecard.approve"),
)
STEPS = (SignatureStep.ASSESS, SignatureStep.REVIEW, SignatureStep.APPROVE)


def transition(name: str, source: str) -> Transition | None:
    """The transition of this name from this state, or None where the table has none."""
    return next((each for each in TRANSITIONS if each.name == name and each.source == source), None)


def may_sign(signer: int, signed_by: Collection[int], entered_by: Collection[int] = ()) -> bool:
    """Three different people sign (pairwise), so nobody signs a card that bears their signature already."""
    return signer not in signed_by


def window_open(today: date, objection_until: date) -> bool:
    """The contractor may object up to and including the last day of the window."""
    return today <= objection_until


def may_close(today: date, objection_until: date, open_objections: int, corrected: bool) -> bool:
    """A card closes once its window has passed and every objection is ruled on; a corrected one closes at once."""
    return open_objections == 0 and (corrected or not window_open(today, objection_until))
