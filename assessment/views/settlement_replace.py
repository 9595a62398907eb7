"""The approver takes a signed settlement out of force, with a reason and the password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions.settlements import SettlementRefused, replace_settlement
from assessment.forms.settlements import ReplaceForm
from assessment.views._settling import get_settlement, held, page_context
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.SCORECARD_APPROVE)
def settlement_replace(request: HttpRequest, contract: Contract, settlement: int) -> HttpResponse:
    row = get_settlement(request, contract, settlement, Permission.SCORECARD_APPROVE)
    form, status = ReplaceForm(request.POST), 422
    if form.is_valid():
        try:
            replace_settlement(
                by=request.user, at=timezone.now(), settlement=row, reason=form.cleaned_data["reason"],
                password=form.cleaned_data["password"], permissions=held(request, contract),
            )  # fmt: skip
        except SettlementRefused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, _("已替换，原结算与签署保留可查。请考核人重新计算。"))
            return redirect("assessment:settlement-detail", contract.slug, row.pk)
    context = {**page_context(request, row), "replace": form}
    return render(request, "assessment/settlement_detail.html", context, status=status)
