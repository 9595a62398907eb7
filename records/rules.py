"""The chain of audit events: each event's hash covers its content and the hash before it; pauses between tries."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hall_ops.lib.canonical import canonical

ALGORITHM = "sha256-v1"
GENESIS = "0" * 64


def chain_hash(previous: str, content: Mapping[str, Any]) -> str:
    """SHA-256 over the hash before and the canonical content. Shape: 64 hex digits."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(content)).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """One event as the check needs it."""

    number: int
    previous: str
    hash: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold, and how."""

    number: int
    reason: str


def first_break(links: Iterable[Link], head_number: int, head_hash: str) -> Break | None:
    """Walk the chain from its start. Shape: None when every number, link and hash holds and the head agrees."""
    number, previous = 0, GENESIS
    for link in links:
        number += 1
        if link.number != number:
            return Break(number, "missing")
        if link.previous != previous:
            return Break(number, "unlinked")
        if chain_hash(previous, link.content) != link.hash:
            return Break(number, "changed")
        previous = link.hash
    if head_number != number:
        return Break(max(number, head_number), "cut")
    if head_hash != previous:
        return Break(number, "head")
    return None


LONGEST_WAIT_MINUTES = 60


def wait_minutes(tries: int, first: int) -> int:
    """How long to wait after so many tries in vain: twice as long each time, an hour at most. Units: minutes."""
    return min(first * 2 ** min(tries - 1, 10), LONGEST_WAIT_MINUTES)
