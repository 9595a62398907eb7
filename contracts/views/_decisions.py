"""What the decision screens share: the fetch, and the two signing pages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.decisions import DecisionRefused, Party, sign_decision
from contracts.forms.money import SignForm
from contracts.models import Contract, Decision, DecisionSigning
from contracts.queries.decisions import decision_page
from hall_ops.lib.permissions import Permission


def get_decision(request: HttpRequest, contract: Contract, key: str, permission: Permission) -> Decision:
    allowed = Decision.objects.allowed(request.user, permission).filter(contract=contract)
    return get_object_or_404(allowed.select_related("contract__purchaser", "contract__contractor"), key=key)


def get_signing(request: HttpRequest, contract: Contract, pk: int, permission: Permission) -> DecisionSigning:
    allowed = DecisionSigning.objects.allowed(request.user, permission).filter(decision__contract=contract)
    parties = ("decision__contract__purchaser", "decision__contract__contractor")
    people = ("proposed_by", "purchaser_by", "contractor_by")
    return get_object_or_404(allowed.select_related(*parties, *people), pk=pk)


def signing_screen(
    request: HttpRequest, contract: Contract, pk: int, party: Party, permission: Permission
) -> HttpResponse:
    """GET shows exactly what is signed; POST signs it for one side."""
    signing = get_signing(request, contract, pk, permission)
    form = SignForm(request.POST or None)
    status = 200
    if request.method == "POST" and not form.is_valid():
        status = 422
    elif request.method == "POST":
        try:
            signed = sign_decision(
                by=request.user,
                at=timezone.now(),
                signing=signing,
                party=party,
                password=form.cleaned_data["password"],
                shown_hash=form.cleaned_data["document_hash"],
            )
        except DecisionRefused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            both = _("双方已签署，自 %(month)s 起生效。") % {"month": f"{signed.effective_from:%Y-%m}"}
            messages.success(request, both if signed.is_complete else _("已签署，等待对方签署。"))
            return redirect("contracts:decision-detail", contract.slug, signing.decision.key)
    context = {
        "contract": contract,
        "signing": signing,
        "page": decision_page(signing.decision, timezone.localdate()),
        "party": party,
        "form": form,
        "may_sign": getattr(signing, f"{party}_at") is None and signing.withdrawn_at is None,
    }
    return render(request, "contracts/_decision_sign.html", context, status=status)
