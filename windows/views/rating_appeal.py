"""The contractor's side appeals against a bad rating (申诉); the purchaser rules."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.rating_rulings import file_appeal
from windows.forms.ratings import AppealForm
from windows.queries.rating_lists import row_of, steps_of
from windows.views.rating_handle import get_followup


@screen(GET=Permission.RATING_APPEAL, POST=Permission.RATING_APPEAL)
def rating_appeal(request: HttpRequest, contract: Contract, followup: int) -> HttpResponse:
    found = get_followup(request, contract, followup, Permission.RATING_APPEAL)
    form = AppealForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            file_appeal(by=request.user, at=timezone.now(), rating=found.rating, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            messages.success(request, _("申诉已提交，由采购人复核。"))
            return redirect("windows:rating-followups", contract.slug)
    context = {
        "contract": contract,
        "row": row_of(request.user, found, timezone.localdate()),
        "steps": steps_of(request.user, found),
        "form": form,
    }
    return render(request, "windows/rating_appeal.html", context, status=status)
