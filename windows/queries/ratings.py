"""Indicators of ratings by window, clerk, department and month; windows without ratings; who gets to see which figures.

A rating counts on the day of its visit. Closed days are read from their figures, open and uncounted ones from the rows.
Source: facts.md § 1.11, 1.12; security.md D7; 002 § 五(一)表1 5.2.1.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contracts.models import Contract, Organisation, Window
from hall_ops.lib.months import months_later, next_month
from hall_ops.lib.permissions import Permission, Side
from windows.models import Case, Rating
from windows.queries.ledger_filters import day_start as midnight
from windows.queries.ledger_filters import reach_of as reach_within
from windows.queries.rating_rows import Key, pending_by, sums_by
from windows.queries.rating_tallies import (
    Days,
    held_days,
    held_sums,
    spans_beside,
    visits_within,
)
from windows.rules.rating_tallies import Sums, counts_of
from windows.rules.ratings import (
    GOOD_LEVELS,
    SMALLEST,
    Counts,
    Indicators,
    hidden_keys,
    indicators,
    read_levels,
    summed,
)

BY_LABELS = {
    "window": gettext_lazy("按窗口"), "clerk": gettext_lazy("按人员"), "department": gettext_lazy("按部门"),
    "month": gettext_lazy("按月份"),
}  # fmt: skip
OF_DEPARTMENTS = frozenset({"department", "month"})
TREND_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Reach:
    """The rows that figures are made of: those somebody may count, within days of visits.

    Shape: `until` leaves out what came in since, so that a single rating cannot be watched coming in; None: nothing.
    `whole` is the contract where its figures of closed days may serve: all of them, or those of `departments` alone.
    Without it everything is counted from the rows.
    """

    cases: Any
    ratings: Any
    first: date
    last: date
    today: date
    until: datetime | None = None
    whole: Contract | None = None
    departments: frozenset[int] | None = None

    def narrowed(self, spans: Collection[Days] = ()) -> tuple[Any, Any]:
        """The rows of these spans of days, or of all of them."""
        of_cases, of_ratings = visits_within(spans or [(self.first, self.last)])
        if self.until is not None:
            of_cases &= Q(registered_at__lt=self.until)
            of_ratings &= Q(recorded_at__lt=self.until)
        return self.cases.filter(of_cases), self.ratings.filter(of_ratings)

    def tallied(self, by: str) -> Contract | None:
        """The contract whose figures of closed days tell what is asked: a department's tell nothing of its windows."""
        return self.whole if self.departments is None or by in OF_DEPARTMENTS else None


def reach_of(user: Any, contract: Contract, first: date, last: date, today: date) -> Reach:
    """What somebody's figures rest on. The contractor's people see them up to yesterday."""
    sees_all, departments = reach_within(user, Permission.RATING_VIEW, contract)
    return Reach(
        Case.objects.allowed(user, Permission.RATING_VIEW).filter(contract=contract),
        Rating.objects.allowed(user, Permission.RATING_VIEW).filter(contract=contract),
        first,
        last,
        today,
        midnight(today) if user.side == Side.CONTRACTOR else None,
        contract if sees_all or departments else None,
        None if sees_all else frozenset(departments),
    )


def reach_whole(contract: Contract, first: date, last: date, today: date) -> Reach:
    """The contract's own figures, for detectors and reports."""
    cases, ratings = Case.objects.filter(contract=contract), Rating.objects.filter(contract=contract)
    return Reach(cases, ratings, first, last, today, whole=contract)


# -- counting -------------------------------------------------------------------------------------------------------
def counts_by(reach: Reach, by: str) -> dict[Key, Counts]:
    """The counts of each window, clerk, department or month. Up to six queries.

    Closed days are read from their figures; of the rest, and of the terms that run today, the rows are counted.
    """
    contract = reach.tallied(by)
    held = held_days(contract, reach.first, reach.last, reach.today, reach.until) if contract else set()
    found: dict[Key, Sums] = defaultdict(Counter)
    spans = spans_beside(held, reach.first, reach.last)
    if spans:
        found.update(sums_by(*reach.narrowed(spans), by))
    if contract and held:
        for key, sums in held_sums(contract, by, held, reach.departments).items():
            found[key].update(sums)
    _cases, ratings = reach.narrowed()
    for key, number in pending_by(ratings, by, reach.today).items():
        found[key]["bad_pending"] += number
    return {key: counts_of(sums) for key, sums in found.items()}


