"""Ratings counted from the rows: what a day's figures are made of, and what open and uncounted days are read from.

A rating counts on the day of its visit, so that what was rated and what could be rated are the same visits.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone

from windows.enums import CaseState, FollowUpState, RatingState
from windows.rules.rating_tallies import Sums, figures_of

BY = {"window": "window_id", "clerk": "clerk_id", "department": "department_id", "month": "month"}
Key = Any
Rows = Iterable[dict[str, Any]]


def sums_by(cases: QuerySet[Any], ratings: QuerySet[Any], by: str) -> dict[Key, Sums]:
    """Figures of these rows by window, clerk, department or month. Three queries."""
    return {key: sums for (key, _day), sums in _gathered(cases, ratings, by, daily=False).items()}


def sums_by_day(cases: QuerySet[Any], ratings: QuerySet[Any], by: str) -> dict[tuple[Key, date], Sums]:
    """Figures of these rows by window, clerk or department, and by day. Three queries."""
    return _gathered(cases, ratings, by, daily=True)


def _gathered(
    cases: QuerySet[Any], ratings: QuerySet[Any], by: str, *, daily: bool
) -> dict[tuple[Key, Any], Sums]:
    found: dict[tuple[Key, Any], Sums] = defaultdict(Counter)
    for rows in (_visits(cases, by, daily), _levels(ratings, by, daily), _followed(ratings, by, daily)):
        for row in rows:
            found[_as_month(row.pop("group_key")), row.pop("group_day", None)].update(row)
    return found


def _grouped(
    rows: QuerySet[Any], by: str, moment: str, daily: bool, *names: str
) -> QuerySet[Any, dict[str, Any]]:
    """Rows by their key, and by their day where asked. Shape: `moment` says when a row counts."""
    keys: dict[str, Any] = {"group_key": TruncMonth(moment) if by == "month" else F(BY[by])}
    if daily:
        keys["group_day"] = TruncDate(moment) if moment == "registered_at" else F(moment)
    return rows.order_by().annotate(**keys).values(*keys, *names)


def _as_month(key: Key) -> Key:
    return timezone.localdate(key) if isinstance(key, datetime) else key


def _visits(cases: QuerySet[Any], by: str, daily: bool) -> Rows:
    return _grouped(cases.exclude(state=CaseState.VOID), by, "registered_at", daily).annotate(
        visits=Count("pk")
    )


def _levels(ratings: QuerySet[Any], by: str, daily: bool) -> Rows:
    """What was said, level by level."""
    counted = ratings.exclude(state=RatingState.SUPERSEDED)
    rows = _grouped(counted, by, "visited_on", daily, "level", "source", "state")
    for row in rows.annotate(ratings=Count("*"), of_cases=Count("case_id")):
        groups = {name: value for name, value in row.items() if name.startswith("group_")}
        yield groups | figures_of(
            level=row["level"], source=row["source"], excluded=row["state"] == RatingState.EXCLUDED,
            ratings=row["ratings"], visits=row["of_cases"],
        )  # fmt: skip


def _followed(ratings: QuerySet[Any], by: str, daily: bool) -> Rows:
    """What became of the bad ones: answered in time, called back."""
    answered, called = F("followup__answered_at__date"), Q(followup__called_back_at__isnull=False)
    return _grouped(_bad(ratings), by, "visited_on", daily).annotate(
        bad_in_time=Count("pk", filter=Q(followup__rectify_due_on__gte=answered)),
        real_bad=Count("pk", filter=Q(is_real_name=True)),
        called_back=Count("pk", filter=Q(is_real_name=True) & called),
    )


def _bad(ratings: QuerySet[Any]) -> QuerySet[Any]:
    # the two lowest levels alone are followed up: said once more, for the index of them
    return ratings.filter(level__lte=2, state=RatingState.VALID, followup__isnull=False)


def pending_by(ratings: QuerySet[Any], by: str, today: date) -> dict[Key, int]:
    """Bad ratings nobody answered yet whose term has not run out. One query over what was opened lately."""
    # the contract and every state: said once more, for the index of follow-ups by state and term
    waiting = _bad(ratings).filter(followup__contract=F("contract"), followup__state__in=FollowUpState.values)
    rows = waiting.filter(followup__answered_at=None, followup__rectify_due_on__gte=today)
    counted = _grouped(rows, by, "visited_on", False).annotate(n=Count("pk"))
    return {row["group_key"]: row["n"] for row in counted}
