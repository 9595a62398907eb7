"""Take back a proposal that lacks a signature."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.decisions import DecisionRefused, withdraw_proposal
from contracts.models import Contract
from contracts.views._decisions import get_signing
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.DECISION_PROPOSE)
def decision_withdraw(request: HttpRequest, contract: Contract, signing: int) -> HttpResponse:
    found = get_signing(request, contract, signing, Permission.DECISION_PROPOSE)
    try:
        withdraw_proposal(by=request.user, at=timezone.now(), signing=found)
    except DecisionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已撤回，记录保留在历史中。"))
    return redirect("contracts:decision-detail", contract.slug, found.decision.key)
