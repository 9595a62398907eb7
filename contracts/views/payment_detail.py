"""One instalment: amount with its arithmetic, what it rests on, its steps; the next step from here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.enums import PaymentStepKind
from contracts.forms.money import StepForm
from contracts.models import Contract
from contracts.queries import holds
from contracts.queries.payments import covered_months, payment_row
from contracts.views._payments import get_instalment
from hall_ops.lib.capital_amounts import capital_amount
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.PAYMENT_VIEW)
def payment_detail(request: HttpRequest, contract: Contract, year: int, instalment: int) -> HttpResponse:
    return detail_page(request, contract, year, instalment, StepForm(initial={"on": timezone.localdate()}))


def detail_page(
    request: HttpRequest, contract: Contract, year: int, number: int, form: StepForm, status: int = 200
) -> HttpResponse:
    instalment = get_instalment(request, contract, year, number, Permission.PAYMENT_VIEW)
    row = payment_row(instalment, timezone.localdate())
    may_record = holds(request.user, Permission.PAYMENT_RECORD, contract)
    replaced = {step.replaces_id for step in instalment.steps.all()}
    context = {
        "contract": contract,
        "row": row,
        "capital": capital_amount(row.payable_yuan),
        "months": covered_months(instalment),
        "steps": [{"row": step, "counts": step.pk not in replaced} for step in instalment.steps.all()],
        "form": form,
        "may_apply": holds(request.user, Permission.PAYMENT_APPLY, contract)
        and (row.due_on is not None or not instalment.waits_for),
        "may_file": may_record and row.applied is not None,
        "may_pay": may_record and row.filed is not None,
        "kinds": PaymentStepKind,
    }
    return render(request, "contracts/payment_detail.html", context, status=status)
