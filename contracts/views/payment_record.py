"""Record that an instalment was filed with the treasury, or paid."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.payments import PaymentRefused, record_payment
from contracts.enums import PaymentStepKind
from contracts.forms.money import StepForm
from contracts.models import Contract
from contracts.views._payments import get_instalment
from contracts.views.payment_detail import detail_page
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen

RECORDED = (PaymentStepKind.FILED, PaymentStepKind.PAID)


@screen(POST=Permission.PAYMENT_RECORD)
def payment_record(request: HttpRequest, contract: Contract, year: int, instalment: int) -> HttpResponse:
    found = get_instalment(request, contract, year, instalment, Permission.PAYMENT_RECORD)
    form = StepForm(request.POST)
    kind = request.POST.get("kind", "")
    if kind not in RECORDED:
        form.add_error(None, _("请选择登记报送财政还是登记支付。"))
    if not form.is_valid():
        return detail_page(request, contract, year, instalment, form, status=422)
    try:
        step = record_payment(
            by=request.user, at=timezone.now(), instalment=found, kind=PaymentStepKind(kind),
            today=timezone.localdate(), **form.cleaned_data,
        )  # fmt: skip
    except PaymentRefused as refused:
        form.add_error(None, str(refused))
        return detail_page(request, contract, year, instalment, form, status=409)
    messages.success(
        request, _("%(step)s，日期 %(day)s。") % {"step": step.get_kind_display(), "day": step.on}
    )
    return redirect("contracts:payment-detail", contract.slug, year, instalment)
