"""Ask for the export of a ledger with its filters; reached from the ledger, or from the list for a whole one."""

from typing import Any

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
from windows.views._exports import Subject, ledger_choices, subject_of


@screen(GET=Permission.EXPORT_REQUEST, POST=Permission.EXPORT_REQUEST)
def export_request_new(request: HttpRequest, contract: Contract) -> HttpResponse:
    """`?ledger=…&…`: the ledger and its filters as they stand in the ledger's own address."""
    user, status = request.user, 200
    choices = ledger_choices(user, contract)
    if request.method == "POST":
        form = ExportRequestForm(request.POST, ledgers=choices)
        subject, status = None, 422
        if form.is_valid():
            given = form.cleaned_data
            subject = subject_of(
                user, contract, given["ledger"], given["query"], since=given["since"], until=given["until"]
            )
        if subject is not None:
            try:
                ask_for_export(**_wish(form, subject), by=user, at=timezone.now(), contract=contract)
            except (RequestRefused, KeyReused) as refused:
                form.add_error(None, str(refused))
                status = refused.status
            else:
                messages.success(request, _("已提交，待采购人考核人员审批。"))
                return redirect("windows:export-request-list", contract.slug)
    else:
        subject = subject_of(user, contract, request.GET.get("ledger", ""), request.GET.urlencode())
        form = ExportRequestForm(ledgers=choices, initial=_initial(subject))
    context = {"contract": contract, "form": form, "filters": subject.filters[1:] if subject else []}
    return render(request, "windows/export_request_new.html", context, status=status)


def _initial(subject: Subject | None) -> dict[str, Any]:
    today = timezone.localdate()
    if subject is None:
        return {"since": today.replace(day=1), "until": today}
    last = subject.last or today
    return {"ledger": subject.ledger, "query": subject.query, "since": subject.first, "until": last}


def _wish(form: ExportRequestForm, subject: Subject) -> dict[str, Any]:
    return {
        "key": form.cleaned_data["key"], "purpose": form.cleaned_data["purpose"], "ledger": subject.ledger,
        "title": subject.title, "query": subject.query, "filters": subject.filters,
    }  # fmt: skip
