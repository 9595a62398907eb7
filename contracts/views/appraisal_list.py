"""The renewal gate: each service year's evaluation and whether the contract may be renewed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, ServiceYear
from contracts.queries import holds
from contracts.queries.agreed import agreed_term
from contracts.queries.registers import appraisal_rows
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen


@screen(Permission.SETTLEMENT_VIEW, nav=Nav(Room.CONTRACT, _("年度评估与续签"), order=80))
def appraisal_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    years = ServiceYear.objects.allowed(request.user, Permission.SETTLEMENT_VIEW).filter(contract=contract)
    context = {
        "contract": contract,
        "term": agreed_term(contract),
        "rows": appraisal_rows(contract, years.prefetch_related("appraisals__by")),
        "may_evaluate": holds(request.user, Permission.APPRAISAL_RECORD, contract),
    }
    return render(request, "contracts/appraisal_list.html", context)