# -- the screen -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Line:
    """One row of the indicators. Shape: `shown` False where so few ratings would tell who gave them."""

    key: Key
    label: str
    counts: Counts
    figures: Indicators
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """The indicators of a time. Shape: `hidden` counts the rows not shown."""

    by: str
    lines: list[Line]
    total: Line
    good_levels: frozenset[int] = GOOD_LEVELS
    hidden: int = 0
    smallest: int = SMALLEST
    until: datetime | None = None


def indicator_table(user: Any, contract: Contract, by: str, month: date, today: date) -> Table:
    """The indicators of a month by window, clerk or department, or of the last twelve months. Up to eight queries."""
    first = months_later(month, 1 - TREND_MONTHS) if by == "month" else month
    last = next_month(month) - timedelta(days=1)
    reach = reach_of(user, contract, first, last, today)
    counts, levels = counts_by(reach, by), good_levels(contract)
    labels = _labels(by, counts)
    of_contractor = user.side == Side.CONTRACTOR
    hidden = hidden_keys({key: each.valid for key, each in counts.items()}) if of_contractor else frozenset()
    lines = [
        _line(key, labels.get(key, _("未登记")), each, levels, key not in hidden)
        for key, each in counts.items()
    ]
    whole = summed(list(counts.values()))
    few = of_contractor and 0 < whole.valid < SMALLEST
    return Table(
        by=by,
        lines=sorted(lines, key=lambda line: (line.key is None, line.label), reverse=by == "month"),
        total=_line(None, _("合计"), whole, levels, not few),
        good_levels=levels,
        hidden=len(hidden),
        until=reach.until,
    )


def _line(key: Key, label: str, counts: Counts, levels: frozenset[int], shown: bool) -> Line:
    """A row; the figures of one that is not shown leave this module as zeros."""
    kept = counts if shown else Counts()
    return Line(key, label, kept, indicators(kept, levels), shown)


def _labels(by: str, counts: dict[Key, Counts]) -> dict[Key, str]:
    if by == "month":
        return {month: f"{month:%Y-%m}" for month in counts if month}
    keys = [key for key in counts if key]
    if by == "window":
        return {each.pk: window_label(each) for each in Window.objects.filter(pk__in=keys)}
    model: Any = User if by == "clerk" else Organisation
    return dict(model.objects.filter(pk__in=keys).values_list("pk", "name"))


def window_label(window: Window) -> str:
    number = _("%(number)s 号窗口") % {"number": window.number}
    return f"{number} {window.name}".strip()


def good_levels(contract: Contract) -> frozenset[int]:
    """Which levels count as good (好评): the contract's own `limits.good_levels`, else 5, 4 and 3.

    Source: facts.md § 1.11: the standard's own formula is not read, so the set is a setting.
    """
    limit = ((contract.profile or {}).get("limits") or {}).get("good_levels")
    if not isinstance(limit, dict) or limit.get("value") in (None, ""):
        return GOOD_LEVELS
    try:
        return read_levels(str(limit["value"]))
    except ValueError:
        return GOOD_LEVELS


# -- windows without ratings ----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Unrated:
    """A window that served and was never rated. Shape: `default` counts ratings nobody gave."""

    window: Window
    cases: int
    default: int
    clerks: tuple[str, ...]


def windows_without_ratings(
    contract: Contract,
    month: date,
    *,
    until: datetime | None = None,
    today: date | None = None,
    counts: Mapping[Key, Counts] | None = None,
) -> list[Unrated]:
    """Windows that took in cases in a month and have no valid rating by an applicant. Up to nine queries.

    Shape: `until` leaves out what came in since; `today` lets closed days be read from their figures;
    `counts` are the month's counts by window where the caller has them already.
    Source: 002 § 五(一)表1 5.2.1 (窗口工作人员未开展“好差评”的).
    """
    month = month.replace(day=1)
    last = next_month(month) - timedelta(days=1)
    reach = replace(reach_whole(contract, month, last, today or last), until=until)
    counts = counts_by(reach, "window") if counts is None else counts
    bare = {
        key: each
        for key, each in counts.items()
        if key and each.rateable > 0 and not sum(each.active.values())
    }
    cases, _ratings = reach.narrowed()
    people: dict[int, set[str]] = defaultdict(set)
    for window, name in (
        cases.filter(window_id__in=bare).values_list("window_id", "clerk__name").distinct().order_by()
    ):
        people[window].add(name)
    return [
        Unrated(
            window,
            bare[window.pk].rateable,
            sum(bare[window.pk].default.values()),
            tuple(sorted(people[window.pk])),
        )
        for window in Window.objects.filter(pk__in=bare).select_related("venue").order_by("venue", "number")
    ]
