"""One question the tender leaves open: options with their effect, what is in force, who signed, the history."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.models import Contract
from contracts.queries import holds
from contracts.queries.decisions import decision_page
from contracts.views._decisions import get_decision
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.CONTRACT_VIEW)
def decision_detail(request: HttpRequest, contract: Contract, decision: str) -> HttpResponse:
    found = get_decision(request, contract, decision, Permission.CONTRACT_VIEW)
    page = decision_page(found, timezone.localdate())
    waiting = page.waiting

    def may(permission: Permission) -> bool:
        return holds(request.user, permission, contract)

    context = {
        "contract": contract,
        "page": page,
        "shows_effects": any(option.net_yuan is not None for option in page.options),
        "shows_figures": any(option.figure for option in page.options),
        "may_see_money": may(Permission.SETTLEMENT_VIEW),
        "may_propose": waiting is None and may(Permission.DECISION_PROPOSE),
        "may_withdraw": waiting is not None and may(Permission.DECISION_PROPOSE),
        "sign_as_purchaser": waiting is not None
        and waiting.purchaser_at is None
        and may(Permission.DECISION_SIGN_PURCHASER),
        "sign_as_contractor": waiting is not None
        and waiting.contractor_at is None
        and may(Permission.DECISION_SIGN_CONTRACTOR),
    }
    return render(request, "contracts/decision_detail.html", context)
