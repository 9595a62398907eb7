"""A person decides what a breach costs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.breaches import BreachRefused, decide_breach
from contracts.forms.money import RulingForm
from contracts.models import Contract
from contracts.views.breach_detail import detail_page, get_breach
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.BREACH_DECIDE)
def breach_decide(request: HttpRequest, contract: Contract, breach: int) -> HttpResponse:
    found = get_breach(request, contract, breach, Permission.BREACH_DECIDE)
    form = RulingForm(request.POST)
    if not form.is_valid():
        return detail_page(request, contract, breach, form, status=422)
    try:
        decide_breach(by=request.user, at=timezone.now(), breach=found, **form.cleaned_data)
    except BreachRefused as refused:
        form.add_error(None, str(refused))
        return detail_page(request, contract, breach, form, status=409)
    messages.success(request, _("已决定，理由已记录。"))
    return redirect("contracts:breach-detail", contract.slug, breach)
