"""The payment register: what is due when, how far it is, what is late."""

from decimal import Decimal
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.enums import PaymentState
from contracts.models import Contract, PaymentInstalment, ServiceYear
from contracts.queries import holds
from contracts.queries.agreed import agreed_payment
from contracts.queries.hooks import prepaid_wages
from contracts.queries.payments import payment_rows
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen

ZERO = Decimal(0)
WAITING = (PaymentState.OPEN, PaymentState.APPLIED, PaymentState.LATE)


@screen(Permission.PAYMENT_VIEW, nav=Nav(Room.CONTRACT, _("付款"), order=50))
def payment_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    allowed = PaymentInstalment.objects.allowed(request.user, Permission.PAYMENT_VIEW).filter(
        contract=contract
    )
    instalments = allowed.select_related("service_year").prefetch_related("steps")
    rows = payment_rows(contract, instalments, timezone.localdate())
    by_year = {
        year: list(found) for year, found in groupby(rows, key=lambda row: row.instalment.service_year_id)
    }
    years = ServiceYear.objects.allowed(request.user, Permission.PAYMENT_VIEW).filter(contract=contract)
    payment = agreed_payment(contract)
    prepaid = prepaid_wages(contract)
    context = {
        "contract": contract,
        "years": [
            {
                "row": year,
                "plan": getattr(year, "plan", None),
                "prepaid": prepaid.get(year.number),
                "rows": by_year.get(year.pk, []),
                "total": sum((row.instalment.amount_yuan for row in by_year.get(year.pk, [])), ZERO),
            }
            for year in years.select_related("plan")
        ],
        "by_hand": payment is not None and payment.kind == "by_contract",
        "late": [row for row in rows if row.is_late],
        "open": sum(row.state in WAITING for row in rows),
        "paid": sum((row.paid.amount_yuan for row in rows if row.paid), ZERO),
        "total": sum((row.payable_yuan for row in rows), ZERO),
        "may_see_wages": bool(prepaid) and holds(request.user, Permission.WAGE_VIEW, contract),
        "may_plan": payment is not None and holds(request.user, Permission.PAYMENT_RECORD, contract),
    }
    return render(request, "contracts/payment_list.html", context)
