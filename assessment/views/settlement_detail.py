"""One settlement: inputs, steps and results under all three bases, each figure with the way to its card."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessment.enums import SettlementState
from assessment.forms.settlements import ReplaceForm
from assessment.views._settling import get_settlement, held, page_context
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.SETTLEMENT_VIEW)
def settlement_detail(request: HttpRequest, contract: Contract, settlement: int) -> HttpResponse:
    row = get_settlement(request, contract, settlement)
    may_replace = row.state == SettlementState.SIGNED and Permission.SCORECARD_APPROVE in held(
        request, contract
    )
    context = {**page_context(request, row), "replace": ReplaceForm() if may_replace else None}
    return render(request, "assessment/settlement_detail.html", context)
