"""What a ledger is narrowed by: spans of time, states, places, people, an item named in words."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from contracts.enums import OrganisationKind
from contracts.models import Contract, Membership, Organisation
from hall_ops.lib.months import months_later
from hall_ops.lib.permissions import Role, Scope
from windows.enums import CaseState
from windows.models import ServiceItem
from windows.queries.items import search_items

ONE_DAY = timedelta(days=1)
CLERKS = (Role.CLERK, Role.TEAM_LEADER, Role.SUPERVISOR)


class Span(StrEnum):
    """Spans of time by name, so that a saved "this month" stays this month."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    LAST_MONTH = "last_month"
    MONTHS = "months"
    YEAR = "year"
    ALL = "all"
    DAYS = "days"


def span_days(
    span: str, today: date, since: date | None = None, until: date | None = None
) -> tuple[date | None, date | None]:
    """The first and last day of a span, None where it has no bound. Weeks begin on Monday."""
    first_of_month = today.replace(day=1)
    last_of_previous = first_of_month - ONE_DAY
    days: dict[str, tuple[date | None, date | None]] = {
        Span.TODAY: (today, today),
        Span.YESTERDAY: (today - ONE_DAY, today - ONE_DAY),
        Span.WEEK: (today - timedelta(days=today.weekday()), today),
        Span.MONTH: (first_of_month, today),
        Span.LAST_MONTH: (last_of_previous.replace(day=1), last_of_previous),
        Span.MONTHS: (months_later(today, -2), today),
        Span.YEAR: (date(today.year, 1, 1), today),
        Span.ALL: (None, None),
        Span.DAYS: (since, until),
    }
    return days.get(span, days[Span.MONTH])


def day_start(day: date) -> datetime:
    """When a day begins in the hall."""
    return timezone.make_aware(datetime.combine(day, time.min))


def within(axis: str, first: date | None, last: date | None, *, is_day: bool = False) -> Q:
    """Rows whose `axis` lies from the first to the last day, both included."""
    found = Q()
    if first is not None:
        found &= Q(**{f"{axis}__gte": first if is_day else day_start(first)})
    if last is not None:
        found &= Q(**({f"{axis}__lte": last} if is_day else {f"{axis}__lt": day_start(last + ONE_DAY)}))
    return found


def narrowed(conditions: Mapping[str, Any], today: date, path: str = "", own: Collection[str] = ()) -> Q:
    """The conditions of a ledger's filters. Shape: `path` leads from the row to its case; `own` the row answers."""
    found = Q()
    for name, value in conditions.items():
        if name == "overdue":
            found &= _overdue(value, today, path)
        elif name in own:
            found &= Q(**{name: value})
        else:
            found &= Q(**{f"{path}{name}": value})
    return found


def _overdue(which: str, today: date, path: str) -> Q:
    """Decided after the promise, or not decided and past it while the clock runs."""
    if which == "decided":
        return Q(**{f"{path}late_days__gt": 0})
    return Q(
        **{
            f"{path}state__in": [CaseState.ACCEPTED, CaseState.TRANSFERRED],
            f"{path}due_on__lt": today,
            f"{path}stopped_since": None,
        }
    )


def departments_of(contract: Contract, user: Any) -> QuerySet[Organisation]:
    """The departments whose cases somebody may see in this contract."""
    found = Organisation.objects.filter(kind=OrganisationKind.DEPARTMENT, parent_id=contract.purchaser_id)
    own = [place.department_id for place in user.standings() if place.contract_id == contract.pk]
    return found.filter(pk__in=own) if own and all(own) else found


def clerks_of(contract: Contract) -> QuerySet[User]:
    """Everyone who works or worked at the contract's windows."""
    people = Membership.objects.filter(contract=contract, role__in=CLERKS)
    return User.objects.filter(pk__in=people.values("user_id")).order_by("name")


def item_named(contract: Contract, words: str, today: date) -> list[ServiceItem]:
    """The item of this code, retired or not; else those whose name holds the words."""
    items = ServiceItem.objects.of(contract).select_related("current")
    exact = list(items.filter(Q(short_code__iexact=words) | Q(national_code=words.upper())))
    if exact:
        return exact
    versions = search_items(contract, words, today)
    same = [version for version in versions if version.name == words]
    found = {version.item_id: version for version in same or versions}
    return [_with_version(version) for version in found.values()]


def _with_version(version: Any) -> ServiceItem:
    item: ServiceItem = version.item
    item.current = version
    return item


def reach_of(user: Any, permission: Any, contract: Contract) -> tuple[bool, set[int]]:
    """Whether somebody sees the whole contract, and else which departments of it."""
    scopes = [
        (place.scope_of(permission), place.department_id)
        for place in user.standings()
        if place.contract_id in (None, contract.pk)
    ]
    whole = any(scope is Scope.CONTRACT for scope, _department in scopes)
    return whole, {department for scope, department in scopes if scope is Scope.DEPARTMENT and department}
