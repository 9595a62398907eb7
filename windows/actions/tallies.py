"""Counting closed days, and saying which have to be counted again. Derived figures: the cases are the truth."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.bulk_rows import add_rows, fields_of, ready
from windows.enums import TallyDimension, TallySpan
from windows.models import Case, Tally, TallyDay
from windows.queries.ledger_filters import ONE_DAY
from windows.queries.tallies import AXES, figures_of_days, uncounted
from windows.rules.tallies import NAMES, Figures

BATCH = 2000
COLUMNS = ("contract", "span", "dimension", "starts_on", "key", "kind", *NAMES)
# Said although it leaves nothing out: the index of the tallies names the dimension before the day.
EVERY_DIMENSION = Q(dimension__in=TallyDimension.values)


@transaction.atomic(savepoint=False)
def mark_days(*, contract: Contract, days: Iterable[date], today: date) -> None:
    """Something touched these days after they closed: count them again. Inside the transaction of what did.

    A day that is marked already is locked all the same: a count that has read its cases would else take the mark away.
    """
    past = sorted({day for day in days if day < today})
    if not past:
        return
    TallyDay.objects.bulk_create(
        [TallyDay(contract=contract, day=day) for day in past], ignore_conflicts=True, batch_size=BATCH
    )
    rows = TallyDay.objects.filter(contract=contract, day__in=past)
    list(rows.select_for_update().order_by("day"))
    rows.filter(is_dirty=False).update(is_dirty=True)


def mark_touched(*, case: Case, columns: Mapping[str, object], at: datetime) -> None:
    """A step that writes or takes back an event of a closed day marks that day."""
    today, days = timezone.localdate(at), []
    for axis in AXES:
        if axis in columns:
            moments = (getattr(case, axis), columns[axis])
            days += [timezone.localdate(moment) for moment in moments if isinstance(moment, datetime)]
    mark_days(contract=case.contract, days=days, today=today)


def count_closed_days(*, at: datetime, contract: Contract, today: date, most: int = 5000) -> int:
    """Count every closed day whose figures do not hold, the oldest first. Shape: how many days were counted."""
    days = uncounted(contract, None, today - ONE_DAY, today)
    waiting = sorted([*days.missing, *days.stale])[:most]
    for month, some in groupby(waiting, key=lambda day: day.replace(day=1)):
        count_days(at=at, contract=contract, days=list(some))
        count_month(contract=contract, month=month)
    return len(waiting)


def count_day(*, at: datetime, contract: Contract, day: date, with_month: bool = True) -> None:
    """Count one day from the cases, in place of what was counted before."""
    count_days(at=at, contract=contract, days=[day])
    if with_month:
        count_month(contract=contract, month=day.replace(day=1))


@transaction.atomic
def count_days(*, at: datetime, contract: Contract, days: Sequence[date]) -> None:
    """Count some days of a month from the cases, in place of what was counted before. Shape: in their order."""
    rows = [TallyDay(contract=contract, day=day) for day in days]
    TallyDay.objects.bulk_create(rows, ignore_conflicts=True)
    kept = TallyDay.objects.filter(contract=contract, day__in=days)
    list(kept.select_for_update().order_by("day"))
    found = figures_of_days(contract, days[0], days[-1], TallyDimension.values)
    _write(contract, TallySpan.DAY, {day: found.get(day, {}) for day in days})
    kept.update(is_dirty=False, counted_at=at)


@transaction.atomic
def count_month(*, contract: Contract, month: date) -> None:
    """Add a month up from its days."""
    days = Tally.objects.filter(
        EVERY_DIMENSION,
        contract=contract,
        span=TallySpan.DAY,
        starts_on__gte=month,
        starts_on__lt=_after(month),
    )
    sums = days.order_by().values("dimension", "key", "kind")
    found: dict[str, dict[int, dict[str, Figures]]] = {}
    row: dict[str, Any]
    for row in sums.annotate(**{f"sum_{name}": Sum(name) for name in NAMES}):  # type: ignore[assignment]
        figures = Figures(*[row[f"sum_{name}"] for name in NAMES])
        found.setdefault(row["dimension"], {}).setdefault(row["key"], {})[row["kind"]] = figures
    _write(contract, TallySpan.MONTH, {month: found})


def _write(
    contract: Contract, span: str, found: Mapping[date, Mapping[str, Mapping[int, Mapping[str, Figures]]]]
) -> None:
    """In place of what was counted before. Shape: day → dimension → key → kind → figures."""
    before = Tally.objects.filter(contract=contract, span=span, starts_on__in=list(found))
    before.filter(EVERY_DIMENSION).delete()
    as_kept = ready(Tally, "starts_on")
    assert tuple(field.name for field in fields_of(Tally)) == COLUMNS, "the order of the rows' values"
    add_rows(
        Tally,
        (
            (contract.pk, str(span), dimension, as_kept(starts_on), key, kind, *figures)
            for starts_on, dimensions in found.items()
            for dimension, keys in dimensions.items()
            for key, kinds in keys.items()
            for kind, figures in kinds.items()
        ),
    )


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
