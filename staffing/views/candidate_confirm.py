"""Whom the purchaser is to confirm: all of them on one page, confirmed together or opened one by one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.candidate_steps import confirm_together
from staffing.forms.recruitment import ConfirmForm
from staffing.queries.recruitment import candidate_rows, candidates_of, waiting_for_purchaser


@screen(GET=Permission.HIRE_CONFIRM, POST=Permission.HIRE_CONFIRM)
def candidate_confirm(request: HttpRequest, contract: Contract) -> HttpResponse:
    waiting = waiting_for_purchaser(candidates_of(request.user, contract))
    form = ConfirmForm(request.POST or None)
    ticked = {int(each) for each in request.POST.getlist("candidate") if each.isdecimal()}
    if request.method == "POST" and form.is_valid():
        chosen = [each for each in waiting if each.pk in ticked]
        try:
            done = confirm_together(
                by=request.user, at=timezone.now(), candidates=chosen, note=form.cleaned_data["note"]
            )
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已确认 %(count)d 人。") % {"count": len(done)})
            return redirect("staffing:candidate-confirm", contract.slug)
    context = {
        "contract": contract,
        "rows": candidate_rows(waiting, timezone.now(), timezone.localdate()),
        "form": form,
        "ticked": ticked,
    }
    return render(request, "staffing/candidate_confirm.html", context, status=422 if form.errors else 200)
