"""Send results, and cases returned undecided, back to the window."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.handovers import send_cases
from windows.enums import LineKind
from windows.forms.handover import CarriageForm
from windows.queries.results import to_send_back
from windows.views.result_list import results_page


@screen(POST=Permission.HANDOVER_CONFIRM)
def result_send(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = CarriageForm(request.POST)
    if not form.is_valid():
        return results_page(request, contract, form=form, status=422)
    ticked = {text for text in request.POST.getlist("cases") if text.isascii() and text.isdigit()}
    chosen = [case for case in to_send_back(request.user, contract) if str(case.pk) in ticked]
    try:
        sent = send_cases(
            by=request.user, at=timezone.now(), contract=contract, cases=chosen, kind=LineKind.RESULT,
            carriage=form.carriage(), key=form.cleaned_data["key"],
        )  # fmt: skip
    except DomainError as refused:
        form.add_error(None, str(refused))
        return results_page(request, contract, form=form, status=refused.status)
    for batch in sent:
        messages.success(request, _("交接单 %(number)s 已送出，等窗口签收。") % {"number": batch})
    return redirect("windows:handover-detail", contract.slug, sent[0].number)
