"""A supervisor's word on one refusal: agree, or give the case back to the window."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.refusal_looks import agree_to_refusal, send_back_refusal
from windows.forms.intake import LookForm
from windows.models import RefusalLook


@screen(POST=Permission.CASE_SUPERVISE)
def refusal_look_settle(request: HttpRequest, contract: Contract, look: int) -> HttpResponse:
    allowed = RefusalLook.objects.allowed(request.user, Permission.CASE_SUPERVISE).filter(
        case__contract=contract
    )
    found = get_object_or_404(allowed.select_related("case"), pk=look)
    form = LookForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("复核没有保存：请选同意或退回，意见最多 300 个字。"))
        return redirect("windows:refusal-looks", contract.slug)
    settle = agree_to_refusal if form.cleaned_data["agreed"] == "1" else send_back_refusal
    said = {"number": found.case.number}
    try:
        settle(by=request.user, at=timezone.now(), look=found, note=form.cleaned_data["note"])
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        agreed = settle is agree_to_refusal
        text = _("已同意 %(number)s 不予受理。") if agreed else _("%(number)s 已退回窗口，原告知书作废。")
        messages.success(request, text % said)
    return redirect("windows:refusal-looks", contract.slug)
