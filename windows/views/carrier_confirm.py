"""The purchaser confirms what came back or is gone, or sends it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.carrier_returns import confirm_carriers, send_carriers_back
from windows.actions.carriers import CarrierRefused
from windows.forms.privacy import ConfirmForm
from windows.views.carrier_list import asked_month, list_page


@screen(POST=Permission.CARRIER_CONFIRM)
def carrier_confirm(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return list_page(request, contract, 422, problem=_("请选择“确认”或“退回”，理由不超过 200 字。"))
    chosen, carriers = form.cleaned_data, form.carriers()
    try:
        if chosen["step"] == "confirm":
            count = confirm_carriers(by=request.user, at=timezone.now(), contract=contract, carriers=carriers)
            messages.success(request, _("已确认 %(count)d 份。") % {"count": count})
        else:
            count = send_carriers_back(
                by=request.user, contract=contract, carriers=carriers, reason=chosen["reason"]
            )
            messages.success(request, _("已退回 %(count)d 份，须重新归还。") % {"count": count})
    except CarrierRefused as refused:
        return list_page(request, contract, refused.status, problem=str(refused))
    return redirect(
        f"{reverse('windows:carrier-list', args=[contract.slug])}?month={asked_month(request):%Y-%m}"
    )
