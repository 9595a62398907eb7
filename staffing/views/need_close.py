"""A need closed before it was filled, with the reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.recruitment import NeedRefused, close_need
from staffing.forms.recruitment import ReasonForm
from staffing.views._recruitment import get_need
from staffing.views.need_detail import need_page


@screen(POST=Permission.HIRE_RECORD)
def need_close(request: HttpRequest, contract: Contract, need: int) -> HttpResponse:
    found, form = get_need(request, contract, need, Permission.HIRE_RECORD), ReasonForm(request.POST)
    if form.is_valid():
        try:
            close_need(by=request.user, at=timezone.now(), need=found, reason=form.cleaned_data["reason"])
        except NeedRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("招聘需求 %(number)s 已关闭。") % {"number": found.number})
            return redirect("staffing:need-list", contract.slug)
    return need_page(request, found, form=form, status=422)
