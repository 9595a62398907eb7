"""The purchaser's signature under a reading of a clause."""

from django.http import HttpRequest, HttpResponse

from contracts.actions.decisions import Party
from contracts.models import Contract
from contracts.views._decisions import signing_screen
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.DECISION_SIGN_PURCHASER, POST=Permission.DECISION_SIGN_PURCHASER)
def decision_sign_purchaser(request: HttpRequest, contract: Contract, signing: int) -> HttpResponse:
    return signing_screen(request, contract, signing, Party.PURCHASER, Permission.DECISION_SIGN_PURCHASER)
