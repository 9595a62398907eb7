"""One ledger: filters, columns chosen, views saved, pages, totals; searching one case by what it is known by."""

from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.forms.asked_ledgers import Asked, asked, counted, ledger_named, page_number
from windows.forms.ledgers import FindForm, SavedViewForm
from windows.models import SavedView
from windows.queries.ledger_rows import page_of
from windows.queries.ledger_search import shown_masked, token_of
from windows.reports.ledger_tables import lines_of, totals_of

MORE = ("overdue", "window", "clerk", "zone", "kind", "cross_region")


@screen(GET=Permission.CASE_VIEW, POST=Permission.CASE_VIEW)
def ledger(request: HttpRequest, contract: Contract, ledger: str) -> HttpResponse:
    shown = ledger_named(ledger, request.user, contract)
    url = reverse("windows:ledger", args=[contract.slug, shown.key])
    if request.method == "POST":
        form = FindForm(request.POST)
        words = form.cleaned_data["words"] if form.is_valid() else ""
        return redirect(f"{url}?find={token_of(words)}" if words else url)
    today = timezone.localdate()
    found = asked(shown, request.user, contract, request.GET, today)
    total = counted(found, request.user, contract, today)
    ids, pages = page_of(found.rows, found.order, page_number(request.GET), total)
    views = SavedView.objects.allowed(request.user, Permission.CASE_VIEW).filter(
        contract=contract, ledger=shown.key
    )
    context = {
        "contract": contract,
        "url": url,
        "ledger": shown,
        "form": found.form,
        "words": shown_masked(found.words) if found.words else "",
        "columns": found.columns,
        "lines": lines_of(shown, found.columns, ids, today),
        "pages": pages,
        "totals": totals_of(shown, found.columns, found.rows, total, today),
        "query": found.query,
        "views": list(views.seen_by(request.user).select_related("owner")),
        "view_form": SavedViewForm(initial={"query": found.query}),
        **_fields(found),
        **_rights(request.user, contract),
    }
    return render(request, "windows/ledger.html", context)


def _fields(found: Asked) -> dict[str, Any]:
    """The filters in two rows: those mostly used, and the rest behind a click unless one of them is set."""
    names = [name for name in found.form.fields if name in MORE and name != found.ledger.filters[0]]
    return {
        "main_fields": [field for field in found.form if field.name not in names],
        "more_fields": [found.form[name] for name in names],
        "more_open": any(name in found.filters.conditions or found.form[name].errors for name in names),
        "columns_kept": [value for name, value in parse_qsl(found.query) if name == "columns"],
        "kept": [pair for pair in parse_qsl(found.query) if pair[0] != "columns"],
    }


def _rights(user: Any, contract: Contract) -> dict[str, bool]:
    return {
        "may_share": holds(user, Permission.CASE_SUPERVISE, contract),
        "may_export": holds(user, Permission.LEDGER_EXPORT, contract),
        "may_request": holds(user, Permission.EXPORT_REQUEST, contract),
    }
