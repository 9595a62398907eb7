"""Somebody who failed or withdrew is considered again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.candidate_steps import reopen
from staffing.forms.recruitment import ReasonForm
from staffing.views._recruitment import candidate_page, get_candidate


@screen(POST=Permission.HIRE_RECORD)
def candidate_reopen(request: HttpRequest, contract: Contract, candidate: int) -> HttpResponse:
    found = get_candidate(request, contract, candidate, Permission.HIRE_RECORD)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            reopen(by=request.user, at=timezone.now(), candidate=found, reason=form.cleaned_data["reason"])
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已重新考虑，理由留在记录里。"))
            return redirect("staffing:candidate-detail", contract.slug, found.pk)
    return candidate_page(request, found, reopen_form=form, status=422)
