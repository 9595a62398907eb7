"""The reviewer's signature under a year's settlement: the page shows exactly what is signed."""

from django.http import HttpRequest, HttpResponse

from assessment.views._settling import signing_screen
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.SCORECARD_REVIEW, POST=Permission.SCORECARD_REVIEW)
def settlement_review(request: HttpRequest, contract: Contract, settlement: int) -> HttpResponse:
    return signing_screen(request, contract, settlement, "review", Permission.SCORECARD_REVIEW)
