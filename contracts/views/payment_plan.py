"""A service year's plan: the days really served, wages taken off, instalments agreed in the contract itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.payments import ZERO, PaymentRefused, PlanEntry, enter_plan
from contracts.forms.money import EnteredFormSet, PlanForm
from contracts.models import Contract, ServiceYear
from contracts.queries.agreed import agreed_payment, deducts_wages
from contracts.rules.payments import Entered
from contracts.views._payments import get_year
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.PAYMENT_RECORD, POST=Permission.PAYMENT_RECORD)
def payment_plan(request: HttpRequest, contract: Contract, year: int) -> HttpResponse:
    found = get_year(request, contract, year, Permission.PAYMENT_RECORD)
    payment = agreed_payment(contract)
    by_hand = payment is not None and payment.kind == "by_contract"
    posted = request.POST if request.method == "POST" else None
    form = PlanForm(posted, initial=_start(found))
    rows = EnteredFormSet(posted, initial=_rows(found), prefix="rows") if by_hand else None
    if not deducts_wages(contract):
        del form.fields["prepaid_wages"]
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and (rows is None or rows.is_valid()):
            try:
                enter_plan(by=request.user, at=timezone.now(), service_year=found, entry=_entry(form, rows))
            except PaymentRefused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, _("付款计划已编制，各期合计等于应付总额。"))
                return redirect("contracts:payment-list", contract.slug)
    context = {"contract": contract, "year": found, "form": form, "rows": rows, "by_hand": by_hand}
    return render(request, "contracts/payment_plan.html", context, status=status)


def _start(year: ServiceYear) -> dict[str, Any]:
    plan = getattr(year, "plan", None)
    if plan is None:
        return {}
    return {
        "served_from": plan.served_from,
        "served_to": plan.served_to,
        "prepaid_wages": plan.prepaid_wages_yuan,
    }


def _rows(year: ServiceYear) -> list[dict[str, Any]]:
    return list(year.instalments.values("label", "due_on", "amount_yuan"))


def _entry(form: PlanForm, rows: Any) -> PlanEntry:
    clean = form.cleaned_data
    entered = tuple(Entered(**row.cleaned_data) for row in rows or [] if row.cleaned_data)
    wages = clean.get("prepaid_wages") or ZERO
    return PlanEntry(clean["served_from"], clean["served_to"], wages, entered)
