"""Counting the ratings of closed days, and saying which have to be counted again. Derived: the rows are the truth."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.bulk_rows import add_rows, fields_of, ready
from windows.enums import RatingState, TallyDimension
from windows.models import Case, Rating, RatingDay, RatingDayMark, RatingTally
from windows.queries.rating_rows import sums_by_day
from windows.queries.rating_tallies import DIMENSIONS, spans_of, uncounted_days, visits_within
from windows.rules.rating_tallies import NAMES, Sums

# What began before midnight has ended by then, one way or the other.
AFTER_MIDNIGHT = timedelta(minutes=5)
COLUMNS = ("contract", "day", "dimension", "key", *NAMES)
Cells = dict[tuple[date, str, int], Sums]


def mark_rating_days(*, contract: Contract, days: Iterable[date], today: date) -> None:
    """Something touched visits of these days after they closed: count them again. In the transaction of what did."""
    past = sorted({day for day in days if day < today})
    if past:
        RatingDayMark.objects.bulk_create([RatingDayMark(contract=contract, day=day) for day in past])


def count_rating_days(*, at: datetime, contract: Contract, most: int = 5000) -> int:
    """Count every closed day whose figures do not hold, month by month. Shape: how many days were counted."""
    waiting = uncounted_days(contract, timezone.localdate(at - AFTER_MIDNIGHT))[:most]
    for _month, some in groupby(waiting, key=lambda day: day.replace(day=1)):
        _count(at=at, contract=contract, days=list(some))
    return len(waiting)


@transaction.atomic
def _count(*, at: datetime, contract: Contract, days: Sequence[date]) -> None:
    """Count some days from the rows, in place of what was counted before. Shape: in their order.

    The marks go first: what is counted afterwards has seen all that they stood for, and a mark set meanwhile stays.
    """
    RatingDay.objects.bulk_create(
        [RatingDay(contract=contract, day=day, counted_at=at) for day in days], ignore_conflicts=True
    )
    kept = RatingDay.objects.filter(contract=contract, day__in=days)
    locked = list(kept.select_for_update().order_by("day"))
    RatingDayMark.objects.filter(contract=contract, day__in=days).delete()
    of_cases, of_ratings = visits_within(spans_of(days))
    cases = Case.objects.filter(of_cases, contract=contract)
    ratings = Rating.objects.filter(of_ratings, contract=contract)
    counted = ratings.exclude(state=RatingState.SUPERSEDED).order_by().values_list("visited_on")
    newest = dict(counted.annotate(newest=Max("recorded_at")))
    _write(contract, days, _cells(cases, ratings))
    kept.update(counted_at=at, newest_at=None)
    rated = [row for row in locked if row.day in newest]
    for row in rated:
        row.newest_at = newest[row.day]
    RatingDay.objects.bulk_update(rated, ["newest_at"])


def _cells(cases: object, ratings: object) -> Cells:
    """Figures of each day under each key; all of a day is what its windows, and no window, come to."""
    found: Cells = {}
    for by in ("window", "clerk", "department"):
        for (key, day), sums in sums_by_day(cases, ratings, by).items():  # type: ignore[arg-type]
            found.setdefault((day, DIMENSIONS[by], key or 0), Counter()).update(sums)
            if by == "window":
                found.setdefault((day, TallyDimension.ALL, 0), Counter()).update(sums)
    return found


def _write(contract: Contract, days: Sequence[date], cells: Mapping[tuple[date, str, int], Sums]) -> None:
    before = RatingTally.objects.filter(contract=contract, day__in=days)
    # said although it leaves nothing out: the index of the tallies names the dimension before the day
    before.filter(dimension__in=TallyDimension.values).delete()
    assert tuple(field.name for field in fields_of(RatingTally)) == COLUMNS, "the order of the rows' values"
    as_kept = ready(RatingTally, "day")
    add_rows(
        RatingTally,
        (
            (contract.pk, as_kept(day), str(dimension), key, *[sums.get(name, 0) for name in NAMES])
            for (day, dimension, key), sums in cells.items()
        ),
    )
