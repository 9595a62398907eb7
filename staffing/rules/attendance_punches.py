"""Which punch belongs to which session: four a day, fewer where somebody forgot, more where somebody pressed twice.

A punch is never two things at once. Between two sessions of a day the first punch ends the one and the last begins the
other; a single one ends the morning. Where a punch is missing, a session beside it is nobody's absence: a person looks.
Units: the clock's minute, seconds are cut. Shape: everything is sorted once, then read once (linear in rows).
Source: 002 § 五(一)表1 3.10, 3.17, 3.19; facts.md § 6 (four punches a day).
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

# How far from its session a punch still tells something: an evening that ends at 23:30 may be left after midnight.
REACH = timedelta(hours=6)
# The same finger twice on the glass.
TWICE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)
SECONDS = [timedelta(seconds=number) for number in range(60)]  # taking one away is quicker than replace()


class Planned(NamedTuple):
    """A session somebody is planned for. Shape: `key` is the caller's; the times carry their zone."""

    key: Any
    day: date
    starts_at: datetime
    ends_at: datetime
    prepares: bool = True


class Seen(NamedTuple):
    """What the punches tell of a session. `gone`: they prove that it was missed; `facing`: a punch lacks beside it."""

    arrived: datetime | None = None
    left: datetime | None = None
    gone: bool = False
    facing: bool = False


NOTHING = Seen()


class _Block:
    """Sessions without a break between them: one comes once and leaves once."""

    __slots__ = ("arrived", "day", "doubt", "end", "first", "found", "left", "past", "sessions", "start")

    def __init__(self, session: Planned) -> None:
        self.sessions = [session]
        self.day, self.start, self.end = session.day, session.starts_at, session.ends_at
        self.first = self.past = 0  # where its first punch stands among all, and the first one after it
        self.found: list[datetime] = []
        self.arrived: datetime | None = None
        self.left: datetime | None = None
        self.doubt = False  # the punch that ended the session before may have begun this one


def assign(
    planned: Sequence[Planned], punches: Sequence[datetime], *, bridge: timedelta = timedelta(0)
) -> list[Seen]:
    """What each session of one person saw, in the order given.

    Shape: `planned` is sorted by start, `punches` by time; sessions no farther apart than `bridge` are worked through.
    """
    blocks = _blocks(planned, bridge)
    times = _once(punches)
    first = 0
    for block in blocks:
        block.first = first = bisect_left(times, block.start, first)
        block.past = bisect_left(times, block.end + MINUTE, first)
    for at, block in enumerate(blocks):
        _collect(blocks, at, times)
        if len(block.found) > 1:
            block.arrived = block.found[0] if block.found[0] < block.end else None
            block.left = block.found[-1] if block.found[-1] > block.start else None
        elif block.found:
            only = block.found[0]
            if only - block.start < block.end - only:
                block.arrived = only
            else:
                block.left = only
    return _seen(blocks)


def _blocks(planned: Sequence[Planned], bridge: timedelta) -> list[_Block]:
    blocks: list[_Block] = []
    for session in planned:
        last = blocks[-1] if blocks else None
        if last is not None and last.day == session.day and session.starts_at - last.end <= bridge:
            last.sessions.append(session)
            last.end = max(last.end, session.ends_at)
        else:
            blocks.append(_Block(session))
    return blocks


def _once(punches: Sequence[datetime]) -> list[datetime]:
    """Punches to the minute, without those pressed twice."""
    kept: list[datetime] = []
    for punch in punches:
        minute = punch - SECONDS[punch.second]
        if minute.microsecond:
            minute = minute.replace(microsecond=0)
        if not kept or minute - kept[-1] > TWICE:
            kept.append(minute)
    return kept


def _collect(blocks: list[_Block], at: int, times: list[datetime]) -> None:
    """Give a block its punches; those of the break after it are shared out between it and the next one."""
    block = blocks[at]
    before = blocks[at - 1] if at else None
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    low = block.first
    if before is None or before.day != block.day:
        low = bisect_left(times, _nearer(block.start - REACH, before, block, max), 0, low)
    block.found.extend(times[low : block.past])
    if after is not None and after.day == block.day:
        _share(block, after, times)
        return
    high = _nearer(block.end + REACH, block, after, min)
    block.found.extend(times[block.past : bisect_left(times, high, block.past)])


def _nearer(
    reach: datetime, one: _Block | None, other: _Block | None, pick: Callable[..., datetime]
) -> datetime:
    """How far a block reaches towards its neighbour on another day: not beyond the middle between the two."""
    if one is None or other is None or other.start - one.end > 2 * REACH:
        return reach
    return pick(reach, _middle(one, other))


def _share(block: _Block, after: _Block, times: list[datetime]) -> None:
    """The break between two sessions of a day: the first punch ends the one, a later one begins the other.

    A single punch ends the morning; only where the morning has its end already, or nobody was there, and the punch
    lies nearer the afternoon, does it begin that.
    """
    end = after.first
    gap = times[block.past : end]
    if not gap:
        return
    middle = _middle(block, after)
    if gap[0] < middle or (block.found and not _ended(block)):
        after.doubt = gap[0] >= middle
        block.found.append(gap.pop(0))
    late = [punch for punch in gap if punch >= middle]
    there = end < len(times) and times[end] < after.end + REACH
    if late:
        after.found.extend(late)
    elif gap and there:
        after.found.append(gap[-1])


def _ended(block: _Block) -> bool:
    """Whether the last of several punches lies towards the end."""
    return len(block.found) > 1 and block.end - block.found[-1] < block.found[-1] - block.start


def _middle(block: _Block, after: _Block) -> datetime:
    return block.end + (after.start - block.end) / 2


def _seen(blocks: list[_Block]) -> list[Seen]:
    facing = _facing(blocks)
    return [_of(session, block, facing[at]) for at, block in enumerate(blocks) for session in block.sessions]


def _facing(blocks: list[_Block]) -> list[bool]:
    """Whether a block without a punch lies beside one of its day whose end towards it is open."""
    found = [False] * len(blocks)
    for order, reverse in ((range(len(blocks)), False), (range(len(blocks) - 1, -1, -1), True)):
        day, is_open = None, False
        for at in order:
            block = blocks[at]
            if block.day != day:
                day, is_open = block.day, False
            if block.found:
                is_open = (block.arrived if reverse else block.left) is None
            elif is_open or block.doubt:
                found[at] = True
    return found


def _of(session: Planned, block: _Block, facing: bool) -> Seen:
    if not block.found:
        return Seen(facing=facing)
    arrived, left = block.arrived, block.left
    if (arrived is not None and arrived >= session.ends_at) or (
        left is not None and left <= session.starts_at
    ):
        return Seen(gone=True)
    return Seen(arrived, left)
