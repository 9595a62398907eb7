"""An application written down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.candidates import apply_for
from staffing.forms.recruitment import CandidateForm
from staffing.queries.recruitment import agreed_recruitment, demands_of, pay_clause
from staffing.views._recruitment import get_need, put_error


@screen(GET=Permission.HIRE_RECORD, POST=Permission.HIRE_RECORD)
def candidate_new(request: HttpRequest, contract: Contract, need: int) -> HttpResponse:
    found = get_need(request, contract, need, Permission.HIRE_RECORD)
    form = CandidateForm(request.POST or None, need=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = apply_for(by=request.user, at=timezone.now(), need=found, data=form.application())
        except DomainError as refused:
            put_error(form, refused)
        else:
            messages.success(request, _("%(name)s的报名已登记。") % {"name": made.name})
            if "again" in request.POST:
                return redirect("staffing:candidate-new", contract.slug, found.pk)
            return redirect("staffing:candidate-detail", contract.slug, made.pk)
    context = {
        "contract": contract,
        "need": found,
        "form": form,
        "demands": demands_of(contract, found.post),
        "agreed": agreed_recruitment(contract),
        "pay_clause": pay_clause(contract),
    }
    return render(request, "staffing/candidate_new.html", context, status=422 if form.errors else 200)
