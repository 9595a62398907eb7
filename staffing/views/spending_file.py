"""The voucher of a spending of deducted wages, for those who may see wages."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.models import DeductionSpending
from staffing.views._people import kept_response


@screen(Permission.WAGE_VIEW)
def spending_file(request: HttpRequest, contract: Contract, spending: int) -> HttpResponseBase:
    rows = DeductionSpending.objects.allowed(request.user, Permission.WAGE_VIEW).select_related("file")
    return kept_response(get_object_or_404(rows, contract=contract, pk=spending).file)
