"""What a session came to, in the contract's own classes. Pure: roster, punches, leave and rulings in, a verdict out.

Present 10 minutes early; late or early within 10; absent for a session. Late beyond that has no clause: it goes to a
person, unless the decision `late_gap` says otherwise. Nobody is absent whose punches are merely missing, nor where no
punch of anybody has reached us.
Source: 002 § 五(一)表1 3.10, 3.17, 3.19, 3.26; rules.md § 3 `late_gap`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from staffing.enums import Verdict
from staffing.rules.attendance_punches import Planned, Seen

PERSON_DECIDES, AS_LATE, AS_ABSENT = "person_decides", "as_3_17", "as_3_19"
# Why a session waits for a person.
GAP, SILENT, ASKED, LACKING = "gap", "silent", "asked", "lacking"
MINUTE = timedelta(minutes=1)


class Limits(NamedTuple):
    """The contract's limits; None where it names none. Units: minutes, and shifts for `absence`."""

    arrival: int | None = None
    late: int | None = None
    absence: int | None = None
    away: int | None = None
    late_gap: str = PERSON_DECIDES

    @property
    def bridge(self) -> timedelta:
        """Nobody leaves for a break shorter than the time one must be there early."""
        return timedelta(minutes=self.arrival or 0)


class Around(NamedTuple):
    """What else is known of a session. `heard`: somebody's punch of that session has reached us."""

    leave: str = ""
    ruling: str = ""
    asked: bool = False
    heard: bool = True


PLAIN = Around()


class Judged(NamedTuple):
    """A verdict with what it rests on. Units: minutes; `unprepared`: by how much the time before opening fell short."""

    verdict: str
    late: int = 0
    early: int = 0
    unprepared: int = 0
    arrived: datetime | None = None
    left: datetime | None = None
    cause: str = ""
    ruled: bool = False


def judge(planned: Planned, seen: Seen, *, limits: Limits, now: datetime, around: Around = PLAIN) -> Judged:
    """The verdict on one session."""
    if around.leave:
        return Judged(around.ruling or around.leave, ruled=bool(around.ruling))
    late, early = _minutes(seen.arrived, planned.starts_at), _minutes(planned.ends_at, seen.left)
    unprepared = _short(planned, seen, limits)
    verdict, cause = _verdict(planned, seen, late, early, unprepared, limits, now, around)
    if around.ruling:
        return Judged(around.ruling, late, early, unprepared, seen.arrived, seen.left, "", True)
    return Judged(verdict, late, early, unprepared, seen.arrived, seen.left, cause)


def _verdict(
    planned: Planned,
    seen: Seen,
    late: int,
    early: int,
    unprepared: int,
    limits: Limits,
    now: datetime,
    around: Around,
) -> tuple[str, str]:
    if now < planned.ends_at:
        return Verdict.PENDING, ""
    if seen.gone:
        return (Verdict.TO_DECIDE, ASKED) if around.asked else (Verdict.ABSENT, "")
    if seen.arrived is None and seen.left is None:
        return _nothing(seen, around)
    if seen.arrived is None or seen.left is None:
        return Verdict.MISSING_PUNCH, LACKING
    if limits.late is not None and max(late, early) > limits.late:
        if limits.late_gap == PERSON_DECIDES:
            return Verdict.TO_DECIDE, GAP
        if limits.late_gap == AS_ABSENT:
            return Verdict.ABSENT, GAP
    if late and early:
        return Verdict.LATE_AND_EARLY, ""
    if late or early:
        return (Verdict.LATE if late else Verdict.EARLY), ""
    return (Verdict.UNPREPARED if unprepared else Verdict.PRESENT), ""


def _nothing(seen: Seen, around: Around) -> tuple[str, str]:
    """No punch at all: absent only where nothing speaks against it."""
    if not around.heard:
        return Verdict.TO_DECIDE, SILENT
    if around.asked:
        return Verdict.TO_DECIDE, ASKED
    if seen.facing:
        return Verdict.MISSING_PUNCH, LACKING
    return Verdict.ABSENT, ""


def _minutes(later: datetime | None, earlier: datetime | None) -> int:
    """Whole minutes from the one to the other, none where it is the other way round."""
    if later is None or earlier is None or later <= earlier:
        return 0
    return (later - earlier) // MINUTE


def _short(planned: Planned, seen: Seen, limits: Limits) -> int:
    """Minutes by which the arrival before opening fell short. Nobody prepares anew in the middle of a stretch.

    Somebody who came after opening is late; that is the other clause's (the overlap of 3.10 and 3.17).
    """
    if limits.arrival is None or not planned.prepares or seen.arrived is None:
        return 0
    if seen.arrived > planned.starts_at:
        return 0
    return max(0, limits.arrival + (seen.arrived - planned.starts_at) // MINUTE)


def needs_person(verdict: str) -> bool:
    """Whether somebody still has to look."""
    return verdict in (Verdict.TO_DECIDE, Verdict.MISSING_PUNCH)


# -- away from the post
class AwaySpan(NamedTuple):
    """A time away. Shape: `back_at` None while it lasts; `told_at` None where nobody was told."""

    left_at: datetime
    back_at: datetime | None
    told_at: datetime | None
    sign_shown: bool


def away_minutes(away: AwaySpan, spans: Sequence[tuple[datetime, datetime]], now: datetime) -> int:
    """Minutes of a time away that lie inside planned sessions. Units: minutes."""
    back = min(away.back_at or now, now)
    inside = timedelta(0)
    for starts_at, ends_at in spans:
        inside += max(min(back, ends_at) - max(away.left_at, starts_at), timedelta(0))
    return inside // MINUTE


def away_breach(away: AwaySpan, minutes: int, limit: int | None) -> bool:
    """Away for longer than the limit without having told anybody in that time, or without the sign. Source: 3.26."""
    if limit is None or minutes <= limit:
        return False
    told = away.told_at is not None and away.told_at <= away.left_at + timedelta(minutes=limit)
    return not (told and away.sign_shown)
