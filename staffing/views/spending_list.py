"""Money deducted from wages against what of it was spent on the project."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.uploads import UploadRefused
from staffing.actions.wages import WageRefused, record_spending
from staffing.forms.wages import SpendingForm
from staffing.models import DeductionSpending
from staffing.queries.wages import deducted_by_month, deduction_balance, deduction_clause
from staffing.views._people import add_refusal, sent_file


@screen(GET=Permission.WAGE_VIEW, POST=Permission.WAGE_RECORD)
def spending_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = SpendingForm(
        request.POST or None, request.FILES or None, initial={"spent_on": timezone.localdate()}
    )
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            values = form.cleaned_data | {"file": sent_file(form)}
            record_spending(by=request.user, at=timezone.now(), contract=contract, **values)
        except (WageRefused, UploadRefused) as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("支出已登记。"))
            return redirect("staffing:spending-list", contract.slug)
    rows = DeductionSpending.objects.allowed(request.user, Permission.WAGE_VIEW).filter(contract=contract)
    context = {
        "contract": contract,
        "form": form,
        "rows": rows.select_related("recorded_by", "file"),
        "months": deducted_by_month(contract),
        "balance": deduction_balance(contract),
        "clause": deduction_clause(contract),
        "may_record": holds(request.user, Permission.WAGE_RECORD, contract),
    }
    return render(request, "staffing/spending_list.html", context, status=status)
