"""Wages the purchaser had paid already, month by month, beside what the payment plan takes off the price."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from contracts.queries.agreed import deducts_wages
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.uploads import UploadRefused
from staffing.actions.wages import WageRefused, record_prepaid
from staffing.forms.wages import PrepaidForm
from staffing.models import PrepaidWage
from staffing.queries.prepaid import prepaid_years
from staffing.views._people import add_refusal, sent_file


@screen(GET=Permission.WAGE_VIEW, POST=Permission.WAGE_RECORD)
def prepaid_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = PrepaidForm(request.POST or None, request.FILES or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            values = form.cleaned_data | {"file": sent_file(form)}
            record_prepaid(by=request.user, at=timezone.now(), contract=contract, **values)
        except (WageRefused, UploadRefused) as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已付工资已登记。"))
            return redirect("staffing:prepaid-list", contract.slug)
    rows = PrepaidWage.objects.allowed(request.user, Permission.WAGE_VIEW).filter(contract=contract)
    context = {
        "contract": contract,
        "form": form,
        "rows": rows.select_related("recorded_by", "file"),
        "years": prepaid_years(contract),
        "deducts": deducts_wages(contract),
        "may_record": holds(request.user, Permission.WAGE_RECORD, contract),
        "may_see_payments": holds(request.user, Permission.PAYMENT_VIEW, contract),
    }
    return render(request, "staffing/prepaid_list.html", context, status=status)
