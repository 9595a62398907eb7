"""The proof of a month the purchaser had paid already, for those who may see wages."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.models import PrepaidWage
from staffing.views._people import kept_response


@screen(Permission.WAGE_VIEW)
def prepaid_file(request: HttpRequest, contract: Contract, prepaid: int) -> HttpResponseBase:
    rows = PrepaidWage.objects.allowed(request.user, Permission.WAGE_VIEW).select_related("file")
    return kept_response(get_object_or_404(rows, contract=contract, pk=prepaid).file)
