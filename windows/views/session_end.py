"""A supervisor ends a session that somebody forgot, or calls one that has ended a slip."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.sessions import SessionRefused, call_a_slip, end_session
from windows.forms.sessions import EndForm
from windows.views._windows import get_session


@screen(POST=Permission.CASE_SUPERVISE, within="windows:window-list")
def session_end(request: HttpRequest, contract: Contract, session: int) -> HttpResponse:
    row, form = get_session(request, contract, session), EndForm(request.POST)
    slip = "slip" in request.POST  # said on the window's own page, of a session that is over
    where = (
        ("windows:window-detail", contract.slug, row.window_id)
        if slip
        else ("windows:window-list", contract.slug)
    )
    if not form.is_valid():
        messages.error(request, _("请写明原因，不超过 80 个字。"))
        return redirect(*where)
    act = call_a_slip if slip else end_session
    try:
        act(by=request.user, at=timezone.now(), session=row, reason=form.cleaned_data["reason"])
    except SessionRefused as refused:
        messages.error(request, str(refused))
        return redirect(*where)
    words = {"name": row.clerk.name, "window": row.window.number}
    if slip:
        messages.success(request, _("已把%(name)s在 %(window)s 号窗口的上岗标为误登。") % words)
    else:
        messages.success(request, _("已结束%(name)s在 %(window)s 号窗口的上岗。") % words)
    return redirect(*where)
