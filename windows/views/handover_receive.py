"""The window signs for what a department sent back; results may go onto the shelf at once."""

from django.http import HttpRequest, HttpResponse

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.views.handover_confirm import settle_page


@screen(POST=Permission.HANDOVER_SEND)
def handover_receive(request: HttpRequest, contract: Contract, batch: str) -> HttpResponse:
    return settle_page(request, contract, batch, Permission.HANDOVER_SEND)
