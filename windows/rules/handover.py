"""Papers between window and department: what may go into a batch, and where a line's outcome leaves its case.

Source: rules.md § 5 (both sides confirm line by line; what is not confirmed stays ours).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from windows.rules.case_life import ACCEPTED, DECIDED, TRANSFERRED, WITHDRAWN

OUT, BACK = "out", "back"
PAPERS, RESULT, RETURN = "papers", "result", "return"
CONFIRMED, MISSING, REFUSED = "confirmed", "missing", "returned"
WINDOW, DEPARTMENT = "window", "department"


@dataclass(frozen=True, slots=True)
class Step:
    """What a settled line does to its case. Shape: `to` is a state or "" (it stays), `action` the log's word."""

    holder: str
    action: str
    to: str = ""


# Shape: kind → (direction, who holds the papers before, states that may travel so).
TRAVELS: Final[Mapping[str, tuple[str, str, frozenset[str]]]] = {
    PAPERS: (OUT, WINDOW, frozenset({ACCEPTED})),
    RESULT: (BACK, DEPARTMENT, frozenset({DECIDED})),
    # a case withdrawn while it lay with the department comes back as well
    RETURN: (BACK, DEPARTMENT, frozenset({TRANSFERRED, WITHDRAWN})),
}
SETTLED: Final[Mapping[tuple[str, str], Step]] = {
    (PAPERS, CONFIRMED): Step(DEPARTMENT, "transfer", TRANSFERRED),
    (PAPERS, MISSING): Step(WINDOW, "papers_missing"),
    (PAPERS, REFUSED): Step(WINDOW, "papers_refused"),
    (RESULT, CONFIRMED): Step(WINDOW, "result_received"),
    (RESULT, MISSING): Step(DEPARTMENT, "result_missing"),
    (RESULT, REFUSED): Step(DEPARTMENT, "result_refused"),
    (RETURN, CONFIRMED): Step(WINDOW, "take_again", ACCEPTED),
    (RETURN, MISSING): Step(DEPARTMENT, "return_missing"),
    (RETURN, REFUSED): Step(DEPARTMENT, "return_refused"),
}


def direction_of(kind: str) -> str:
    """Which way papers of this kind travel."""
    return TRAVELS[kind][0]


def may_travel(kind: str, state: str, holder: str) -> bool:
    """Whether a case in this state, its papers with `holder`, may go into a batch as this kind."""
    _direction, giver, states = TRAVELS[kind]
    return holder == giver and state in states


def needs_note(outcome: str) -> bool:
    """Whoever has not received, or does not take, says what is wrong."""
    return outcome != CONFIRMED
