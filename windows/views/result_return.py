"""Lay a case with what goes back to the window, undecided, with the reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.results import return_case
from windows.forms.result import ReturnForm
from windows.views._cases import get_case
from windows.views.result_decide import decide_page


@screen(POST=Permission.HANDOVER_CONFIRM)
def result_return(request: HttpRequest, contract: Contract, case: str) -> HttpResponse:
    found = get_case(request, contract, case, Permission.HANDOVER_CONFIRM)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return decide_page(request, contract, found, return_form=form, status=422)
    try:
        line = return_case(by=request.user, at=timezone.now(), case=found, reason=form.cleaned_data["reason"])
    except DomainError as refused:
        form.add_error(None, str(refused))
        return decide_page(request, contract, found, return_form=form, status=refused.status)
    messages.success(
        request,
        _("办件 %(case)s 已装入送回窗口的交接单 %(batch)s，送出后由窗口签收。")
        % {"case": found.number, "batch": line.batch},
    )
    return redirect("windows:result-list", contract.slug)
