"""What the purchaser put beside one word of the acceptance, for those who may see it."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.models import AcceptanceCheck
from staffing.views._people import kept_response


@screen(Permission.TAKEOVER_VIEW)
def acceptance_file(request: HttpRequest, contract: Contract, check: int) -> HttpResponseBase:
    rows = AcceptanceCheck.objects.allowed(request.user, Permission.TAKEOVER_VIEW).select_related("file")
    return kept_response(get_object_or_404(rows, contract=contract, pk=check).file)
