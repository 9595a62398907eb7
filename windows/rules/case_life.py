"""The life of a case: which state may follow which, and the national code each step is reported under.

Source: rules.md § 5; facts.md § 3 (the fifteen national states); 行政许可法 第三十二条.
"""

from collections.abc import Mapping, Sequence
from typing import Final

REGISTERED, CORRECTING, ACCEPTED, TRANSFERRED = "registered", "correcting", "accepted", "transferred"
DECIDED, READY, ISSUED, ARCHIVED = "decided", "ready", "issued", "archived"
NOT_ACCEPTED, WITHDRAWN, VOID = "not_accepted", "withdrawn", "void"

TRANSITIONS: Final[Mapping[str, frozenset[str]]] = {
    REGISTERED: frozenset({CORRECTING, ACCEPTED, NOT_ACCEPTED, WITHDRAWN, VOID}),
    # resubmitted, accepted at once, not handed in by the deadline, refused after all
    CORRECTING: frozenset({REGISTERED, ACCEPTED, NOT_ACCEPTED, WITHDRAWN, VOID}),
    # on the spot: straight to decided; a gap not closed in time takes the acceptance back
    ACCEPTED: frozenset({TRANSFERRED, DECIDED, WITHDRAWN, VOID}),
    TRANSFERRED: frozenset({ACCEPTED, DECIDED, WITHDRAWN}),
    # without a result to hand out a decided case goes to the archive
    DECIDED: frozenset({READY, ISSUED, ARCHIVED}),
    READY: frozenset({ISSUED}),
    # a parcel that came back lies on the shelf again
    ISSUED: frozenset({READY, ARCHIVED}),
    ARCHIVED: frozenset(),
    # a supervisor who does not agree with a refusal sends it back to the window
    NOT_ACCEPTED: frozenset({REGISTERED}),
    WITHDRAWN: frozenset(),
    VOID: frozenset(),
}
# In which state a case lies in its archive box: what ended before a decision keeps the state that says how it ended.
FILED_AS: Final[Mapping[str, str]] = {
    ISSUED: ARCHIVED,
    ARCHIVED: ARCHIVED,
    NOT_ACCEPTED: NOT_ACCEPTED,
    WITHDRAWN: WITHDRAWN,
}
# The national states of the exchange (facts.md § 3), by the action a case's log names.
NATIONAL_CODES: Final[Mapping[str, int]] = {
    "register": 1,
    "withdraw": 2,
    "accept": 3,
    "accept_gap": 3,
    "not_applicable": 4,
    "refuse": 5,
    "tell_once": 6,
    "resubmit": 7,
    "transfer": 8,
    "stop_clock": 9,
    "start_clock": 10,
    "grant": 11,
    "grant_gap": 12,
    "deny": 13,
    "take_back": 14,
    "revoke": 15,
}


def may_move(state: str, to: str) -> bool:
    """Whether a case in `state` may go to `to`."""
    return to in TRANSITIONS.get(state, frozenset())


def filed_as(state: str) -> str:
    """The state a case has once it lies in a box, "" for one that cannot be filed yet."""
    return FILED_AS.get(state, "")


# Where no step of the log tells more, the state does.
STATE_CODES: Final[Mapping[str, int]] = {
    REGISTERED: 1,
    CORRECTING: 6,
    ACCEPTED: 3,
    TRANSFERRED: 8,
    NOT_ACCEPTED: 5,
    WITHDRAWN: 14,
    VOID: 2,
}


def national_code(state: str, actions: Sequence[str]) -> int:
    """The national state (facts.md § 3) a case is reported in. Shape: `actions` of its log, newest first."""
    told = next((NATIONAL_CODES[action] for action in actions if action in NATIONAL_CODES), None)
    return told or STATE_CODES.get(state, 11)
