"""Findings: what the ledgers prove, offered to a person. Each fact once; recomputing doubles nothing.

A finding leaves the list only by a person's decision, or because its source was wrong and was corrected with a
reason. Whatever is entered afterwards (a late scan, a rating of last week) keeps the finding and marks it late.
Source: rules.md § 8; 001 § 1.3(2) (data enter the assessment).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

PROPOSED, ACCEPTED, SET_ASIDE, WITHDRAWN = "proposed", "accepted", "set_aside", "withdrawn"
TRANSITIONS: Mapping[str, frozenset[str]] = {
    PROPOSED: frozenset({ACCEPTED, SET_ASIDE, WITHDRAWN}),
    SET_ASIDE: frozenset({PROPOSED}),  # taken up again, with a reason
    ACCEPTED: frozenset(),
    WITHDRAWN: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A record that proves a fact. Shape: `name` and `args` are its screen's address, after the contract's slug."""

    text: str
    name: str
    args: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One breach in the records. Shape: `key` names it within its detector for ever; `late` says what came late."""

    key: str
    criterion: str
    occurred_on: date
    subject: str
    note: str
    count: int = 1
    sources: tuple[Source, ...] = ()
    late: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A finding that is on record. `told` is the fact as it was last written down."""

    state: str
    told: Fact


@dataclass(frozen=True, slots=True)
class Plan:
    """What a recomputation changes."""

    add: tuple[Fact, ...] = ()
    refresh: tuple[Fact, ...] = ()
    withdraw: Mapping[str, str] = field(default_factory=dict)
    vanished: tuple[str, ...] = ()


def reconcile(known: Mapping[str, Known], facts: Iterable[Fact], corrected: Mapping[str, str]) -> Plan:
    """Compare what is on record with what the sources say now.

    Shape: `corrected` gives the reason for each key whose source was wrong; a fact that vanished without one stays.
    """
    now = {fact.key: fact for fact in facts}
    waiting = {key: found for key, found in known.items() if found.state == PROPOSED}
    gone = [key for key in waiting if key not in now]
    return Plan(
        add=tuple(fact for key, fact in now.items() if key not in known),
        refresh=tuple(fact for key, fact in now.items() if key in waiting and waiting[key].told != fact),
        withdraw={key: corrected[key] for key in gone if corrected.get(key)},
        vanished=tuple(key for key in gone if not corrected.get(key) and not waiting[key].told.late),
    )


def may_become(state: str, target: str) -> bool:
    """Whether a finding in `state` may go to `target`."""
    return target in TRANSITIONS.get(state, frozenset())
