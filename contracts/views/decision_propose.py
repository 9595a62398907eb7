"""Propose an option of a decision to both sides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.decisions import DecisionRefused, propose_decision
from contracts.forms.money import ProposeForm
from contracts.models import Contract
from contracts.queries.decisions import decision_page
from contracts.views._decisions import get_decision
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.DECISION_PROPOSE, POST=Permission.DECISION_PROPOSE)
def decision_propose(request: HttpRequest, contract: Contract, decision: str) -> HttpResponse:
    found = get_decision(request, contract, decision, Permission.DECISION_PROPOSE)
    page = decision_page(found, timezone.localdate())
    form = ProposeForm(
        request.POST or None, decision=found, initial={"option": request.GET.get("option", page.now.option)}
    )
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            propose_decision(by=request.user, at=timezone.now(), decision=found, **form.cleaned_data)
        except DecisionRefused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, _("已提出，等待采购人和供应商签署；签署前仍按现行约定执行。"))
            return redirect("contracts:decision-detail", contract.slug, found.key)
    context = {"contract": contract, "page": page, "form": form}
    return render(request, "contracts/decision_propose.html", context, status=status)
