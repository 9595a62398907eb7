"""What the settlement's screens share: fetching one through the user's rights, its page, the three signatures."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions.settlements import SettlementRefused, fresh_hash, sign_settlement
from assessment.enums import SettlementState, SignatureStep
from assessment.forms.cards import SignForm
from assessment.models import Settlement
from assessment.reports.settlements import document_of, places
from assessment.rules.card_life import may_sign
from assessment.rules.settlement_life import TRANSITIONS, UNSIGNED, next_signature
from contracts.models import Contract
from hall_ops.lib.navigation import permissions_of
from hall_ops.lib.permissions import Permission

SCREENS = {
    "assess": "assessment:settlement-sign",
    "review": "assessment:settlement-review",
    "approve": "assessment:settlement-approve",
}


def get_settlement(
    request: HttpRequest, contract: Contract, pk: int, permission: Permission = Permission.SETTLEMENT_VIEW
) -> Settlement:
    """One settlement, if this user may reach it. Raises: Http404."""
    rows = Settlement.objects.allowed(request.user, permission)
    rows = rows.select_related("contract", "service_year", "made_by").prefetch_related("signatures")
    found = rows.filter(contract=contract, pk=pk).first()
    if found is None:
        raise Http404
    return found


def held(request: HttpRequest, contract: Contract) -> set[Permission]:
    standings = request.user.standings()
    return permissions_of(place for place in standings if place.contract_id in (None, contract.pk))


def page_context(request: HttpRequest, settlement: Settlement) -> dict[str, Any]:
    """What the detail and the signing pages show alike."""
    signatures = list(settlement.signatures.all())
    step = next_signature(settlement.state)
    rights = held(request, settlement.contract)
    mine = may_sign(request.user.pk or 0, {each.signer_id for each in signatures})
    return {
        "contract": settlement.contract,
        "settlement": settlement,
        "document": document_of(settlement),
        "places": places(signatures),
        "steps": steps_of(settlement),
        "signing": SCREENS[step.name] if step and mine and Permission(step.permission) in rights else "",
    }


def steps_of(settlement: Settlement) -> list[dict[str, str]]:
    """Where the settlement stands. Shape: [{label, note, state}] of the steps bar."""
    signed = {each.step: each for each in settlement.signatures.all()}
    waiting = next_signature(settlement.state)
    rows = [{"label": _("计算"), "note": settlement.made_by.name, "state": "done"}]
    for each in TRANSITIONS:
        if not each.signs:
            continue
        by = signed.get(each.signs)
        note = f"{by.signer_name} {timezone.localtime(by.signed_at):%m-%d %H:%M}" if by else ""
        state = "done" if by else "now" if waiting and waiting.signs == each.signs else ""
        rows.append({"label": str(SignatureStep(each.signs).label), "note": note, "state": state})
    if settlement.state == SettlementState.REPLACED:
        rows.append({"label": str(SettlementState.REPLACED.label), "note": "", "state": "back"})
    return rows


def signing_screen(
    request: HttpRequest, contract: Contract, pk: int, name: str, permission: Permission
) -> HttpResponse:
    """One of assess, review, approve. GET shows what would be signed; POST signs it."""
    settlement = get_settlement(request, contract, pk, permission)
    form = SignForm(request.POST) if request.method == "POST" else SignForm()
    if request.method != "POST":
        return _page(request, settlement, name, form)
    if not form.is_valid():
        return _page(request, settlement, name, form, status=422)
    try:
        signed = sign_settlement(
            by=request.user, at=timezone.now(), settlement=settlement, name=name,
            password=form.cleaned_data["password"], shown_hash=form.cleaned_data["document_hash"],
            permissions=held(request, contract),
        )  # fmt: skip
    except SettlementRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, get_settlement(request, contract, pk, permission), name, form, status=409)
    messages.success(request, _("已签署。结算现在是“%(state)s”。") % {"state": signed.get_state_display()})
    return redirect("assessment:settlement-detail", contract.slug, settlement.pk)


def _page(
    request: HttpRequest, settlement: Settlement, name: str, form: SignForm, status: int = 200
) -> HttpResponse:
    step = next_signature(settlement.state)
    context = {
        **page_context(request, settlement),
        "form": form,
        "step": step if step and step.name == name else None,
        "stale": settlement.state in UNSIGNED and fresh_hash(settlement) != settlement.content_hash,
    }
    return render(request, "assessment/settlement_sign.html", context, status=status)
