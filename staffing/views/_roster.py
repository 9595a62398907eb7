"""What the roster's screens share: which week is looked at, who may change whom, the week laid out."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission, Scope
from staffing.actions.roster import monday_of
from staffing.enums import WeekState
from staffing.models import Person
from staffing.queries.roster import WeekData, week_data

WEEK = timedelta(days=7)


def asked_monday(request: HttpRequest, contract: Contract) -> date:
    """The Monday of ?week=2026-11-23, else of today inside the contract. Raises: Http404 for what is no day."""
    text = request.GET.get("week") or request.POST.get("week", "")
    if not text:
        return monday_of(min(max(timezone.localdate(), contract.starts_on), contract.ends_on))
    try:
        return monday_of(date.fromisoformat(text))
    except ValueError as error:
        raise Http404 from error


def editable_people(user: Any, data: WeekData) -> set[int]:
    """The people whose shifts this user may change: all of the week, the own team, nobody."""
    contract = data.contract
    reach = {
        each.scope_of(Permission.ROSTER_EDIT)
        for each in user.standings()
        if each.contract_id in {None, contract.pk}
    }
    if Scope.CONTRACT in reach:
        return set(data.members)
    if reach <= {None}:
        return set()
    rows = Person.objects.allowed(user, Permission.ROSTER_EDIT).filter(contract=contract, left_at=None)
    return set(rows.values_list("pk", flat=True))


def sees_drafts(user: Any, contract: Contract) -> bool:
    """A draft is for those who make it; the others see what was published."""
    return holds(user, Permission.ROSTER_EDIT, contract) or holds(user, Permission.ROSTER_PUBLISH, contract)


def shown(data: WeekData, user: Any, contract: Contract) -> bool:
    published = data.week is not None and data.week.state == WeekState.PUBLISHED
    return published or sees_drafts(user, contract)


def load(request: HttpRequest, contract: Contract) -> WeekData:
    return week_data(contract, asked_monday(request, contract))


def around(monday: date) -> dict[str, date]:
    return {
        "monday": monday, "sunday": monday + WEEK - timedelta(days=1), "before": monday - WEEK, "after": monday + WEEK,
        "present": monday_of(timezone.localdate()),
    }  # fmt: skip


def named(data: WeekData) -> list[tuple[str, str]]:
    """The week's people for a plain choice, read already."""
    people = sorted((each.person for each in data.members.values()), key=lambda person: person.number)
    return [("", "—"), *((str(person.pk), f"{person.number} {person.name}") for person in people)]


def people_of(data: WeekData) -> Any:
    """Those of the week, for a choice of names."""
    return data.contract.people.filter(pk__in=list(data.members)).order_by("number")
