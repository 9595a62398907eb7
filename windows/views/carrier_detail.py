"""One carrier: what was in it, its hash, and its way out and back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.models import Carrier
from windows.queries.carriers import carrier_rows, carrier_steps


@screen(Permission.CARRIER_VIEW)
def carrier_detail(request: HttpRequest, contract: Contract, carrier: int) -> HttpResponse:
    rows = Carrier.objects.allowed(request.user, Permission.CARRIER_VIEW)
    rows = rows.select_related("made_by", "settled_by", "confirmed_by", "department", "request__decided_by")
    found = get_object_or_404(rows, contract=contract, pk=carrier)
    (row,) = carrier_rows(request.user, contract, [found], timezone.localdate())
    context = {"contract": contract, "row": row, "carrier": found, "steps": carrier_steps(found)}
    return render(request, "windows/carrier_detail.html", context)
