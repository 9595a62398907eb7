"""How many visits could be rated: cases that were not voided, by the day they were registered.

Closed days are read from their figures, today from the cases. Where somebody sees a part of the contract only, or a
day's figures are not in, the cases themselves are counted.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from contracts.models import Contract
from windows.enums import CaseState, TallyDimension
from windows.models import Case
from windows.queries.ledger_filters import ONE_DAY, day_start
from windows.queries.tallies import figures_between, figures_by_time, uncounted
from windows.rules.tallies import total

BY = {"window": "window_id", "clerk": "clerk_id", "department": "department_id", "month": "month"}
Key = Any


def rateable_by(
    cases: QuerySet[Case], by: str, first: date, last: date, today: date, whole: Contract | None
) -> dict[Key, int]:
    """Visits that could be rated, by window, clerk, department or month. One query, or up to five.

    Shape: `cases` are those of the days from first to last; `whole` is their contract where they are all of it.
    """
    closed_on = min(last, today - ONE_DAY)
    if whole is None or closed_on < first or not uncounted(whole, first, closed_on, today).hold:
        return counted(cases.exclude(state=CaseState.VOID), by)
    found = _received(whole, by, first, closed_on)
    voided = cases.filter(state=CaseState.VOID, registered_at__lt=day_start(closed_on + ONE_DAY))
    for key, number in counted(voided, by).items():
        found[key] = found.get(key, 0) - number
    if last >= today:
        newest = cases.exclude(state=CaseState.VOID).filter(registered_at__gte=day_start(today))
        for key, number in counted(newest, by).items():
            found[key] = found.get(key, 0) + number
    return {key: number for key, number in found.items() if number}


def counted(cases: QuerySet[Any], by: str) -> dict[Key, int]:
    """The cases themselves, counted. One query."""
    key = TruncMonth("registered_at") if by == "month" else F(BY[by])
    grouped = cases.order_by().annotate(key=key).values("key").annotate(n=Count("pk"))
    return {_as_month(row["key"]): row["n"] for row in grouped}


def _as_month(key: Key) -> Key:
    return timezone.localdate(key) if isinstance(key, datetime) else key


def _received(contract: Contract, by: str, first: date, last: date) -> dict[Key, int]:
    """What was registered on closed days. One query."""
    if by == "month":
        months: dict[Key, int] = {}
        for day, figures in figures_by_time(contract, first, last, TallyDimension.ALL, live={}).items():
            months[day.replace(day=1)] = months.get(day.replace(day=1), 0) + figures.received
        return months
    found = figures_between(contract, first, last, TallyDimension(by), live={})
    return {key or None: total(kinds.values()).received for key, kinds in found.items()}
