"""A case's fee: what is due, what was taken and taken back; the window takes it here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.fees import take_fee
from windows.forms.fees import FeeForm
from windows.queries.case_detail import case_page
from windows.queries.fees import fees_of
from windows.views._cases import CASE_LISTS, get_case


@screen(GET=Permission.FEE_VIEW, POST=Permission.FEE_TAKE, within=CASE_LISTS)
def case_fee(request: HttpRequest, contract: Contract, case: str) -> HttpResponse:
    is_post = request.method == "POST"
    found = get_case(request, contract, case, Permission.FEE_TAKE if is_post else Permission.FEE_VIEW)
    form, status = FeeForm(request.POST or None), 422 if is_post else 200
    if is_post and form.is_valid():
        try:
            fee = take_fee(
                by=request.user,
                at=timezone.now(),
                case=found,
                entry=form.entry(),
                key=form.cleaned_data["key"],
            )
        except DomainError as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            told = {"number": fee.number, "yuan": f"{fee.amount_yuan:.2f}"}
            messages.success(request, _("已收费 %(yuan)s 元，流水号 %(number)s。") % told)
            return redirect("windows:case-fee", contract.slug, found.number)
    context = {
        "contract": contract,
        "case": found,
        "page": case_page(found, request.user, timezone.localdate()),
        "fees": fees_of(found),
        "form": form,
        "may_take": holds(request.user, Permission.FEE_TAKE, contract) and found.closed_at is None,
        "may_reverse": holds(request.user, Permission.FEE_REVERSE, contract),
    }
    return render(request, "windows/case_fee.html", context, status=status)
