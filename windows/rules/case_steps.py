"""Which steps a case offers in its state, and which of them is the next one.

Source: rules.md § 5; facts.md §§ 2, 3. Rights are asked elsewhere; this is about the case alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from windows.rules.case_life import ACCEPTED, CORRECTING, DECIDED, READY, REGISTERED, TRANSFERRED

BEFORE_ACCEPTED: Final = (REGISTERED, CORRECTING)
AFTER_ACCEPTING: Final = (ACCEPTED, TRANSFERRED)
BEFORE_DECIDED: Final = (*BEFORE_ACCEPTED, *AFTER_ACCEPTING)
OPEN: Final = (*BEFORE_DECIDED, DECIDED, READY)
ACCEPT, ACCEPT_GAP, CONCLUDE, TELL, RESUBMIT = "accept", "accept-gap", "conclude", "tell", "resubmit"
GAP, REFUSE, WITHDRAW, SCAN, PLATFORM, TAKE = "gap", "refuse", "withdraw", "scan", "platform", "take"
DESK_STEPS: Final = (
    ACCEPT, ACCEPT_GAP, CONCLUDE, RESUBMIT, GAP, TELL, REFUSE, SCAN, PLATFORM, TAKE, WITHDRAW,
)  # fmt: skip
VOID, CHASE, STOP, START = "void", "chase", "stop", "start"


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a case decides its steps. Shape: `stop` is the reason the clock stands for, "" while it runs."""

    state: str
    day: date
    is_on_spot: bool = False
    is_scanned: bool = False
    has_platform_number: bool = False
    waits_for_correction: bool = False
    waits_for_gap: bool = False
    lacks: bool = False
    lacks_only_deferrable: bool = False
    stop: str = ""
    is_mine: bool = True


def desk_steps(case: Standing) -> list[str]:
    """The steps of the counter that fit, the next one first."""
    fits = {
        ACCEPT: case.state in BEFORE_ACCEPTED and not case.is_on_spot and not case.lacks,
        ACCEPT_GAP: case.state in BEFORE_ACCEPTED and not case.is_on_spot and case.lacks_only_deferrable,
        CONCLUDE: case.state in BEFORE_ACCEPTED and case.is_on_spot and not case.lacks,
        RESUBMIT: case.state == CORRECTING or case.waits_for_correction,
        GAP: case.state in AFTER_ACCEPTING and case.waits_for_gap,
        TELL: case.state in BEFORE_DECIDED and not case.waits_for_correction and case.state != CORRECTING,
        REFUSE: case.state in BEFORE_ACCEPTED,
        SCAN: case.state in OPEN and not case.is_scanned,
        PLATFORM: case.state in OPEN,
        TAKE: case.state in OPEN and not case.is_mine,
        WITHDRAW: case.state in BEFORE_DECIDED,
    }
    found = [step for step in DESK_STEPS if fits[step]]
    first = RESUBMIT if RESUBMIT in found else next(iter(found), "")
    return sorted(found, key=lambda step: step != first)


def main_step(case: Standing) -> str:
    """The step that brings the case on, "" when the next one is not the counter's."""
    if case.state == CORRECTING or case.waits_for_correction:
        return RESUBMIT
    if case.state == REGISTERED:
        if case.lacks:
            return ACCEPT_GAP if case.lacks_only_deferrable and not case.is_on_spot else TELL
        return CONCLUDE if case.is_on_spot else ACCEPT
    if case.state in AFTER_ACCEPTING and case.waits_for_gap:
        return GAP
    return ""


def may_void(state: str, received_on: date, today: date) -> bool:
    """Before acceptance any day; an accepted case on the day it came in, before its papers go out."""
    return state in BEFORE_ACCEPTED or (state == ACCEPTED and received_on == today)


def may_stop(case: Standing) -> bool:
    """A special step begins while a case is being handled and its clock runs."""
    return case.state in AFTER_ACCEPTING and not case.stop


def may_chase(case: Standing) -> bool:
    """A department is chased while the case is with it, or accepted and on its way there."""
    return case.state in AFTER_ACCEPTING
