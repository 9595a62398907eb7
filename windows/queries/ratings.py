"""Indicators of ratings by window, clerk, department and month; windows without ratings; who gets to see which figures.

A rating counts on the day of its visit, so that what was rated and what could be rated are the same visits.
Source: facts.md § 1.11, 1.12; security.md D7; 002 § 五(一)表1 5.2.1.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from contracts.models import Contract, Organisation, Window
from hall_ops.lib.months import months_later, next_month
from hall_ops.lib.permissions import Permission, Side
from windows.enums import RatingSource, RatingState
from windows.models import Case, Rating
from windows.queries.ledger_filters import ONE_DAY
from windows.queries.ledger_filters import reach_of as reach_within
from windows.queries.rateable import BY, rateable_by
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
TREND_MONTHS = 12
Key = Any


@dataclass(frozen=True, slots=True)
class Reach:
    """The rows that figures are made of: those somebody may count, within days of visits.

    Shape: `until` leaves out what came in since, so that a single rating cannot be watched coming in; None: nothing.
    `whole` is the contract where somebody may count all of it.
    """

    cases: Any
    ratings: Any
    first: date
    last: date
    today: date
    until: datetime | None = None
    whole: Contract | None = None

    def narrowed(self) -> tuple[Any, Any]:
        cases = self.cases.filter(registered_at__gte=midnight(self.first))
        cases = cases.filter(registered_at__lt=midnight(self.last + timedelta(days=1)))
        ratings = self.ratings.filter(visited_on__range=(self.first, self.last))
        if self.until is not None:
            cases, ratings = (
                cases.filter(registered_at__lt=self.until),
                ratings.filter(recorded_at__lt=self.until),
            )
        return cases, ratings

    def whole_days(self) -> tuple[date, Contract | None]:
        """The last day that is counted, and the contract where all of it is counted, in whole days."""
        if self.until is None:
            return self.last, self.whole
        day = timezone.localdate(self.until)
        return min(self.last, day - ONE_DAY), self.whole if self.until == midnight(day) else None


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def reach_of(user: Any, contract: Contract, first: date, last: date, today: date) -> Reach:
    """What somebody's figures rest on. The contractor's people see them up to yesterday."""
    sees_all, _departments = reach_within(user, Permission.RATING_VIEW, contract)
    return Reach(
        Case.objects.allowed(user, Permission.RATING_VIEW).filter(contract=contract),
        Rating.objects.allowed(user, Permission.RATING_VIEW).filter(contract=contract),
        first,
        last,
        today,
        midnight(today) if user.side == Side.CONTRACTOR else None,
        contract if sees_all else None,
    )


def reach_whole(contract: Contract, first: date, last: date, today: date) -> Reach:
    """The contract's own figures, for detectors and reports."""
    cases, ratings = Case.objects.filter(contract=contract), Rating.objects.filter(contract=contract)
    return Reach(cases, ratings, first, last, today, whole=contract)


# -- counting -------------------------------------------------------------------------------------------------------
def counts_by(reach: Reach, by: str) -> dict[Key, Counts]:
    """The counts of each window, clerk, department or month. Up to seven queries."""
    cases, ratings = reach.narrowed()
    found: dict[Key, dict[str, Any]] = defaultdict(lambda: defaultdict(int))
    last, whole = reach.whole_days()
    for key, number in rateable_by(cases, by, reach.first, last, reach.today, whole).items():
        found[key]["rateable"] += number
    active: dict[Key, dict[int, int]] = defaultdict(dict)
    default: dict[Key, dict[int, int]] = defaultdict(dict)
    for row in _levels(ratings, by):
        _count_level(found[row["key"]], active[row["key"]], default[row["key"]], row)
    for row in _followed(ratings, by, reach.today):
        found[row.pop("key")] |= row
    return {
        key: Counts(**values, active=active.get(key, {}), default=default.get(key, {}))
        for key, values in found.items()
    }


def _key(by: str, path: str, moment: str) -> Any:
    return TruncMonth(f"{path}{moment}") if by == "month" else F(f"{path}{BY[by]}")


def _levels(ratings: Any, by: str) -> list[dict[str, Any]]:
    counted = (
        ratings.order_by().exclude(state=RatingState.SUPERSEDED).annotate(key=_key(by, "", "visited_on"))
    )
    return list(
        counted.values("key", "level", "source", "state").annotate(n=Count("*"), of_cases=Count("case_id"))
    )


def _count_level(
    values: dict[str, Any], active: dict[int, int], default: dict[int, int], row: dict[str, Any]
) -> None:
    if row["state"] == RatingState.EXCLUDED:
        # a visit whose rating was struck out can neither help nor harm: it counts as not rateable
        values["excluded"] += row["n"]
        values["rateable"] -= row["of_cases"]
        return
    values["rated"] += row["of_cases"]
    if row["source"] == RatingSource.ACTIVE:
        active[row["level"]] = active.get(row["level"], 0) + row["n"]
        values["rated_actively"] += row["of_cases"]
    else:
        default[row["level"]] = default.get(row["level"], 0) + row["n"]


def _followed(ratings: Any, by: str, today: date) -> list[dict[str, Any]]:
    """What became of the bad ones: answered in time, not yet due, called back."""
    # the two lowest levels alone are followed up: said once more, for the index of them
    rows = ratings.filter(level__lte=2, state=RatingState.VALID, followup__isnull=False)
    counted = rows.order_by().annotate(key=_key(by, "", "visited_on")).values("key")
    answered, called = F("followup__answered_at__date"), Q(followup__called_back_at__isnull=False)
    return list(
        counted.annotate(
            bad_in_time=Count("pk", filter=Q(followup__rectify_due_on__gte=answered)),
            bad_pending=Count(
                "pk", filter=Q(followup__answered_at=None, followup__rectify_due_on__gte=today)
            ),
            real_bad=Count("pk", filter=Q(is_real_name=True)),
            called_back=Count("pk", filter=Q(is_real_name=True) & called),
        )
    )


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
