"""Take back a prepaid month that was entered wrongly."""

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
from staffing.models import PrepaidWage


@screen(POST=Permission.WAGE_RECORD)
def prepaid_void(request: HttpRequest, contract: Contract, prepaid: int) -> HttpResponse:
    rows = PrepaidWage.objects.allowed(request.user, Permission.WAGE_RECORD)
    row = get_object_or_404(rows, contract=contract, pk=prepaid)
    form = VoidForm(request.POST)
    try:
        void_row(by=request.user, at=timezone.now(), row=row, reason=form.data.get("reason", ""))
    except WageRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已作废。"))
    return redirect("staffing:prepaid-list", contract.slug)
