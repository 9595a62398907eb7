"""A week laid out for the screen: people or windows in rows, sessions in columns. Reads nothing itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staffing.enums import ShiftKind
from staffing.models import ServiceSession
from staffing.queries.roster import Member, WeekData
from staffing.rules.roster import (
    WEEKDAYS,
    CellKey,
    Place,
    Placing,
    Refusal,
    Shortfall,
    Slot,
    faults,
    hours,
    minutes_of,
    shortfalls,
    weekday,
)

# How a kind stands in a cell: the letter behind the number, the class.
MARKS = {
    ShiftKind.FLOAT: (gettext_lazy("机"), "f"),
    ShiftKind.SUBSTITUTE: (gettext_lazy("替"), "s"),
    ShiftKind.EXTENDED: (gettext_lazy("延"), "e"),
}


@dataclass(slots=True)
class Column:
    """One session of the week. Shape: needed and found are windows; `short` counts open windows and places below."""

    slot: Slot
    first: bool
    needed: int = 0
    found: int = 0
    short: int = 0

    @property
    def told(self) -> str:
        return f"{self.found}/{self.needed}" if self.needed else str(self.found)


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    label: str
    span: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Shape: `value` is what a key would write ("07", ".", "t"), `text` what is read."""

    value: str
    text: str
    css: str
    title: str


@dataclass(slots=True)
class Row:
    member: Member
    hours: str
    level: str
    editable: bool
    cells: list[Cell]


@dataclass(slots=True)
class Group:
    name: str
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class WindowRow:
    name: str
    sub: str
    cells: list[Cell]


@dataclass(slots=True)
class Sheet:
    """The whole week as it is printed on the screen."""

    days: list[Day]
    columns: list[Column]
    groups: list[Group]
    gaps: list[Shortfall]
    faults: dict[CellKey, tuple[Refusal, ...]]


def sheet(data: WeekData, editable: set[int] | None, only: set[int] | None = None) -> Sheet:
    """Lay out the week. Shape: `editable` people, None for nobody; `only` these rows (after a change)."""
    gaps, broken = shortfalls(data.plan), faults(data.plan)
    columns = _columns(data, gaps)
    groups = _groups(data, columns, editable or set(), broken, only)
    return Sheet(_days(columns), columns, groups, gaps, broken)


def _columns(data: WeekData, gaps: list[Shortfall]) -> list[Column]:
    columns, seen = [], set()
    short = Counter(each.slot.at for each in gaps)
    for slot in sorted(data.plan.slots.values(), key=lambda each: each.starts_at):
        column = Column(slot, slot.day not in seen, short=short[slot.at])
        seen.add(slot.day)
        columns.append(column)
    seated = {
        (each.day, each.session, each.window)
        for each in data.plan.placings.values()
        if each.window and each.counts
    }
    for column in columns:
        slot = column.slot
        wanted = [
            place.window for place in data.plan.places if place.window is not None and place.needs(slot)
        ]
        column.needed = len(wanted)
        column.found = sum((*slot.at, window) in seated for window in wanted)
    return columns


def _days(columns: list[Column]) -> list[Day]:
    spans = Counter(column.slot.day for column in columns)
    return [Day(day, f"{weekday(day)} {day:%m-%d}", span) for day, span in spans.items()]


def _groups(
    data: WeekData,
    columns: list[Column],
    editable: set[int],
    broken: dict[CellKey, tuple[Refusal, ...]],
    only: set[int] | None,
) -> list[Group]:
    minutes, limit = minutes_of(data.plan), data.plan.limits.weekly
    groups: dict[tuple[Any, ...], Group] = {}
    ordered = sorted(
        data.members.values(),
        key=lambda each: (
            each.post.position,
            each.team.name if each.team else "",
            not each.leader,
            each.person.number,
        ),
    )
    for member in ordered:
        pk = member.person.pk
        if only is not None and pk not in only:
            continue
        team = member.team.name if member.team else ""
        key = (member.post.pk, team)
        group = groups.setdefault(key, Group(f"{member.post.name} · {team}" if team else member.post.name))
        total = minutes[pk]
        told = f"{hours(total)}/{hours(limit)}" if limit else hours(total)
        level = "bad" if limit and total > limit else ""
        cells = [cell(data, pk, column, broken.get((pk, *column.slot.at), ())) for column in columns]
        group.rows.append(Row(member, told, level, pk in editable, cells))
    return list(groups.values())


