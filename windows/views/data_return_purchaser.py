"""The purchaser's steps: have the package made, receive, send back, confirm."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.contract_end import confirm_return
from windows.actions.data_returns import receive, send_back
from windows.actions.return_packages import start_package
from windows.forms.privacy import ReceiveForm
from windows.views.data_return import get_return, return_page


@screen(POST=Permission.DATA_RETURN_CONFIRM)
def data_return_purchaser(request: HttpRequest, contract: Contract) -> HttpResponse:
    """`step`: package, receive, send_back or confirm."""
    step, by, at = request.POST.get("step", ""), request.user, timezone.now()
    form = ReceiveForm(request.POST) if step == "receive" else None
    if form is not None and not form.is_valid():
        return return_page(request, contract, 422, receive_form=form)
    row = get_return(request, contract, Permission.DATA_RETURN_CONFIRM)
    try:
        if step == "package":
            job = start_package(by=by, at=at, row=row, carrier=secrets.token_hex(16))
            return redirect("contracts:job-detail", contract.slug, job.pk)
        if form is not None:
            receive(by=by, at=at, row=row, **form.cleaned_data)
            messages.success(request, _("已签收，待供应商销毁其副本。"))
        elif step == "send_back":
            send_back(by=by, row=row, reason=request.POST.get("reason", "")[:500])
        elif step == "confirm":
            done = confirm_return(by=by, at=at, row=row)
            messages.success(request, _("已确认，收回供应商人员身份 %(n)d 个。") % {"n": done.ended_roles})
    except DomainError as refused:
        more: dict[str, Any] = {"receive_form": form} if form is not None else {}
        return return_page(request, contract, refused.status, problem=str(refused), **more)
    return redirect("windows:data-return", contract.slug)
