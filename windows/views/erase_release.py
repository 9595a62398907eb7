"""Let a held case go: its personal data is erased when its time is over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.erasure import HoldRefused, release_hold
from windows.models import Hold
from windows.views.erase_list import list_page


@screen(POST=Permission.CASE_HOLD)
def erase_release(request: HttpRequest, contract: Contract, hold: int) -> HttpResponse:
    rows = Hold.objects.allowed(request.user, Permission.CASE_HOLD).select_related("case")
    found = get_object_or_404(rows, contract=contract, pk=hold)
    try:
        release_hold(
            by=request.user, at=timezone.now(), hold=found, reason=request.POST.get("reason", "")[:500]
        )
    except HoldRefused as refused:
        return list_page(request, contract, refused.status, problem=str(refused))
    messages.success(request, _("已解除保留。"))
    return redirect("windows:erase-list", contract.slug)
