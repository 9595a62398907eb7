"""A contract from a profile, on one page: choose the tender, fill in what it leaves open."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.actions.contracts import ContractDetails, ContractRefused, create_contract
from contracts.forms.contracts import ContractForm
from contracts.models import Contract, Decision, ServiceYear
from contracts.profile_schema.catalogue import ProfileEntry, entries
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen


@screen(
    GET=Permission.CONTRACT_CREATE,
    POST=Permission.CONTRACT_CREATE,
    nav=Nav(Room.CONTRACT, _("建立合同"), order=90),
)
def create(request: HttpRequest) -> HttpResponse:
    listed = entries()
    asked = request.POST if request.method == "POST" else request.GET
    chosen = next((entry for entry in listed if entry.name == asked.get("profile")), None)
    form = None
    if chosen and chosen.profile:
        form = ContractForm(request.POST if request.method == "POST" else None, profile=chosen.profile)
        made = _make(request, chosen, form) if form.is_valid() else None
        if made:
            return redirect("contracts:create-result", made.slug)
    context = {
        "entries": listed,
        "chosen": chosen,
        "form": form,
        "missing": request.method == "POST" and not chosen,
    }
    return render(request, "contracts/create.html", context, status=422 if request.method == "POST" else 200)


def _make(request: HttpRequest, chosen: ProfileEntry, form: ContractForm) -> Contract | None:
    """The contract, or None with the refusal beside its field."""
    assert chosen.profile is not None, "a form is only shown for a profile that may be used"
    details = ContractDetails(**form.cleaned_data)
    try:
        return create_contract(by=request.user, at=timezone.now(), profile=chosen.profile, details=details)
    except ContractRefused as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
    return None


@screen(
    Permission.CONTRACT_CREATE,
    within=("contracts:overview", "contracts:create", "contracts:contract-members"),
)
def create_result(request: HttpRequest, contract: Contract) -> HttpResponse:
    """What was made, and who has to do what before people can work."""
    years = ServiceYear.objects.allowed(request.user, Permission.CONTRACT_CREATE).filter(contract=contract)
    open_questions = Decision.objects.allowed(request.user, Permission.CONTRACT_CREATE).filter(
        contract=contract
    )
    context: dict[str, Any] = {
        "contract": contract,
        "years": years,
        "decisions": open_questions.filter(signed_at=None).count(),
        "venues": list(contract.venues.all()),
        "has_rubric": contract.profile.get("rubric") is not None,
    }
    return render(request, "contracts/create_result.html", context)
