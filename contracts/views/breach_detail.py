"""One breach: facts, the reckoning, what was proposed and what was decided, and by whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from contracts.forms.money import RulingForm
from contracts.models import Breach, Contract
from contracts.queries import holds
from contracts.queries.registers import breach_rows
from hall_ops.lib.capital_amounts import capital_amount
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.BREACH_VIEW)
def breach_detail(request: HttpRequest, contract: Contract, breach: int) -> HttpResponse:
    return detail_page(request, contract, breach)


def get_breach(request: HttpRequest, contract: Contract, number: int, permission: Permission) -> Breach:
    allowed = Breach.objects.allowed(request.user, permission).filter(contract=contract)
    return get_object_or_404(allowed.select_related("by").prefetch_related("rulings__by"), number=number)


def detail_page(
    request: HttpRequest, contract: Contract, number: int, form: RulingForm | None = None, status: int = 200
) -> HttpResponse:
    breach = get_breach(request, contract, number, Permission.BREACH_VIEW)
    row = breach_rows([breach])[0]
    start = {
        "decided_yuan": row.ruling.decided_yuan if row.ruling else breach.proposed_yuan,
        "seen": row.ruling.pk if row.ruling else None,
    }
    context = {
        "contract": contract,
        "row": row,
        "capital": capital_amount(row.ruling.decided_yuan) if row.ruling else "",
        "form": form or RulingForm(initial=start),
        "may_decide": holds(request.user, Permission.BREACH_DECIDE, contract),
    }
    return render(request, "contracts/breach_detail.html", context, status=status)
