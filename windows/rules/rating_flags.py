"""Which ratings somebody should look at. Nothing is removed here: a person rules, with a reason.

Source: security.md § 5 no. 4 and S25; facts.md § 1.13 (a rating that precedes its case keeps its time and is flagged).
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

BEFORE_CASE, TOO_SOON, WORKSTATION = "before_case", "too_soon", "workstation"
SAME_DEVICE, SAME_ADDRESS, SAME_TEXT = "same_device", "same_address", "same_text"


@dataclass(frozen=True, slots=True)
class Limits:
    """What is still usual. Units: counts of ratings, the new one included.

    A family or an agent rates two visits from one telephone; a hall's visitors share its network, so an address alone
    says little until many come at once; short texts ("很好") are everybody's.
    """

    device_count: int = 3
    device_span: timedelta = timedelta(hours=1)
    address_count: int = 8
    address_span: timedelta = timedelta(minutes=10)
    soon: timedelta = timedelta(seconds=30)
    text_count: int = 3
    text_span: timedelta = timedelta(days=30)
    text_least: int = 6


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a rating comes in. Shape: `steps` are the times of the visit's steps at the window; counts
    are of ratings within the limits' spans, the new one included; None where it was not asked (no device)."""

    claimed_at: datetime
    recorded_at: datetime
    began_at: datetime | None
    steps: tuple[datetime, ...] = ()
    by_device: int | None = None
    by_address: int | None = None
    by_text: int | None = None
    from_workstation: bool = False


def flags_of(facts: Facts, limits: Limits = LIMITS) -> dict[str, int]:
    """The flags of a rating. Shape: kind → how many ratings the series has, or seconds, or 1."""
    found: dict[str, int] = {}
    if facts.began_at is not None and facts.claimed_at < facts.began_at:
        found[BEFORE_CASE] = 1
    seconds = seconds_since(facts)
    if seconds is not None and seconds < limits.soon.total_seconds():
        found[TOO_SOON] = seconds
    if facts.from_workstation:
        found[WORKSTATION] = 1
    series = (
        (SAME_DEVICE, facts.by_device, limits.device_count),
        (SAME_ADDRESS, facts.by_address, limits.address_count),
        (SAME_TEXT, facts.by_text, limits.text_count),
    )
    return found | {kind: count for kind, count, most in series if count is not None and count >= most}


def seconds_since(facts: Facts) -> int | None:
    """Seconds from the window's last step before the rating; None without one."""
    earlier = [step for step in facts.steps if step <= facts.recorded_at]
    return int((facts.recorded_at - max(earlier)).total_seconds()) if earlier else None


def compared_text(text: str, limits: Limits = LIMITS) -> str:
    """The form in which two texts are the same: no blanks, no marks, width and case folded; "" when too short."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(mark for mark in folded if mark.isalnum())
    return kept if len(kept) >= limits.text_least else ""
