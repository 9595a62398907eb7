"""Enter the day of an event, or of a milestone done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.milestones import MilestoneRefused, enter_date
from contracts.forms.money import DateForm
from contracts.models import Contract
from contracts.views.milestone_list import list_page
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.MILESTONE_RECORD)
def milestone_enter(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = DateForm(request.POST)
    if not form.is_valid():
        return list_page(request, contract, form, status=422)
    try:
        enter_date(
            by=request.user,
            at=timezone.now(),
            today=timezone.localdate(),
            contract=contract,
            **form.cleaned_data,
        )
    except MilestoneRefused as refused:
        form.add_error(None, str(refused))
        return list_page(request, contract, form, status=409)
    messages.success(request, _("日期已登记。"))
    return redirect("contracts:milestone-list", contract.slug)
