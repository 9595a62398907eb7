"""Send one draft, or all of them with the same messenger."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.handovers import send_batch, send_cases
from windows.enums import LineKind
from windows.forms.handover import CarriageForm
from windows.models import HandOver
from windows.views._papers import get_batch
from windows.views.handover_new import new_page


@screen(POST=Permission.HANDOVER_SEND, back="windows:handover-new")
def handover_send(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = CarriageForm(request.POST)
    number = request.POST.get("batch", "")
    one = get_batch(request, contract, number, Permission.HANDOVER_SEND) if number else None
    if not form.is_valid():
        return new_page(request, contract, form=form, status=422)
    try:
        sent = _send(request, contract, form, one)
    except DomainError as refused:
        form.add_error(None, str(refused))
        return new_page(request, contract, form=form, status=refused.status)
    for batch in sent:
        messages.success(
            request,
            _("交接单 %(number)s 已送出，等%(department)s签收。")
            % {"number": batch, "department": batch.department},
        )
    if len(sent) == 1:
        return redirect("windows:handover-detail", contract.slug, sent[0].number)
    return redirect("windows:handover-list", contract.slug)


def _send(
    request: HttpRequest, contract: Contract, form: CarriageForm, one: HandOver | None
) -> list[HandOver]:
    values = {"by": request.user, "at": timezone.now(), "carriage": form.carriage()}
    key = form.cleaned_data["key"]
    if one is not None:
        return [send_batch(batch=one, key=key, **values)]
    return list(send_cases(contract=contract, cases=[], kind=LineKind.PAPERS, key=key, **values))
