"""Take a charge back by a counter-entry: void it the same day, or refund it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.fees import reverse_fee
from windows.enums.fees import FeeKind
from windows.forms.fees import FeeReverseForm
from windows.models import Fee
from windows.queries.fees import fees_of


@screen(GET=Permission.FEE_REVERSE, POST=Permission.FEE_REVERSE)
def fee_reverse(request: HttpRequest, contract: Contract, fee: str) -> HttpResponse:
    rows = Fee.objects.allowed(request.user, Permission.FEE_REVERSE).filter(
        contract=contract, kind=FeeKind.CHARGE
    )
    found = get_object_or_404(rows.select_related("case__version", "taken_by", "window"), number=fee)
    fees = fees_of(found.case)
    today = timezone.localdate(found.taken_at) == timezone.localdate()
    # what was taken on another day can only be given back
    usual = {"way": "void"} if today else {"way": "refund", "refund_yuan": fees.left_yuan}
    form = FeeReverseForm(request.POST or None, initial=usual)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            row = reverse_fee(
                by=request.user, at=timezone.now(), fee=found, reason=values["reason"], key=values["key"],
                refund_yuan=form.amount,
            )  # fmt: skip
        except DomainError as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            told = {"number": row.number, "kind": row.get_kind_display(), "yuan": f"{-row.amount_yuan:.2f}"}
            messages.success(request, _("已%(kind)s %(yuan)s 元，流水号 %(number)s。") % told)
            return redirect("windows:case-fee", contract.slug, found.case.number)
    context = {"contract": contract, "fee": found, "fees": fees, "form": form}
    return render(request, "windows/fee_reverse.html", context, status=status)
