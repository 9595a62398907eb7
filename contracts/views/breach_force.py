"""An event of force majeure, as it begins; its end and its notice are filled in later."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.breaches import BreachRefused, add_force_majeure, fill_force_majeure
from contracts.forms.money import ForceFillForm, ForceForm
from contracts.models import Contract, ForceMajeure
from contracts.views.breach_list import list_page
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.BREACH_RECORD)
def breach_force(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = ForceForm(request.POST)
    if not form.is_valid():
        return list_page(request, contract, 422, force_form=form)
    try:
        add_force_majeure(
            by=request.user,
            at=timezone.now(),
            today=timezone.localdate(),
            contract=contract,
            **form.cleaned_data,
        )
    except BreachRefused as refused:
        form.add_error(None, str(refused))
        return list_page(request, contract, 409, force_form=form)
    messages.success(request, _("已登记；结束后 1 日内须通报对方，请及时填写结束和通报日期。"))
    return redirect("contracts:breach-list", contract.slug)


@screen(POST=Permission.BREACH_RECORD)
def breach_force_fill(request: HttpRequest, contract: Contract, force: int) -> HttpResponse:
    allowed = ForceMajeure.objects.allowed(request.user, Permission.BREACH_RECORD).filter(contract=contract)
    row = get_object_or_404(allowed, pk=force)
    form = ForceFillForm(request.POST)
    if not form.is_valid():
        return list_page(request, contract, 422, fill_form=form)
    try:
        fill_force_majeure(by=request.user, today=timezone.localdate(), row=row, **form.cleaned_data)
    except BreachRefused as refused:
        form.add_error(None, str(refused))
        return list_page(request, contract, 409, fill_form=form)
    messages.success(request, _("日期已登记。"))
    return redirect("contracts:breach-list", contract.slug)
