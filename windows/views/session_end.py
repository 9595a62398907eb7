"""A supervisor ends a session that somebody forgot."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.sessions import SessionRefused, end_session
from windows.forms.sessions import EndForm
from windows.views._windows import get_session


@screen(POST=Permission.CASE_SUPERVISE)
def session_end(request: HttpRequest, contract: Contract, session: int) -> HttpResponse:
    row, form = get_session(request, contract, session), EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明结束上岗的原因，不超过 80 个字。"))
        return redirect("windows:window-list", contract.slug)
    try:
        end_session(by=request.user, at=timezone.now(), session=row, reason=form.cleaned_data["reason"])
    except SessionRefused as refused:
        messages.error(request, str(refused))
    else:
        words = {"name": row.clerk.name, "window": row.window.number}
        messages.success(request, _("已结束%(name)s在 %(window)s 号窗口的上岗。") % words)
    return redirect("windows:window-list", contract.slug)