def cell(data: WeekData, person: int, column: Column, broken: tuple[Refusal, ...]) -> Cell:
    """What one person does in one session."""
    slot, worker = column.slot, data.plan.workers[person]
    edge = " d" if column.first else ""
    placing = data.plan.placings.get((person, *slot.at))
    if placing is not None:
        value, text, css, title = _placed(data, placing)
        if broken:
            css, title = f"{css} x", "".join(each.text for each in broken)
        return Cell(value, text, css + edge, title)
    leave = data.leaves.get((person, slot.at))
    if leave is not None:
        return Cell("", _("假"), f"l{edge}", leave.get_kind_display())
    asked = data.asked.get((person, slot.at))
    if asked is not None:
        return Cell("", _("假?"), f"q{edge}", _("%(kind)s待批") % {"kind": asked.get_kind_display()})
    return Cell("", "", ("" if worker.held_on(slot.day) else "o") + edge, "")


def _placed(data: WeekData, placing: Placing) -> tuple[str, str, str, str]:
    """Shape: (value, text, class, title)."""
    if placing.kind == ShiftKind.TRAINING:
        return "t", _("训"), "t", _("培训")
    if placing.kind == ShiftKind.LEAVE:
        leave = data.leaves.get((placing.person, (placing.day, placing.session)))
        return "", _("假"), "l", leave.get_kind_display() if leave else _("请假")
    mark, css = MARKS.get(ShiftKind(placing.kind), ("", ""))
    window = data.windows.get(placing.window) if placing.window else None
    post = data.posts[placing.post].name
    covers = data.plan.workers.get(placing.covers) if placing.covers else None
    title = _("%(post)s，顶%(name)s的岗") % {"post": post, "name": covers.name} if covers else post
    if window is None:
        return ".", _("岗") + str(mark), f"n {css}", title
    return window.number, f"{window.number}{mark}", f"w {css}", title


# -- the same week by window ----------------------------------------------------------------------------------------
def window_rows(data: WeekData, columns: list[Column]) -> list[WindowRow]:
    """Who sits where; what must be staffed and is not says so."""
    seats: dict[tuple[int, date, int], list[Placing]] = defaultdict(list)
    standing: Counter[tuple[int, int, date, int]] = Counter()
    for each in data.plan.placings.values():
        if each.window is not None and each.counts:
            seats[each.window, each.day, each.session].append(each)
        if each.counts:
            standing[each.post, each.venue, each.day, each.session] += 1
    rows = []
    placed = set()
    for place in data.plan.places:
        if place.window is not None:
            placed.add(place.window)
            name, sub = data.windows[place.window].number, data.posts[place.post].name
            cells = [_seat(data, place, column, seats) for column in columns]
        elif place.minimum:
            name, sub = data.posts[place.post].name, data.venues[place.venue].name
            cells = [_crowd(place, column, standing) for column in columns]
        else:
            continue
        rows.append(WindowRow(name, sub, cells))
    for window, row in data.windows.items():
        if window not in placed and any(key[0] == window for key in seats):
            cells = [_named(data, seats[window, *column.slot.at], column) for column in columns]
            rows.append(WindowRow(row.number, row.name, cells))
    return rows


def _seat(data: WeekData, place: Place, column: Column, seats: dict[Any, list[Placing]]) -> Cell:
    there = seats.get((place.window, *column.slot.at), [])
    if not there and place.needs(column.slot) and not column.slot.extended:
        return Cell("", _("空"), "gap" + (" d" if column.first else ""), "")
    return _named(data, there, column)


def _named(data: WeekData, there: list[Placing], column: Column) -> Cell:
    names = "、".join(data.plan.workers[each.person].name for each in there)
    return Cell("", names, "d" if column.first else "", "")


def _crowd(place: Place, column: Column, standing: Counter[tuple[int, int, date, int]]) -> Cell:
    needed = place.needs(column.slot)
    found = standing[place.post, place.venue, *column.slot.at]
    css = ("gap" if found < needed and not column.slot.extended else "") + (" d" if column.first else "")
    return Cell("", f"{found}/{needed}" if needed else str(found or ""), css, "")


def window_called(data: WeekData, person: int, day: date, text: str) -> int | None:
    """The window a typed number means: of the person's own venue first; 7 is also 07."""
    wanted = text.strip().upper()
    venue = data.venue_of(person, day)
    found = [
        row
        for row in data.windows.values()
        if row.number.upper() == wanted
        or (wanted.isdecimal() and row.number.lstrip("0") == wanted.lstrip("0"))
    ]
    found.sort(key=lambda row: (row.venue_id != venue, row.number.upper() != wanted))
    return found[0].pk if found else None


def pattern_days(grid: dict[str, list[str]], sessions: Iterable[ServiceSession]) -> list[tuple[str, str]]:
    """A pattern in words, a day each: 周一 上午、下午."""
    names = {row.key: row.name for row in sessions}
    return [
        (str(name), "、".join(names.get(key, key) for key in grid.get(str(number), [])) or "—")
        for number, name in enumerate(WEEKDAYS, start=1)
    ]
