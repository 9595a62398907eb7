"""Leave as the calendar counts it, what is left of it, and whether the windows stay covered without somebody.

Source: 002 § 四(二)2(6) (no empty post); 004 § 三.4 (在岗率 100 %).
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Sum

from contracts.models import Contract, WorkDay
from hall_ops.lib.workdays import is_workday
from staffing.enums import LeaveKind, RequestState
from staffing.models import Leave, LeaveGrant, Person
from staffing.queries.hours import service_days, sessions_of
from staffing.queries.roster_cover import cover_after
from staffing.rules.leaves import AFTERNOON, BALANCED, MORNING, Balance, Stretch, counted, half_of

OPEN = (RequestState.ASKED, RequestState.APPROVED)


def stretch_of(leave: Leave) -> Stretch:
    return Stretch(leave.from_on, leave.from_half, leave.to_on, leave.to_half)


def halves_served(contract: Contract, first: date, last: date) -> dict[date, set[int]]:
    """The half days in which the hall serves. A contract without hours goes by the calendar's workdays."""
    if sessions_of(contract, first, last):
        days = service_days(contract, first, last)
        return {day: {half_of(row.starts_at) for row in rows} for day, rows in days.items()}
    calendar = {row.date: row.works for row in WorkDay.objects.filter(date__range=(first, last))}
    days_between = Stretch(first, MORNING, last, AFTERNOON).days()
    return {day: {MORNING, AFTERNOON} if is_workday(day, calendar) else set() for day in days_between}


def half_days_of(contract: Contract, stretch: Stretch) -> dict[int, int]:
    """Half days a leave takes, by year: weekends and holidays not, make-up workdays counted."""
    return counted(stretch, halves_served(contract, stretch.from_on, stretch.to_on))


def balances(contract: Contract, people: Collection[int], year: int) -> dict[tuple[int, str], Balance]:
    """(person, kind) → the year's balance. Shape: kinds that are given for a year, and those somebody was given."""
    granted: dict[tuple[int, str], int] = defaultdict(int)
    grants = LeaveGrant.objects.filter(contract=contract, person__in=people, year=year)
    for person, kind, total in grants.order_by().values_list("person_id", "kind").annotate(Sum("half_days")):
        granted[person, kind] = total
    taken: dict[tuple[int, str], int] = defaultdict(int)
    reserved: dict[tuple[int, str], int] = defaultdict(int)
    leaves = Leave.objects.filter(contract=contract, person__in=people, state__in=OPEN)
    for leave in leaves.filter(from_on__lte=date(year, 12, 31), to_on__gte=date(year, 1, 1)):
        goal = taken if leave.state == RequestState.APPROVED else reserved
        one_year = leave.from_on.year == leave.to_on.year
        goal[leave.person_id, leave.kind] += (
            leave.half_days if one_year else half_days_of(contract, stretch_of(leave)).get(year, 0)
        )
    wanted = {(person, kind) for person in people for kind in BALANCED} | set(granted)
    return {key: Balance(granted[key], taken[key], reserved[key]) for key in sorted(wanted)}


def own_balances(person: Person, year: int) -> list[tuple[str, Balance]]:
    """(label, balance) of one person. Shape: in the order of the kinds."""
    found = balances(person.contract, [person.pk], year)
    return [(str(kind.label), found[person.pk, kind]) for kind in LeaveKind if (person.pk, kind) in found]


def overlapping(person: Person, stretch: Stretch, *, but: int | None = None) -> Leave | None:
    """Another leave of the person that is asked for or approved in these half days."""
    rows = Leave.objects.filter(
        person=person, state__in=OPEN, from_on__lte=stretch.to_on, to_on__gte=stretch.from_on
    )
    return next((row for row in rows if row.pk != but and stretch_of(row).overlaps(stretch)), None)


def cover_gaps(person: Person, stretch: Stretch, substitute: Person | None = None) -> list[str]:
    """Where too few would be left without somebody, a sentence each; the roster's own rule judges."""
    return cover_after(
        person.contract, person, stretch.from_on, stretch.to_on, from_half=stretch.from_half,
        to_half=stretch.to_half, substitute=substitute,
    )  # fmt: skip


def leaves_waiting(rows: Any) -> Any:
    """Of leaves that may be seen: those that wait for a decision, the nearest first."""
    return rows.filter(state=RequestState.ASKED).order_by("from_on", "pk")
