"""Minutes in which a window was staffed. Pure: presence, times away and the session in, minutes out.

Source: 004 § 三.4; rules.md § 4 (staffed window-minutes over required window-minutes).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

MINUTE = timedelta(minutes=1)


class Presence(NamedTuple):
    """From when to when somebody was there."""

    arrived: datetime
    left: datetime


def staffed_minutes(
    presence: Presence, away: Iterable[tuple[datetime, datetime]], starts_at: datetime, ends_at: datetime
) -> int:
    """Minutes of a session in which the person was at the window. Overlapping times away count once."""
    begins, ends = max(presence.arrived, starts_at), min(presence.left, ends_at)
    if ends <= begins:
        return 0
    missing, until = timedelta(0), begins
    for left, back in sorted(away):
        start, stop = max(left, until), min(back, ends)
        if stop > start:
            missing += stop - start
            until = stop
    return (ends - begins - missing) // MINUTE
