"""A ledger as a file: what goes into it, what it is for; a job writes it."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.ledger_exports import may_export, start_export
from windows.forms.asked_ledgers import asked, counted, kept_query, ledger_named
from windows.forms.ledgers import LedgerExportForm
from windows.models import ExportRequest


@screen(
    GET=Permission.CARRIER_VIEW,
    POST=Permission.CARRIER_VIEW,
    within=("windows:ledger-list", "windows:carrier-list"),
)
def ledger_export(request: HttpRequest, contract: Contract, ledger: str) -> HttpResponse:
    """`?…`: the ledger's filters and columns; `request=` an approved request, whose own filters hold."""
    user, now = request.user, timezone.now()
    approval = _approval(request, contract)
    may_export(by=user, at=now, contract=contract, ledger=ledger, request=approval)
    shown = ledger_named(ledger, user, contract)
    query = QueryDict(approval.query if approval else kept_query(request.GET), mutable=True)
    form = LedgerExportForm(request.POST or None, initial={"purpose": approval.purpose if approval else ""})
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["all_columns"]:
            query.setlist("columns", [column.key for column in shown.columns])
        try:
            job = start_export(
                by=user, at=now, contract=contract, ledger=shown.key, title=str(shown.title),
                query=query.urlencode(), purpose=form.cleaned_data["purpose"], request=approval,
                key=form.cleaned_data["key"],
            )  # fmt: skip
        except DomainError as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            return redirect("contracts:job-detail", contract.slug, job.pk)
    found = asked(shown, user, contract, query, timezone.localdate())
    context = {
        "contract": contract,
        "ledger": shown,
        "form": form,
        "filters": found.filters.labels,
        "columns": [column.title for column in found.columns],
        "total": counted(found, user, contract, timezone.localdate()),
        "query": query.urlencode(),
    }
    return render(
        request, "windows/ledger_export.html", context, status=status if not form.errors else max(status, 422)
    )


def _approval(request: HttpRequest, contract: Contract) -> ExportRequest | None:
    number = request.GET.get("request", "")
    if not number:
        return None
    rows = ExportRequest.objects.allowed(request.user, Permission.CARRIER_VIEW).filter(contract=contract)
    return get_object_or_404(
        rows, pk=int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
    )
