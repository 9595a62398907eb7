"""A line of the performance bond's register."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.breaches import BreachRefused, add_bond_entry
from contracts.forms.money import BondForm
from contracts.models import Contract
from contracts.views.breach_list import list_page
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.BREACH_RECORD)
def breach_bond(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = BondForm(request.POST)
    if not form.is_valid():
        return list_page(request, contract, 422, bond_form=form)
    try:
        add_bond_entry(
            by=request.user,
            at=timezone.now(),
            today=timezone.localdate(),
            contract=contract,
            **form.cleaned_data,
        )
    except BreachRefused as refused:
        form.add_error(None, str(refused))
        return list_page(request, contract, 409, bond_form=form)
    messages.success(request, _("已登记履约保证金。"))
    return redirect("contracts:breach-list", contract.slug)
