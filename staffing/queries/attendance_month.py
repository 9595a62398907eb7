"""The month of attendance as a sheet: persons down, days across, totals; as it stands now and as it is filed."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from contracts.models import Contract
from hall_ops.lib.months import next_month
from staffing.enums import FilingState, RequestState, Verdict
from staffing.models import AttendanceMonth, Leave, Person, ServiceSession
from staffing.queries.attendance import Line, judged_days
from staffing.queries.leaves import halves_served, stretch_of
from staffing.queries.people import engaged_between
from staffing.rules.attendance import needs_person

# What a cell of the printed sheet shows. Source: customary signs of 考勤表.
SIGNS = {
    Verdict.PRESENT: "√", Verdict.UNPREPARED: "准", Verdict.LATE: "迟", Verdict.EARLY: "早",
    Verdict.LATE_AND_EARLY: "迟早", Verdict.ABSENT: "旷", Verdict.LEAVE: "假", Verdict.OFF_SITE: "公",
    Verdict.TO_DECIDE: "?", Verdict.MISSING_PUNCH: "缺", Verdict.EXCUSED: "免", Verdict.PENDING: "·",
}  # fmt: skip
LEVELS = {
    Verdict.PRESENT: "ok", Verdict.UNPREPARED: "warn", Verdict.LATE: "bad", Verdict.EARLY: "bad",
    Verdict.LATE_AND_EARLY: "bad", Verdict.ABSENT: "bad", Verdict.TO_DECIDE: "warn", Verdict.MISSING_PUNCH: "warn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One session of one person. Shape: `sign` is the printed mark, `level` the colour of its chip."""

    line: Line
    session: ServiceSession

    @property
    def sign(self) -> str:
        return SIGNS[Verdict(self.line.judged.verdict)]

    @property
    def label(self) -> str:
        return str(Verdict(self.line.judged.verdict).label)

    @property
    def level(self) -> str:
        return LEVELS.get(Verdict(self.line.judged.verdict), "")


@dataclass(slots=True)
class PersonRow:
    """A person's month. Shape: `days` holds the cells of each day; `counts` sessions by verdict, `leave` half days."""

    person: Person
    team: str = ""
    days: dict[date, list[Cell]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    leave: Counter[str] = field(default_factory=Counter)

    @property
    def waiting(self) -> int:
        return sum(count for verdict, count in self.counts.items() if needs_person(verdict))

    @property
    def planned(self) -> int:
        return sum(self.counts.values())


def days_of(month: date) -> list[date]:
    return [month + timedelta(days=n) for n in range((next_month(month) - month).days)]


def sheet(
    contract: Contract, first: date, last: date, *, now: datetime, people: Collection[int] | None = None
) -> list[PersonRow]:
    """A row for everybody who was planned or on leave in the days. Shape: by team, then by staff number."""
    lines = judged_days(contract, first, last, now=now, people=people)
    leaves = _leaves(contract, first, last, people)
    sessions = {row.pk: row for row in ServiceSession.objects.filter(contract=contract)}
    files = Person.objects.in_bulk({line.person_id for line in lines} | set(leaves))
    rows = {pk: PersonRow(person, leave=leaves.get(pk, Counter())) for pk, person in files.items()}
    for line in lines:
        row = rows[line.person_id]
        row.days.setdefault(line.day, []).append(Cell(line, sessions[line.session_id]))
        row.counts[line.judged.verdict] += 1
    for held in engaged_between(contract, first, last):
        if held.person_id in rows and held.team:
            rows[held.person_id].team = held.team.name
    return sorted(rows.values(), key=lambda row: (row.team == "", row.team, row.person.number))


def _leaves(
    contract: Contract, first: date, last: date, people: Collection[int] | None
) -> dict[int, Counter[str]]:
    """Approved leave inside the days. Units: half days, by kind."""
    rows = Leave.objects.filter(
        contract=contract, state=RequestState.APPROVED, from_on__lte=last, to_on__gte=first
    )
    if people is not None:
        rows = rows.filter(person__in=people)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    served = halves_served(contract, first, last) if rows else {}
    for leave in rows:
        stretch = stretch_of(leave)
        found[leave.person_id][leave.kind] += sum(
            stretch.covers(day, half) for day, halves in served.items() for half in halves
        )
    return dict(found)


@dataclass(frozen=True, slots=True)
class FiledMonth:
    """A month that lies with the purchaser. Shape: `locked` once it was received."""

    month: date
    locked: bool


def filed_months(contract: Contract, first: date, last: date) -> list[FiledMonth]:
    """Of the months of these days those that are filed and not given back, in order."""
    rows = AttendanceMonth.objects.filter(
        contract=contract, month__range=(first.replace(day=1), last.replace(day=1))
    ).exclude(state=FilingState.REOPENED)
    found = rows.order_by("month").values_list("month", "state")
    return [FiledMonth(month, state == FilingState.LOCKED) for month, state in found]


def filed_lines(contract: Contract, month: date, *, now: datetime) -> list[dict[str, Any]]:
    """The sheet as it is filed: JSON values only, one row a person.

    Shape: days[day][session key] is [verdict, late minutes, early minutes]; totals in sessions, leave in half days.
    """
    last = next_month(month) - timedelta(days=1)
    return lines_of(sheet(contract, month, last, now=now))


def lines_of(rows: list[PersonRow]) -> list[dict[str, Any]]:
    """A sheet as JSON values."""
    return [
        {
            "person": row.person.pk,
            "number": row.person.number,
            "name": row.person.name,
            "team": row.team,
            "days": {
                day.isoformat(): {
                    cell.session.key: [
                        cell.line.judged.verdict,
                        cell.line.judged.late,
                        cell.line.judged.early,
                    ]
                    for cell in cells
                }
                for day, cells in sorted(row.days.items())
            },
            "totals": {str(verdict): count for verdict, count in sorted(row.counts.items())},
            "leave": {str(kind): count for kind, count in sorted(row.leave.items())},
        }
        for row in rows
    ]


def differences(filed: list[dict[str, Any]], now: list[dict[str, Any]]) -> int:
    """How many sessions read otherwise today than they were filed."""
    before, after = _flat(filed), _flat(now)
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())


def _flat(lines: list[dict[str, Any]]) -> dict[tuple[int, str, str], str]:
    return {
        (line["person"], day, session): found[0]
        for line in lines
        for day, sessions in line["days"].items()
        for session, found in sessions.items()
    }
