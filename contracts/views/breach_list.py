"""The breach register with proposed and decided damages, the bond, force majeure."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.enums import BondKind
from contracts.forms.money import BondForm, ForceFillForm, ForceForm
from contracts.models import BondEntry, Breach, Contract, ForceMajeure
from contracts.queries import holds
from contracts.queries.registers import ZERO, bond_balance, breach_rows, force_rows
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen


@screen(Permission.BREACH_VIEW, nav=Nav(Room.CONTRACT, _("违约与保证金"), order=70))
def breach_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    return list_page(request, contract)


def list_page(request: HttpRequest, contract: Contract, status: int = 200, **forms: Any) -> HttpResponse:
    """The page; a form that was refused comes back with what is wrong."""
    user, today = request.user, timezone.localdate()
    view = Permission.BREACH_VIEW
    breaches = Breach.objects.allowed(user, view).filter(contract=contract).prefetch_related("rulings__by")
    bond = list(BondEntry.objects.allowed(user, view).filter(contract=contract).select_related("by"))
    events = ForceMajeure.objects.allowed(user, view).filter(contract=contract).select_related("by")
    rows = breach_rows(breaches)
    context = {
        "contract": contract,
        "rows": rows,
        "undecided": sum(row.ruling is None for row in rows),
        "decided": sum((row.ruling.decided_yuan for row in rows if row.ruling), ZERO),
        "bond": bond,
        "held": bond_balance(bond),
        "forfeited": sum((row.amount_yuan for row in bond if row.kind == BondKind.FORFEITED), ZERO),
        "force": force_rows(contract, events, today),
        "may_record": holds(user, Permission.BREACH_RECORD, contract),
        "bond_form": forms.get("bond_form") or BondForm(initial={"on": today}),
        "force_form": forms.get("force_form") or ForceForm(initial={"began_on": today}),
        "fill_form": forms.get("fill_form") or ForceFillForm(),
    }
    return render(request, "contracts/breach_list.html", context, status=status)
