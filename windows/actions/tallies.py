"""Counting closed days, and saying which have to be counted again. Derived figures: the cases are the truth."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from contracts.models import Contract
from windows.enums import TallyDimension, TallySpan
from windows.models import Case, Tally, TallyDay
from windows.queries.ledger_filters import ONE_DAY
from windows.queries.tallies import AXES, figures_of_day, uncounted
from windows.rules.tallies import NAMES, Figures

BATCH = 2000


def mark_days(*, contract: Contract, days: Iterable[date], today: date) -> None:
    """Something touched these days after they closed: count them again. Inside the transaction of what did."""
    past = sorted({day for day in days if day < today})
    if not past:
        return
    TallyDay.objects.bulk_create(
        [TallyDay(contract=contract, day=day) for day in past], ignore_conflicts=True, batch_size=BATCH
    )
    TallyDay.objects.filter(contract=contract, day__in=past, is_dirty=False).update(is_dirty=True)


def mark_touched(*, case: Case, columns: Mapping[str, object], at: datetime) -> None:
    """A step that writes or takes back an event of a closed day marks that day."""
    today, days = timezone.localdate(at), []
    for axis in AXES:
        if axis in columns:
            moments = (getattr(case, axis), columns[axis])
            days += [timezone.localdate(moment) for moment in moments if isinstance(moment, datetime)]
    mark_days(contract=case.contract, days=days, today=today)


def count_closed_days(*, at: datetime, contract: Contract, today: date, most: int = 800) -> int:
    """Count every closed day whose figures do not hold, the oldest first. Shape: how many days were counted."""
    days = uncounted(contract, None, today - ONE_DAY, today)
    waiting = sorted([*days.missing, *days.stale])[:most]
    for day in waiting:
        count_day(at=at, contract=contract, day=day, with_month=False)
    for month in sorted({day.replace(day=1) for day in waiting}):
        count_month(contract=contract, month=month)
    return len(waiting)


@transaction.atomic
def count_day(*, at: datetime, contract: Contract, day: date, with_month: bool = True) -> None:
    """Count one day from the cases, in place of what was counted before."""
    TallyDay.objects.get_or_create(contract=contract, day=day)
    TallyDay.objects.select_for_update().get(contract=contract, day=day)
    found = figures_of_day(contract, day, TallyDimension.values)
    _write(contract, TallySpan.DAY, day, found)
    TallyDay.objects.filter(contract=contract, day=day).update(is_dirty=False, counted_at=at)
    if with_month:
        count_month(contract=contract, month=day.replace(day=1))


@transaction.atomic
def count_month(*, contract: Contract, month: date) -> None:
    """Add a month up from its days."""
    days = Tally.objects.filter(
        contract=contract, span=TallySpan.DAY, starts_on__gte=month, starts_on__lt=_after(month)
    )
    sums = days.order_by().values("dimension", "key", "kind")
    found: dict[str, dict[int, dict[str, Figures]]] = {}
    row: dict[str, Any]
    for row in sums.annotate(**{f"sum_{name}": Sum(name) for name in NAMES}):  # type: ignore[assignment]
        figures = Figures(**{name: row[f"sum_{name}"] for name in NAMES})
        found.setdefault(row["dimension"], {}).setdefault(row["key"], {})[row["kind"]] = figures
    _write(contract, TallySpan.MONTH, month, found)


def _write(
    contract: Contract, span: str, starts_on: date, found: Mapping[str, Mapping[int, Mapping[str, Figures]]]
) -> None:
    Tally.objects.filter(contract=contract, span=span, starts_on=starts_on).delete()
    Tally.objects.bulk_create(
        (
            Tally(
                contract=contract, span=span, starts_on=starts_on, dimension=dimension, key=key, kind=kind,
                **{name: getattr(figures, name) for name in NAMES},
            )
            for dimension, keys in found.items()
            for key, kinds in keys.items()
            for kind, figures in kinds.items()
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
