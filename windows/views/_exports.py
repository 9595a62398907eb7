"""What the screens of export requests share: the ledger a request speaks of, in the reader's words."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from windows.models import ExportRequest
from windows.reports.ledgers import ledgers
from windows.views._ledgers import asked, kept_query, ledger_named


@dataclass(frozen=True, slots=True)
class Subject:
    """A ledger with its filters. Shape: `query` without what an address may not keep; `filters` label and value."""

    ledger: str
    title: str
    query: str
    filters: list[tuple[str, str]]


def subject_of(user: Any, contract: Contract, ledger: str, query: str) -> Subject | None:
    """What is to be exported; None where no such ledger may be seen. No query for the rows."""
    try:
        found = ledger_named(ledger, user, contract)
    except (Http404, DomainError):
        return None
    data = QueryDict(kept_query(QueryDict(query)))
    seen = asked(found, user, contract, data, timezone.localdate())
    return Subject(found.key, str(found.title), data.urlencode(), seen.filters.labels)


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
