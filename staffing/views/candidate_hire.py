"""Onto the post: the staff file opens, the engagement begins."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.hiring import Hiring, put_on_post
from staffing.forms.recruitment import HireForm
from staffing.queries.changes import to_be_followed
from staffing.views._recruitment import get_candidate, put_error


@screen(GET=Permission.HIRE_RECORD, POST=Permission.HIRE_RECORD)
def candidate_hire(request: HttpRequest, contract: Contract, candidate: int) -> HttpResponse:
    found = get_candidate(request, contract, candidate, Permission.HIRE_RECORD)
    form = HireForm(
        request.POST or None, contract=contract, followed=to_be_followed(contract),
        initial={"starts_on": timezone.localdate()},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            put_on_post(by=request.user, at=timezone.now(), candidate=found, data=Hiring(**form.cleaned_data))
        except DomainError as refused:
            put_error(form, refused)
        else:
            messages.success(
                request, _("%(name)s已上岗，员工档案、任职和“新进”变更已建立。") % {"name": found.name}
            )
            return redirect("staffing:candidate-detail", contract.slug, found.pk)
    context = {"contract": contract, "candidate": found, "form": form}
    return render(request, "staffing/candidate_hire.html", context, status=422 if form.errors else 200)
