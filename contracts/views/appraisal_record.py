"""Record a service year's evaluation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.appraisals import AppraisalRefused, Evaluation, record_appraisal
from contracts.forms.money import AppraisalForm
from contracts.models import Contract, ServiceYear
from contracts.queries.agreed import agreed_term
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.APPRAISAL_RECORD, POST=Permission.APPRAISAL_RECORD)
def appraisal_record(request: HttpRequest, contract: Contract, year: int) -> HttpResponse:
    allowed = ServiceYear.objects.allowed(request.user, Permission.APPRAISAL_RECORD)
    found = get_object_or_404(allowed.filter(contract=contract), number=year)
    today = timezone.localdate()
    form = AppraisalForm(request.POST or None, initial={"evaluated_on": today})
    term = agreed_term(contract)
    if term is None or term.renewal != "on_need":
        del form.fields["is_needed"]
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            record_appraisal(
                by=request.user, at=timezone.now(), today=today, service_year=found,
                evaluation=Evaluation(**form.cleaned_data),
            )  # fmt: skip
        except AppraisalRefused as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, _("评估已登记。"))
            return redirect("contracts:appraisal-list", contract.slug)
    context = {"contract": contract, "year": found, "form": form, "term": term}
    return render(request, "contracts/appraisal_record.html", context, status=status)
