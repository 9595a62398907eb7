"""Hold a case's personal data back from erasure."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.erasure import HoldRefused, hold_case
from windows.forms.privacy import HoldForm
from windows.models import Case
from windows.views.erase_list import list_page


@screen(POST=Permission.CASE_HOLD)
def erase_hold(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = HoldForm(request.POST)
    if not form.is_valid():
        return list_page(request, contract, 422, form=form)
    number = form.cleaned_data["number"]
    cases = Case.objects.allowed(request.user, Permission.CASE_HOLD)
    case = cases.filter(contract=contract, number=number).first()
    if case is None:
        form.add_error("number", _("没有编号为“%(number)s”的办件。请核对编号。") % {"number": number})
        return list_page(request, contract, 422, form=form)
    try:
        hold_case(by=request.user, at=timezone.now(), case=case, reason=form.cleaned_data["reason"])
    except HoldRefused as refused:
        form.add_error(None, str(refused))
        return list_page(request, contract, refused.status, form=form)
    messages.success(request, _("办件 %(number)s 的个人信息已保留，到期也不清除。") % {"number": number})
    return redirect("windows:erase-list", contract.slug)
