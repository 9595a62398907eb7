"""What the screens of export requests share: the ledger a request speaks of, in the reader's words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from windows.forms.asked_ledgers import asked, kept_query, ledger_named
from windows.models import ExportRequest
from windows.reports.ledgers import ledgers

TIME = ("span", "since", "until")


@dataclass(frozen=True, slots=True)
class Subject:
    """A ledger with its filters. Shape: `query` names the first and the last day, never "this month", because it is
    used some days later; `filters` are label and value, the time first.
    """

    ledger: str
    title: str
    query: str
    filters: list[tuple[str, str]]
    first: date | None
    last: date | None


def subject_of(user: Any, contract: Contract, ledger: str, query: str, **days: date | None) -> Subject | None:
    """What is to be exported; None where no such ledger may be seen. `since` and `until` take the place of the
    query's own time. No query for the rows.
    """
    try:
        found = ledger_named(ledger, user, contract)
    except (Http404, DomainError):
        return None
    data = QueryDict(kept_query(QueryDict(query)), mutable=True)
    if days:
        _fix_days(data, days.get("since"), days.get("until"))
    seen = asked(found, user, contract, data, timezone.localdate()).filters
    _fix_days(data, seen.first, seen.last)
    return Subject(found.key, str(found.title), data.urlencode(), seen.labels, seen.first, seen.last)


def _fix_days(data: QueryDict, since: date | None, until: date | None) -> None:
    for name in TIME:
        data.pop(name, None)
    for name, day in (("since", since), ("until", until)):
        if day is not None:
            data[name] = day.isoformat()
    if since is None and until is None:
        data["span"] = "all"


def ledger_choices(user: Any, contract: Contract) -> list[tuple[str, Any]]:
    """The ledgers a user may see."""
    return [(each.key, each.title) for each in ledgers().values() if holds(user, each.permission, contract)]


def export_url(request: ExportRequest, contract: Contract) -> str:
    """Where an approved request is used."""
    try:
        url = reverse("windows:ledger-export", args=[contract.slug, request.ledger])
    except NoReverseMatch:
        return ""
    return f"{url}?{request.query}{'&' if request.query else ''}request={request.pk}"
