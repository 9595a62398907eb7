"""Figures of the cases: counted from the rows for one day, read from the tallies for any time.

Every event counts on its own day. Closed days are read from what was counted when they closed; today, and a day that
nobody has counted yet, is counted from the cases on the spot, over the indexes of the event times.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case as When
from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models import When as Whenever
from django.db.models.fields import CharField
from django.db.models.functions import TruncDate
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.months import next_month
from hall_ops.lib.permissions import Permission
from windows.enums import CaseState, ConcludedAs, Delivery, TallyDimension, TallyKind, TallySpan
from windows.models import Case, CaseEvent, ItemVersion, Tally, TallyDay
from windows.queries.ledger_filters import ONE_DAY, day_start, reach_of
from windows.rules.tallies import NAMES, Figures, total

KEYS = {
    TallyDimension.ITEM: "item_id", TallyDimension.DEPARTMENT: "department_id", TallyDimension.WINDOW: "window_id",
    TallyDimension.CLERK: "clerk_id", TallyDimension.ZONE: "zone_id",
}  # fmt: skip
PLACES = {name: place for place, name in enumerate(NAMES)}
MOST_ON_THE_SPOT = 3
AXES = ("registered_at", "accepted_at", "decided_at", "issued_at", "closed_at")
Kept = dict[int, dict[str, Figures]]


# -- counting one day from the cases -------------------------------------------------------------------------------
def figures_of_day(
    contract: Contract, day: date, dimensions: Collection[str], special: list[int] | None = None
) -> dict[str, Kept]:
    """What happened on a day. Shape: dimension → key → kind → figures, zeros left out. Three queries."""
    names = [KEYS[TallyDimension(each)] for each in dimensions if each != TallyDimension.ALL]
    special = special_versions(contract) if special is None else special
    events = _correcting_rows(contract, day, day, names, special)
    return _gathered([*_case_rows(contract, day, names, special), *events], dimensions)


def figures_of_days(
    contract: Contract, first: date, last: date, dimensions: Collection[str]
) -> dict[date, dict[str, Kept]]:
    """What happened on each of many days, as figures_of_day says it of one. Shape: by day. Seven queries."""
    names = [KEYS[TallyDimension(each)] for each in dimensions if each != TallyDimension.ALL]
    special = special_versions(contract)
    rows: dict[date, list[Mapping[str, Any]]] = defaultdict(list)
    for axis in AXES:
        for row in _axis_rows(contract, axis, first, last, names, special):
            rows[row["tally_day"]].append(row)
    for row in _correcting_rows(contract, first, last, names, special):
        rows[row["tally_day"]].append(row)
    return {day: _gathered(some, dimensions) for day, some in rows.items()}


def _gathered(rows: Iterable[Mapping[str, Any]], dimensions: Collection[str]) -> dict[str, Kept]:
    """Counted rows added up for each dimension."""
    sums: dict[str, dict[tuple[int, str], list[int]]] = {each: {} for each in dimensions}
    named = [(KEYS.get(TallyDimension(dimension)), cells) for dimension, cells in sums.items()]
    for row in rows:
        kind = row["tally_kind"]
        counts = [(PLACES[name], count) for name, count in row.items() if count and name in PLACES]
        for name, cells in named:
            key = (row[name] or 0) if name else 0
            cell = cells.get((key, kind))
            if cell is None:
                cell = cells[key, kind] = [0] * len(NAMES)
            for place, count in counts:
                cell[place] += count
    found: dict[str, Kept] = {each: {} for each in dimensions}
    for dimension, cells in sums.items():
        for (key, kind), cell in cells.items():
            found[dimension].setdefault(key, {})[kind] = Figures._make(cell)
    return found


def special_versions(contract: Contract) -> list[int]:
    """Versions whose items have a statutory special step (特殊件)."""
    versions = ItemVersion.objects.filter(item__purchaser_id=contract.purchaser_id)
    return list(versions.exclude(special_steps=[]).values_list("pk", flat=True))


def _kind(special: list[int], path: str = "") -> Any:
    promised = Q(**{f"{path}version_id__in": special, f"{path}kind": TallyKind.PROMISED})
    return When(
        Whenever(promised, then=Value(str(TallyKind.SPECIAL))),
        default=F(f"{path}kind"),
        output_field=CharField(),
    )


def _counted(day: Any) -> dict[str, dict[str, Q]]:
    """What is counted of the cases whose axis lies on a day. Shape: axis → figure → which of them."""
    void = Q(state=CaseState.VOID)
    return {
        "registered_at": {"received": Q()},
        "accepted_at": {"accepted": Q()},
        "closed_at": {
            "voided": void,
            "refused": ~void & ~Q(refusal_kind=""),
            "withdrawn": ~void & Q(refusal_kind=""),
        },
        "decided_at": {
            "decided": Q(),
            "denied": Q(concluded_as__in=[ConcludedAs.DENIED, ConcludedAs.REVOKED]),
            "early": Q(due_on__gt=day) & ~Q(kind=TallyKind.ON_SPOT),
            "late": Q(due_on__lt=day),
            "on_time": Q(due_on=day) | Q(due_on__gt=day, kind=TallyKind.ON_SPOT),
        },
        "issued_at": {
            "issued_counter": Q(delivery=Delivery.COUNTER),
            "issued_post": Q(delivery=Delivery.POST),
            "issued_other": ~Q(delivery__in=[Delivery.COUNTER, Delivery.POST]),
        },
    }


def _between(axis: str, first: date, last: date) -> Q:
    return Q(**{f"{axis}__gte": day_start(first), f"{axis}__lt": day_start(last + ONE_DAY)})


def _case_rows(
    contract: Contract, day: date, names: list[str], special: list[int]
) -> QuerySet[Any, dict[str, Any]]:
    """One day, over all axes at once."""
    touched = Q()
    counts: dict[str, Q] = {}
    for axis, figures in _counted(day).items():
        touched |= _between(axis, day, day)
        counts |= {name: _between(axis, day, day) & which for name, which in figures.items()}
    rows = Case.objects.filter(touched, contract=contract).order_by().annotate(tally_kind=_kind(special))
    return rows.values(*names, "tally_kind").annotate(
        **{name: Count("pk", filter=condition) for name, condition in counts.items()}
    )


def _axis_rows(
    contract: Contract, axis: str, first: date, last: date, names: list[str], special: list[int]
) -> QuerySet[Any, dict[str, Any]]:
    """Many days, over one axis: each row says its day."""
    figures = _counted(F("tally_day"))[axis]
    rows = Case.objects.filter(_between(axis, first, last), contract=contract).order_by()
    rows = rows.annotate(tally_kind=_kind(special), tally_day=TruncDate(axis))
    return rows.values(*names, "tally_kind", "tally_day").annotate(
        **{name: Count("pk", filter=which or None) for name, which in figures.items()}
    )


def _correcting_rows(
    contract: Contract, first: date, last: date, names: list[str], special: list[int]
) -> Iterable[dict[str, Any]]:
    """Steps into and out of correction, from the log. Shape: each row says its day."""
    into, out = Q(to_state=CaseState.CORRECTING), Q(from_state=CaseState.CORRECTING)
    events = CaseEvent.objects.filter(into | out, _between("at", first, last), contract=contract)
    paths = {name: F(f"case__{name}") for name in names}
    rows = events.order_by().annotate(
        tally_kind=_kind(special, "case__"), tally_day=TruncDate("at"), **{f"of_{n}": p for n, p in paths.items()}
    )  # fmt: skip
    grouped = rows.values(*[f"of_{name}" for name in names], "tally_kind", "tally_day").annotate(
        told=Count("pk", filter=into & ~out), resumed=Count("pk", filter=out & ~into)
    )
    return [{key.removeprefix("of_"): value for key, value in row.items()} for row in grouped]


# -- which days are counted ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Days:
    """Closed days of a time without figures that hold: `missing` were never counted, `stale` changed since."""

    missing: list[date] = field(default_factory=list)
    stale: list[date] = field(default_factory=list)

    @property
    def hold(self) -> bool:
        return not self.missing and not self.stale


def uncounted(contract: Contract, first: date | None, last: date, today: date) -> Days:
    """Closed days between `first` (None: the very first) and `last` whose figures do not hold. Two queries."""
    known = {
        day: (is_dirty, counted_at)
        for day, is_dirty, counted_at in TallyDay.objects.filter(contract=contract).values_list(
            "day", "is_dirty", "counted_at"
        )
    }
    cases = Case.objects.filter(contract=contract).order_by("registered_at", "pk")
    oldest = [timezone.localdate(at) for at in cases.values_list("registered_at", flat=True)[:1]]
    begin = min([*known, *oldest], default=None)
    if begin is None:
        return Days()
    begin, end = max(begin, first or begin), min(last, today - ONE_DAY)
    days = [begin + timedelta(days=step) for step in range((end - begin).days + 1)]
    return Days(
        missing=[day for day in days if day not in known or known[day][1] is None],
        stale=[day for day in days if day in known and known[day][0] and known[day][1] is not None],
    )


# -- reading a time -------------------------------------------------------------------------------------------------
Live = dict[date, dict[str, Kept]]


def live_days(contract: Contract, days: Days, dimensions: Collection[str], today: date) -> Live:
    """Today, and a few closed days that nobody has counted yet, from the cases. Two queries a day and one."""
    missing = days.missing if len(days.missing) <= MOST_ON_THE_SPOT else []
    special = special_versions(contract)
    return {day: figures_of_day(contract, day, dimensions, special) for day in [*missing, today]}


def figures_between(
    contract: Contract,
    first: date,
    last: date,
    dimension: str,
    *,
    live: Live,
    keys: Collection[int] | None = None,
) -> Kept:
    """What happened from the first to the last day. Shape: key → kind → figures. One query."""
    rows = Tally.objects.filter(_spans(first, last), contract=contract, dimension=dimension)
    if keys is not None:
        rows = rows.filter(key__in=keys)
    found: Kept = {}
    sums = rows.order_by().values("key", "kind").annotate(**{f"sum_{name}": Sum(name) for name in NAMES})
    for row in sums:
        found.setdefault(row["key"], {})[row["kind"]] = _summed(row)
    for day, dimensions in live.items():
        if first <= day <= last:
            here = dimensions.get(dimension, {})
            _add(found, here if keys is None else {key: here[key] for key in keys if key in here})
    return found


def _summed(row: Mapping[str, Any]) -> Figures:
    return Figures(*[row[f"sum_{name}"] for name in NAMES])


def _add(found: Kept, more: Mapping[int, Mapping[str, Figures]]) -> None:
    for key, kinds in more.items():
        here = found.setdefault(key, {})
        for kind, figures in kinds.items():
            here[kind] = here.get(kind, Figures()) + figures


def _spans(first: date, last: date) -> Q:
    """Whole months by their own figures, the days at both ends by theirs."""
    month = first if first.day == 1 else next_month(first)
    end = last + ONE_DAY
    after = end if end.day == 1 else end.replace(day=1)
    if month >= after:
        return Q(span=TallySpan.DAY, starts_on__range=(first, last))
    found = Q(span=TallySpan.MONTH, starts_on__gte=month, starts_on__lt=after)
    if first < month:
        found |= Q(span=TallySpan.DAY, starts_on__gte=first, starts_on__lt=month)
    if after <= last:
        found |= Q(span=TallySpan.DAY, starts_on__gte=after, starts_on__lte=last)
    return found


def figures_by_time(
    contract: Contract,
    first: date,
    last: date,
    dimension: str,
    *,
    live: Live,
    key: int = 0,
    monthly: bool = False,
) -> dict[date, Figures]:
    """The days (or months) of a time, one figure each, for a chart. One query."""
    rows = Tally.objects.filter(
        contract=contract, span=TallySpan.MONTH if monthly else TallySpan.DAY, dimension=dimension, key=key,
        starts_on__range=(first, last),
    )  # fmt: skip
    sums = rows.order_by().values("starts_on").annotate(**{f"sum_{name}": Sum(name) for name in NAMES})
    found = {row["starts_on"]: _summed(row) for row in sums}
    for day, dimensions in live.items():
        if first <= day <= last:
            place = day.replace(day=1) if monthly else day
            here = total(dimensions.get(dimension, {}).get(key, {}).values())
            found[place] = found.get(place, Figures()) + here
    return found


def received_total(
    user: Any,
    contract: Contract,
    first: date | None,
    last: date | None,
    conditions: Mapping[str, Any],
    today: date,
) -> int | None:
    """How many cases were received, where the tallies know it exactly; None where they do not.

    Shape: conditions as a ledger's filters give them; at most one of item, department, window, clerk, zone, and a kind.
    """
    asked = {name: value for name, value in conditions.items() if name != "kind"}
    whole, departments = reach_of(user, Permission.CASE_VIEW, contract)
    if not whole:
        if len(departments) != 1 or set(asked) - {"department"}:
            return None
        dimension, key = TallyDimension.DEPARTMENT, next(iter(departments))
        if asked and asked["department"].pk != key:
            return 0
    elif not asked:
        dimension, key = TallyDimension.ALL, 0
    elif len(asked) == 1 and next(iter(asked)) in TallyDimension.values:
        name, value = next(iter(asked.items()))
        dimension, key = TallyDimension(name), value.pk
    else:
        return None
    end = min(last or today, today)
    days = uncounted(contract, first, end, today)
    if days.stale or len(days.missing) > MOST_ON_THE_SPOT:
        return None
    kinds = {"promised": [TallyKind.PROMISED, TallyKind.SPECIAL]}.get(
        conditions.get("kind", ""), [conditions["kind"]] if conditions.get("kind") else TallyKind.values
    )
    begin = first or date(1990, 1, 1)
    rows = Tally.objects.filter(
        _spans(begin, end), contract=contract, dimension=dimension, key=key, kind__in=kinds
    )
    closed = rows.aggregate(n=Sum("received"))["n"] or 0
    open_days = Q()
    for day in days.missing:
        open_days |= Q(registered_at__gte=day_start(day), registered_at__lt=day_start(day + ONE_DAY))
    if last is None or last >= today:
        until = Q() if last is None else Q(registered_at__lt=day_start(last + ONE_DAY))
        open_days |= Q(registered_at__gte=day_start(max(today, first or today))) & until
    if not open_days:
        return closed
    cases = Case.objects.allowed(user, Permission.CASE_VIEW).filter(
        open_days, contract=contract, **conditions
    )
    return closed + cases.count()
