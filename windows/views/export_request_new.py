"""Ask for the export of a ledger with its filters; reached from the ledger, or from the list for a whole one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import KeyReused
from windows.actions.export_requests import RequestRefused, ask_for_export
from windows.forms.privacy import ExportRequestForm
from windows.views._exports import ledger_choices, subject_of


@screen(GET=Permission.EXPORT_REQUEST, POST=Permission.EXPORT_REQUEST)
def export_request_new(request: HttpRequest, contract: Contract) -> HttpResponse:
    """`?ledger=…&…`: the ledger and its filters as they stand in the ledger's own address."""
    given = request.POST if request.method == "POST" else request.GET
    query = given.get("query", "") if request.method == "POST" else request.GET.urlencode()
    subject = subject_of(request.user, contract, given.get("ledger", ""), query)
    initial = {"ledger": subject.ledger, "query": subject.query} if subject else {}
    choices = ledger_choices(request.user, contract)
    form = ExportRequestForm(request.POST or None, ledgers=choices, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and subject is not None:
            try:
                ask_for_export(
                    by=request.user, at=timezone.now(), contract=contract, key=form.cleaned_data["key"],
                    ledger=subject.ledger, title=subject.title, purpose=form.cleaned_data["purpose"],
                    query=subject.query, filters=subject.filters,
                )  # fmt: skip
            except (RequestRefused, KeyReused) as refused:
                form.add_error(None, str(refused))
                status = refused.status
            else:
                messages.success(request, _("已提交，待采购人考核人员审批。"))
                return redirect("windows:export-request-list", contract.slug)
    filters = subject.filters if subject and subject.query else []
    context = {"contract": contract, "form": form, "filters": filters}
    return render(request, "windows/export_request_new.html", context, status=status)
