"""Take back a spending that was entered wrongly."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.wages import WageRefused, void_row
from staffing.forms.wages import VoidForm
from staffing.models import DeductionSpending


@screen(POST=Permission.WAGE_RECORD)
def spending_void(request: HttpRequest, contract: Contract, spending: int) -> HttpResponse:
    rows = DeductionSpending.objects.allowed(request.user, Permission.WAGE_RECORD)
    row = get_object_or_404(rows, contract=contract, pk=spending)
    form = VoidForm(request.POST)
    try:
        void_row(by=request.user, at=timezone.now(), row=row, reason=form.data.get("reason", ""))
    except WageRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已作废。"))
    return redirect("staffing:spending-list", contract.slug)
