"""Say what became of a parcel."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.parcels import settle_parcel
from windows.enums import ParcelState
from windows.forms.issuance import ParcelForm
from windows.models import Parcel


@screen(GET=Permission.ISSUANCE_DO, POST=Permission.ISSUANCE_DO, within="windows:issuance-list")
def parcel_settle(request: HttpRequest, contract: Contract, parcel: int) -> HttpResponse:
    rows = Parcel.objects.allowed(request.user, Permission.ISSUANCE_DO).filter(contract=contract)
    found = get_object_or_404(rows.select_related("sent_by", "ended_by", "contract"), pk=parcel)
    form = ParcelForm(request.POST or None, initial={"outcome": ParcelState.RETURNED})
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            settled = settle_parcel(by=request.user, at=timezone.now(), parcel=found, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            _say(request, settled)
            return redirect("windows:parcel-list", contract.slug)
    cases = found.issuances.select_related("case__version", "case__contract").order_by("pk")
    context: dict[str, Any] = {
        "contract": contract,
        "parcel": found,
        "rows": cases,
        "form": form,
        "now": timezone.now(),
    }
    return render(request, "windows/parcel_settle.html", context, status=status)


def _say(request: HttpRequest, parcel: Parcel) -> None:
    texts = {
        ParcelState.DELIVERED: _("%(parcel)s 已登记签收。"),
        ParcelState.RETURNED: _("%(parcel)s 已退回，结果重新上架，可以再次邮寄或领取。"),
        ParcelState.LOST: _("%(parcel)s 已登记遗失，结果在出件柜“遗失待补”中，补制后重新上架。"),
    }
    messages.success(request, texts[ParcelState(parcel.state)] % {"parcel": parcel})
