"""The life of a settlement: made, signed by three, replaced. One table of transitions, and who may make them.

Source: rules.md section 3; 002 § 一.9; security.md A7.
"""

from assessment.enums import SettlementState, SignatureStep
from assessment.rules.card_life import Transition

TRANSITIONS = (
    Transition(
        "assess", SettlementState.DRAFT, SettlementState.ASSESSED, "settlement.make",
        signs=SignatureStep.ASSESS, step_up=True,
    ),
    Transition(
        "review", SettlementState.ASSESSED, SettlementState.REVIEWED, "scorecard.review",
        signs=SignatureStep.REVIEW, step_up=True,
    ),
    Transition(
        "approve", SettlementState.REVIEWED, SettlementState.SIGNED, "scorecard.approve",
        signs=SignatureStep.APPROVE, step_up=True,
    ),
    Transition("replace", SettlementState.SIGNED, SettlementState.REPLACED, "scorecard.approve", step_up=True),
)  # fmt: skip
# A new reckoning takes the place of one that not everybody has signed yet.
UNSIGNED = (SettlementState.DRAFT, SettlementState.ASSESSED, SettlementState.REVIEWED)


def transition(name: str, source: str) -> Transition | None:
    """The transition of this name from this state, or None where the table has none."""
    return next((each for each in TRANSITIONS if each.name == name and each.source == source), None)


def next_signature(state: str) -> Transition | None:
    """The signature a settlement in this state waits for, or None."""
    return next((each for each in TRANSITIONS if each.source == state and each.signs), None)
