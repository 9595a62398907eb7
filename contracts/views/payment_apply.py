"""The contractor applies for an instalment: letter and invoice data."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.payments import Application, PaymentRefused, apply_for_payment
from contracts.forms.money import ApplicationForm
from contracts.models import Contract
from contracts.queries.payments import payment_row
from contracts.views._payments import get_instalment
from hall_ops.lib.capital_amounts import capital_amount
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.PAYMENT_APPLY, POST=Permission.PAYMENT_APPLY)
def payment_apply(request: HttpRequest, contract: Contract, year: int, instalment: int) -> HttpResponse:
    found = get_instalment(request, contract, year, instalment, Permission.PAYMENT_APPLY)
    today = timezone.localdate()
    row = payment_row(found, today)
    party_b = found.contract.contractor.name
    start = {"on": today, "invoiced_on": today, "invoiced_yuan": row.payable_yuan}
    start |= {"payee": party_b, "invoicer": party_b}
    if row.applied:
        start |= {name: row.applied.facts.get(name, "") for name in ("bank", "account")}
    form = ApplicationForm(request.POST or None, initial=start)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        on, reason = values.pop("on"), values.pop("reason")
        try:
            apply_for_payment(
                by=request.user, at=timezone.now(), instalment=found, on=on,
                application=Application(**values), reason=reason,
            )  # fmt: skip
        except PaymentRefused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, _("已申请。申请材料可打印盖章后随发票报送。"))
            return redirect("contracts:payment-detail", contract.slug, year, instalment)
    context = {"contract": contract, "row": row, "form": form, "capital": capital_amount(row.payable_yuan)}
    return render(request, "contracts/payment_apply.html", context, status=status)
