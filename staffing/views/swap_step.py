"""One step of a swap: agree, refuse, approve, withdraw."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.roster import RosterRefused
from staffing.actions.swaps import agree_swap, approve_swap, refuse_swap, withdraw_swap
from staffing.models import Swap

STEPS: dict[str, tuple[Callable[..., Swap], Any]] = {
    "agree": (agree_swap, gettext_lazy("已同意，等班组长批准。")),
    "approve": (approve_swap, gettext_lazy("已批准，排班已对调。")),
    "refuse": (refuse_swap, gettext_lazy("已退回。")),
    "withdraw": (withdraw_swap, gettext_lazy("已撤回。")),
}


@screen(POST=Permission.ROSTER_SWAP)
def swap_step(request: HttpRequest, contract: Contract, swap: int) -> HttpResponse:
    row = get_object_or_404(
        Swap.objects.allowed(request.user, Permission.ROSTER_SWAP), contract=contract, pk=swap
    )
    step = request.POST.get("step", "")
    if step not in STEPS:
        messages.error(request, _("请选择同意、批准、退回或撤回。"))
        return redirect("staffing:swap-list", contract.slug)
    action, said = STEPS[step]
    values = {"note": request.POST.get("note", "")} if step in {"refuse", "approve"} else {}
    try:
        action(by=request.user, at=timezone.now(), swap=row, **values)
    except RosterRefused as refused:
        messages.error(request, _("没有办成：%(why)s") % {"why": refused})
    else:
        messages.success(request, str(said))
    return redirect("staffing:swap-list", contract.slug)
