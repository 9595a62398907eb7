"""The supplier's steps: list copies, hand over, destroy."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.data_returns import CopyEntry, destroy, drop_copy, hand_over, list_copy, open_return
from windows.forms.privacy import CopyForm, DestroyForm
from windows.views.data_return import get_return, return_page


@screen(POST=Permission.DATA_RETURN_DO)
def data_return_supplier(request: HttpRequest, contract: Contract) -> HttpResponse:
    """`step`: open, list, drop, hand or destroy."""
    step = request.POST.get("step", "")
    form = {"list": CopyForm, "destroy": DestroyForm}.get(step, lambda *_data: None)(
        request.POST, request.FILES
    )
    shown = {"list": "copy_form", "destroy": "destroy_form"}.get(step, "")
    if form is not None and not form.is_valid():
        return return_page(request, contract, 422, **{shown: form})
    try:
        _do(request, contract, step, form.cleaned_data if form is not None else {})
    except DomainError as refused:
        more: dict[str, Any] = {shown: form} if shown else {}
        return return_page(request, contract, refused.status, problem=str(refused), **more)
    return redirect("windows:data-return", contract.slug)


def _do(request: HttpRequest, contract: Contract, step: str, chosen: dict[str, Any]) -> None:
    by, at = request.user, timezone.now()
    if step == "open":
        open_return(by=by, at=at, contract=contract)
        return
    row = get_return(request, contract, Permission.DATA_RETURN_DO)
    if step == "list":
        list_copy(by=by, at=at, row=row, entry=CopyEntry(**chosen))
    elif step == "drop":
        ticked = request.POST.get("copy", "")
        drop_copy(
            by=by, at=at, row=row, copy=int(ticked) if ticked.isascii() and ticked[:17].isdigit() else 0
        )
    elif step == "hand":
        hand_over(by=by, at=at, row=row)
        messages.success(request, _("已提交，待采购人签收。"))
    elif step == "destroy":
        proof = chosen["proof"]
        destroy(by=by, at=at, row=row, how=chosen["how"], proof=(proof.name, proof.read()))
        messages.success(request, _("已登记销毁，待采购人确认。"))
