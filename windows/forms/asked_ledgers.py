"""A ledger as an address or a job's parameters ask for it: its filters, columns and rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from windows.enums import CaseState
from windows.forms.ledgers import Filters, LedgerFilter
from windows.models.cases import OPEN_STATES
from windows.queries.ledger_filters import Span, narrowed, within
from windows.queries.ledger_rows import Total, total_found, total_of
from windows.queries.ledger_search import matching, words_of
from windows.queries.tallies import received_total
from windows.reports.ledger_columns import Column
from windows.reports.ledgers import Ledger, ledgers

# Cases in these states are among the newest: the database knows how many there are, but not where.
LATELY = (*OPEN_STATES, CaseState.ISSUED)
# What an address may say about a ledger's rows and columns; a search for a person is never kept.
KEPT = ("span", "since", "until", "overdue", "state", "item", "department", "window", "clerk", "zone", "kind",
        "cross_region", "columns")  # fmt: skip


class LedgerRefused(DomainError):
    """This ledger needs a right that the role lacks."""

    status = 403


@dataclass(frozen=True, slots=True)
class Asked:
    """A ledger as an address asks for it."""

    ledger: Ledger
    form: LedgerFilter
    filters: Filters
    words: str
    columns: list[Column]
    rows: QuerySet[Any]
    order: tuple[str, ...]
    query: str


def ledger_named(key: str, user: Any, contract: Contract) -> Ledger:
    """The ledger of an address. Raises: Http404, LedgerRefused."""
    found = ledgers().get(key)
    if found is None:
        raise Http404
    if not holds(user, found.permission, contract):
        raise LedgerRefused(_("您的身份不能查看“%(title)s”。") % {"title": found.title})
    return found


def asked(ledger: Ledger, user: Any, contract: Contract, data: QueryDict, today: date) -> Asked:
    """Filters, columns and rows of an address. No query for the rows yet."""
    words = words_of(data.get("find", "")) if ledger.can_find else ""
    form = LedgerFilter(
        data, contract=contract, user=user, today=today, names=ledger.filters, axis_label=ledger.axis_label,
        span=Span.ALL if words else Span.MONTH, overdue=ledger.overdue if not words else "",
    )  # fmt: skip
    filters = form.result()
    path = ledger.case_path or ""
    rows = ledger.rows(user, contract)
    rows = rows.filter(within(ledger.axis, filters.first, filters.last, is_day=ledger.axis_is_day))
    if (
        ledger.own_contract and filters.conditions.keys() - ledger.own
    ):  # said once more, for the indexes of cases
        rows = rows.filter(**{f"{path}contract_id": contract.pk})
    rows = rows.filter(narrowed(filters.conditions, today, path, ledger.own))
    if words:
        rows = rows.filter(matching(words, path))
    columns = ledger.chosen(data.getlist("columns"))
    # the longest overdue first: what is open and late is found by its due day, not by its registration
    late = filters.conditions.get("overdue") == "open"
    order = (f"{path}due_on", "pk") if late else ledger.order
    return Asked(ledger, form, filters, words, columns, rows, order, kept_query(data))


def counted(found: Asked, user: Any, contract: Contract, today: date) -> Total:
    """How many rows: from the figures of closed days where they know it, else counted up to a thousand."""
    if found.ledger.tallied and not found.words:
        filters = found.filters
        total = received_total(user, contract, filters.first, filters.last, filters.conditions, today)
        if total is not None:
            return Total(total)
    ledger, conditions = found.ledger, found.filters.conditions
    if ledger.case_path and conditions.keys() - ledger.own:
        return total_found(found.rows, found.order if conditions.get("state") in LATELY else ())
    return total_of(found.rows, "pk" if ledger.case_path is None else ledger.contract_column)


def kept_query(data: QueryDict | Mapping[str, Any]) -> str:
    """The address's filters and columns, without the page and without a search for a person."""
    given = data if isinstance(data, QueryDict) else QueryDict(urlencode(data))
    return urlencode([(key, value) for key in KEPT for value in given.getlist(key) if value])


def page_number(data: QueryDict) -> int:
    text = data.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 8 else 1
