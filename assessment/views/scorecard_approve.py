"""The approver's signature, or sending the card back: the page shows exactly what is signed."""

from datetime import date

from django.http import HttpRequest, HttpResponse

from assessment.views._signing import signing_screen
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.SCORECARD_APPROVE, POST=Permission.SCORECARD_APPROVE)
def scorecard_approve(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    return signing_screen(request, contract, month, "approve", Permission.SCORECARD_APPROVE)
