"""The assessor's signature under a year's settlement: the page shows exactly what is signed."""

from django.http import HttpRequest, HttpResponse

from assessment.views._settling import signing_screen
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.SETTLEMENT_MAKE, POST=Permission.SETTLEMENT_MAKE)
def settlement_sign(request: HttpRequest, contract: Contract, settlement: int) -> HttpResponse:
    return signing_screen(request, contract, settlement, "assess", Permission.SETTLEMENT_MAKE)
