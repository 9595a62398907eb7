"""The assessor's signature: the page shows exactly what is signed."""

from datetime import date

from django.http import HttpRequest, HttpResponse

from assessment.views._signing import signing_screen
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.SCORECARD_EDIT, POST=Permission.SCORECARD_EDIT)
def scorecard_sign(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    return signing_screen(request, contract, month, "assess", Permission.SCORECARD_EDIT)
