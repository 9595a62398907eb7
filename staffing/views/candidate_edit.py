"""An application corrected with a reason; of somebody already hired only which notice they answered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.candidates import amend, correct_notice
from staffing.enums import CandidateState
from staffing.forms.recruitment import CandidateForm, NoticeFixForm
from staffing.models import Candidate
from staffing.queries.recruitment import demands_of, pay_clause
from staffing.views._recruitment import get_candidate, put_error


@screen(GET=Permission.HIRE_RECORD, POST=Permission.HIRE_RECORD)
def candidate_edit(request: HttpRequest, contract: Contract, candidate: int) -> HttpResponse:
    found = get_candidate(request, contract, candidate, Permission.HIRE_RECORD)
    hired = found.state == CandidateState.HIRED
    form: Any
    if hired:
        form = NoticeFixForm(request.POST or None, need=found.need, initial={"notice": found.notice})
    else:
        form = CandidateForm(request.POST or None, need=found.need, candidate=found)
    if request.method == "POST" and form.is_valid():
        try:
            save(request, found, form)
        except DomainError as refused:
            put_error(form, refused)
        else:
            messages.success(request, _("报名内容已更正。"))
            return redirect("staffing:candidate-detail", contract.slug, found.pk)
    context = {
        "contract": contract,
        "candidate": found,
        "need": found.need,
        "form": form,
        "hired": hired,
        "demands": demands_of(contract, found.need.post),
        "pay_clause": pay_clause(contract),
    }
    return render(request, "staffing/candidate_edit.html", context, status=422 if form.errors else 200)


def save(request: HttpRequest, candidate: Candidate, form: Any) -> None:
    by, at, reason = request.user, timezone.now(), form.cleaned_data["reason"]
    if isinstance(form, NoticeFixForm):
        correct_notice(by=by, at=at, candidate=candidate, notice=form.cleaned_data["notice"], reason=reason)
    else:
        amend(by=by, at=at, candidate=candidate, data=form.application(), reason=reason)
