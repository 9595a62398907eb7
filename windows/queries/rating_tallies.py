"""Figures of closed days' ratings: which days hold, what they come to, which have to be counted (again).

A day holds while it is counted and nothing has marked it since. Whatever does not hold is read from the rows.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from contracts.models import Contract
from windows.enums import TallyDimension
from windows.models import Case, Rating, RatingDay, RatingDayMark, RatingTally
from windows.queries.ledger_filters import ONE_DAY, day_start
from windows.queries.rating_rows import Key
from windows.rules.rating_tallies import NAMES, Sums

DIMENSIONS = {
    "window": TallyDimension.WINDOW, "clerk": TallyDimension.CLERK, "department": TallyDimension.DEPARTMENT,
    "month": TallyDimension.ALL,
}  # fmt: skip
Days = tuple[date, date]


def held_days(
    contract: Contract, first: date, last: date, today: date, until: datetime | None = None
) -> set[date]:
    """Closed days from first to last whose figures hold. One query.

    Shape: `until` asks what had come in by then; a day holds for it where nothing came in since.
    """
    days = RatingDay.objects.filter(contract=contract, day__range=(first, min(last, today - ONE_DAY)))
    if until is not None:
        days = days.filter(Q(newest_at=None) | Q(newest_at__lt=until), day__lt=timezone.localdate(until))
    marks = RatingDayMark.objects.filter(contract=OuterRef("contract"), day=OuterRef("day"))
    return set(days.exclude(Exists(marks)).values_list("day", flat=True))


def spans_beside(held: Collection[date], first: date, last: date) -> list[Days]:
    """The days from first to last that do not hold, as spans of days that follow each other."""
    return spans_of(day for day in days_between(first, last) if day not in held)


def spans_of(days: Any) -> list[Days]:
    """Days in their order, as spans of days that follow each other."""
    found: list[Days] = []
    for day in days:
        if found and found[-1][1] + ONE_DAY == day:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def days_between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def visits_within(spans: Collection[Days]) -> tuple[Q, Q]:
    """Cases registered on these days, and ratings of visits on these days. Shape: at least one span."""
    cases, ratings = Q(), Q()
    for first, last in spans:
        cases |= Q(registered_at__gte=day_start(first), registered_at__lt=day_start(last + ONE_DAY))
        ratings |= Q(visited_on__range=(first, last))
    return cases, ratings


def held_sums(
    contract: Contract, by: str, days: Collection[date], departments: Collection[int] | None
) -> dict[Key, Sums]:
    """What these days come to, by window, clerk, department or month. One query.

    Shape: of all departments where `departments` is None, else by department or month only.
    """
    dimension = DIMENSIONS[by] if departments is None else TallyDimension.DEPARTMENT
    rows = RatingTally.objects.filter(contract=contract, dimension=dimension, day__in=sorted(days))
    if departments is not None:
        rows = rows.filter(key__in=departments)
    grouped = rows.order_by().annotate(group_key=TruncMonth("day") if by == "month" else F("key"))
    found: dict[Key, Sums] = defaultdict(Counter)
    row: dict[str, Any]
    for row in grouped.values("group_key").annotate(**{f"sum_{name}": Sum(name) for name in NAMES}):  # type: ignore[assignment]
        found[row["group_key"] or None].update({name: row[f"sum_{name}"] for name in NAMES})
    return found


# -- what has to be counted -----------------------------------------------------------------------------------------
def uncounted_days(contract: Contract, today: date) -> list[date]:
    """Closed days, from the very first, that were never counted or that something marked since. Four queries."""
    counted = set(RatingDay.objects.filter(contract=contract).values_list("day", flat=True))
    marked = set(RatingDayMark.objects.filter(contract=contract, day__lt=today).values_list("day", flat=True))
    cases = Case.objects.filter(contract=contract).order_by("registered_at", "pk")
    oldest = [timezone.localdate(at) for at in cases.values_list("registered_at", flat=True)[:1]]
    ratings = Rating.objects.filter(contract=contract).order_by("visited_on")
    oldest += ratings.values_list("visited_on", flat=True)[:1]
    begin = min([*oldest, *counted, *marked], default=today)
    return [day for day in days_between(begin, today - ONE_DAY) if day not in counted or day in marked]
