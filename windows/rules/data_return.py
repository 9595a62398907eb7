"""The way of a contract's personal data back to the purchaser, and of the supplier's copies out of the world.

Source: 002 § 七(三), 004 § 三.12; Personal Information Protection Law, article 21; security.md D5.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

LISTING, HANDED, RECEIVED = "listing", "handed", "received"
DESTROYED, ERASING, CLOSED = "destroyed", "erasing", "closed"
# The purchaser may send back what was handed over and what was called destroyed.
TRANSITIONS: Final[Mapping[str, frozenset[str]]] = {
    LISTING: frozenset({HANDED}),
    HANDED: frozenset({LISTING, RECEIVED}),
    RECEIVED: frozenset({DESTROYED}),
    DESTROYED: frozenset({RECEIVED, ERASING, CLOSED}),
    ERASING: frozenset({CLOSED}),
    CLOSED: frozenset(),
}
ORDER: Final = (LISTING, HANDED, RECEIVED, DESTROYED, CLOSED)


def may_move(state: str, to: str) -> bool:
    return to in TRANSITIONS.get(state, frozenset())


def is_over(ends_on: date, today: date) -> bool:
    """Only after the last day of service do the supplier's accounts end."""
    return today > ends_on


def flow_state(state: str, step: str) -> str:
    """How a step of the flow looks: done, now or empty."""
    here = ORDER.index(DESTROYED if state == ERASING else state)
    place = ORDER.index(step)
    if place < here or state == CLOSED:
        return "done"
    return "now" if place == here else ""
