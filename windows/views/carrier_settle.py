"""Mark ticked carriers as given back or destroyed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.carrier_returns import settle_carriers
from windows.actions.carriers import CarrierRefused
from windows.forms.privacy import SettleForm
from windows.views.carrier_list import asked_month, list_page


@screen(POST=Permission.CARRIER_RETURN)
def carrier_settle(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = SettleForm(request.POST)
    if not form.is_valid():
        return list_page(request, contract, 422, problem=_("请选择“已归还”或“已销毁”，说明不超过 200 字。"))
    chosen = form.cleaned_data
    try:
        count = settle_carriers(
            by=request.user, at=timezone.now(), contract=contract, carriers=form.carriers(),
            state=chosen["state"], note=chosen["note"],
        )  # fmt: skip
    except CarrierRefused as refused:
        return list_page(request, contract, refused.status, problem=str(refused))
    messages.success(request, _("已登记 %(count)d 份，待采购人确认。") % {"count": count})
    return redirect(
        f"{reverse('windows:carrier-list', args=[contract.slug])}?month={asked_month(request):%Y-%m}"
    )
