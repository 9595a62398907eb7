"""The contract's first page: what it is, its years, what is unsettled, where to go next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.enums import Stage
from contracts.models import Contract, ContractTerm, Decision, ServiceYear
from contracts.rules import stage_on
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen


@screen(Permission.CONTRACT_VIEW, nav=Nav(Room.CONTRACT, _("合同概况"), order=10))
def overview(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    terms = list(
        ContractTerm.objects.allowed(request.user, Permission.CONTRACT_VIEW).filter(contract=contract)
    )
    years = ServiceYear.objects.allowed(request.user, Permission.CONTRACT_VIEW).filter(contract=contract)
    decisions = Decision.objects.allowed(request.user, Permission.CONTRACT_VIEW).filter(contract=contract)
    posts = [post for post in contract.profile.get("posts", []) if post["counted"]]
    payment = [term for term in terms if term.key.startswith("payment.")]
    context = {
        "contract": contract,
        "stage": Stage(stage_on(contract.starts_on, contract.ends_on, today)),
        "years": [{"row": year, "now": year.starts_on <= today <= year.ends_on} for year in years],
        "venues": list(contract.venues.all()),
        "posts": posts,
        "headcount": sum(post["headcount"] for post in posts),
        "at_least": any(post["at_least"] for post in posts),
        "payment": payment[0] if payment else None,
        "payment_parts": list({term.summary: term for term in payment[1:]}.values()),
        "silent": sum(term.silent for term in terms),
        "notes": len(contract.profile.get("notes", [])),
        "unsigned": [decision for decision in decisions if decision.signed_at is None],
    }
    return render(request, "contracts/overview.html", context)
