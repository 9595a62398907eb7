"""The contractor's signature under a reading of a clause."""

from django.http import HttpRequest, HttpResponse

from contracts.actions.decisions import Party
from contracts.models import Contract
from contracts.views._decisions import signing_screen
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.DECISION_SIGN_CONTRACTOR, POST=Permission.DECISION_SIGN_CONTRACTOR)
def decision_sign_contractor(request: HttpRequest, contract: Contract, signing: int) -> HttpResponse:
    return signing_screen(request, contract, signing, Party.CONTRACTOR, Permission.DECISION_SIGN_CONTRACTOR)
