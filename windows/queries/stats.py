"""Statistics of a time: by item, department, window, clerk, zone, beside the time before. Tallies, not cases."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from contracts.models import Contract, Organisation, Window, Zone
from hall_ops.lib.permissions import Permission
from windows.enums import CaseState, TallyDimension
from windows.models import Case, ServiceItem
from windows.queries.ledger_filters import reach_of
from windows.queries.tallies import (
    KEYS,
    Days,
    Live,
    figures_between,
    figures_by_time,
    live_days,
    uncounted,
)
from windows.rules.stats import MONTH, YEAR, Time, time_of, to_compare
from windows.rules.tallies import Figures, Statement, Stock, stock_after, total

FIRST = date(1990, 1, 1)
LINES_OF_A_DAY = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One key of the dimension. Shape: `waiting` are open cases now, None for a time that is over."""

    key: int
    label: str
    now: Statement
    before: Statement
    waiting: int | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Shape: `behind` are closed days whose figures are not in; `chart` runs over days, in a year over months."""

    time: Time
    compared: Time
    dimension: str
    whole: Statement
    whole_before: Statement
    lines: list[Line]
    chart: dict[date, Figures]
    behind: list[date]


def dimensions_for(user: Any, contract: Contract) -> list[TallyDimension]:
    """What somebody may break the figures down by: a liaison by their department's items only."""
    whole, departments = reach_of(user, Permission.STATS_VIEW, contract)
    wide: list[TallyDimension] = [each for each in TallyDimension if each != TallyDimension.ALL]
    narrow: list[TallyDimension] = [TallyDimension.ITEM, TallyDimension.DEPARTMENT]
    return wide if whole else narrow if departments else []


def statistics(user: Any, contract: Contract, time: Time, dimension: str, today: date) -> Statistics:
    """Everything the page shows, about a dozen queries."""
    whole, departments = reach_of(user, Permission.STATS_VIEW, contract)
    own = None if whole else departments
    over, key = (TallyDimension.ALL, 0) if own is None else (TallyDimension.DEPARTMENT, min(own, default=0))
    compared = to_compare(time, today)
    days = uncounted(contract, None, time.last, today)
    live = live_days(contract, days, list(dict.fromkeys([dimension, over])), today)
    keys = None if own is None else _keys_of(contract, dimension, own)
    now = figures_between(contract, time.first, time.last, dimension, live=live, keys=keys)
    before = figures_between(contract, compared.first, compared.last, dimension, live=live, keys=keys)
    waiting = _waiting(user, contract, dimension) if time.first <= today <= time.last else None
    labels = labels_of(dimension, {*now, *before, *(waiting or {})})
    lines = [
        Line(each, labels.get(each, "—"), Statement(now.get(each, {})), Statement(before.get(each, {})),
             None if waiting is None else waiting.get(each, 0))
        for each in {**now, **before, **(waiting or {})}
    ]  # fmt: skip
    return Statistics(
        time, compared, dimension,
        _whole([line.now for line in lines], _stock(contract, time, over, key, live)),
        _whole([line.before for line in lines], None), lines,
        chart_of(contract, time, over, key, live), _behind(days, live, compared, time),
    )  # fmt: skip


def _whole(parts: list[Statement], stock: Stock | None) -> Statement:
    found = Statement({})
    for part in parts:
        found = found.merged(part)
    return Statement(found.by_kind, stock)


def _keys_of(contract: Contract, dimension: str, departments: Collection[int]) -> list[int]:
    if dimension == TallyDimension.DEPARTMENT:
        return list(departments)
    items = ServiceItem.objects.of(contract).filter(department_id__in=departments)
    return list(items.values_list("pk", flat=True))


def _stock(contract: Contract, time: Time, over: str, key: int, live: Live) -> Stock:
    """The open cases at the end of the time, from all that happened up to then. One query."""
    kinds = figures_between(contract, FIRST, time.last, over, live=live, keys=[key]).get(key, {})
    return stock_after(total(kinds.values()))


def chart_of(contract: Contract, time: Time, over: str, key: int, live: Live) -> dict[date, Figures]:
    """The course of the time; of a single day, of its month up to it."""
    if time.unit == YEAR:
        found = figures_by_time(contract, time.first, time.last, over, live=live, key=key, monthly=True)
        return {
            date(time.first.year, month, 1): found.get(date(time.first.year, month, 1), Figures())
            for month in range(1, 13)
        }
    shown = time if time.first != time.last else time_of(MONTH, time.first)
    found = figures_by_time(contract, shown.first, shown.last, over, live=live, key=key)
    return {day: found.get(day, Figures()) for day in shown.days()}


def _waiting(user: Any, contract: Contract, dimension: str) -> dict[int, int]:
    """Open cases now, by key. One query over the open ones."""
    name = KEYS[TallyDimension(dimension)]
    cases = Case.objects.allowed(user, Permission.STATS_VIEW).filter(
        contract=contract,
        state__in=[CaseState.REGISTERED, CaseState.CORRECTING, CaseState.ACCEPTED, CaseState.TRANSFERRED],
    )
    rows = cases.order_by().values(name).annotate(n=Count("pk"))
    return {row[name] or 0: row["n"] for row in rows}


def _behind(days: Days, live: Live, compared: Time, time: Time) -> list[date]:
    not_in = [day for day in [*days.missing, *days.stale] if day not in live]
    return sorted(day for day in not_in if compared.first <= day <= time.last)


def labels_of(dimension: str, keys: Collection[int]) -> dict[int, str]:
    """What the keys of a dimension are called. One query."""
    if dimension == TallyDimension.ITEM:
        items = ServiceItem.objects.filter(pk__in=keys).select_related("current")
        return {
            item.pk: f"{item.current.name if item.current else ''} {item.short_code}".strip()
            for item in items
        }
    sources: dict[str, tuple[QuerySet[Any], str]] = {
        TallyDimension.DEPARTMENT: (Organisation.objects.all(), "name"),
        TallyDimension.WINDOW: (Window.objects.all(), "number"),
        TallyDimension.ZONE: (Zone.objects.all(), "name"),
        TallyDimension.CLERK: (User.objects.all(), "name"),
    }
    rows, name = sources[dimension]
    return dict(rows.filter(Q(pk__in=keys)).values_list("pk", name))
