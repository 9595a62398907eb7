"""Has somebody else changed the card? The open screen asks every few seconds and is shown what is new."""

from datetime import date

from django.http import HttpRequest, HttpResponse

from assessment.views._cards import fragments, get_card, get_sheet
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.SCORECARD_VIEW, polled=True)
def scorecard_pulse(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    card = get_card(request, contract, month)
    if request.GET.get("version") == str(card.version):
        return HttpResponse(status=204)
    return fragments(request, get_sheet(request, card), open_code=request.GET.get("open", ""))
