"""Away and back in one key, from any page; the head of the shift is told, the window says 暂停服务 meanwhile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.queries.attendance import limits_of
from windows.actions.away import step_in, step_out


@screen(POST=Permission.ATTENDANCE_PUNCH, within="staffing:attendance-mine")
def away_now(request: HttpRequest, contract: Contract) -> HttpResponse:
    now = timezone.now()
    try:
        since = step_in(by=request.user, at=now, contract=contract)
        if since is not None:
            minutes = int((now - since).total_seconds()) // 60
            messages.success(request, _("已回岗，离开 %(minutes)d 分钟。") % {"minutes": minutes})
        else:
            _leave(request, contract)
    except DomainError as refused:
        messages.error(request, str(refused))
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return redirect(wanted)
    return redirect("staffing:attendance-mine", contract.slug)


def _leave(request: HttpRequest, contract: Contract) -> None:
    now = timezone.now()
    row = step_out(by=request.user, at=now, contract=contract, reason=request.POST.get("reason", ""))
    limit = limits_of(contract, timezone.localdate(now).replace(day=1)).away
    told = (
        _("已告知%(name)s。") % {"name": row.told.name}
        if row and row.told
        else _("没有带班人员可告知，请口头报备。")
    )
    sign = _("请摆出暂停服务牌。")
    most = _("离开超过 %(n)d 分钟须报备并摆牌。") % {"n": limit} if limit else ""
    messages.success(request, _("已登记离岗，") + told + sign + most)
