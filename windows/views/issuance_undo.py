"""Take back one result that was given out wrongly at the counter."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.issuance_undo import undo_issuance
from windows.forms.issuance import UndoForm
from windows.models import Issuance

SHOWN_WITH = ("case__version", "case__contract", "contract", "by", "parcel", "undone_by")


@screen(GET=Permission.CASE_SUPERVISE, POST=Permission.CASE_SUPERVISE)
def issuance_undo(request: HttpRequest, contract: Contract, issuance: int) -> HttpResponse:
    rows = Issuance.objects.allowed(request.user, Permission.CASE_SUPERVISE).filter(contract=contract)
    row = get_object_or_404(rows.select_related(*SHOWN_WITH), pk=issuance)
    form = UndoForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            undone = undo_issuance(by=request.user, at=timezone.now(), issuance=row, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            said = {"number": row.case.number, "place": form.cleaned_data["place"]}
            text = _("%(number)s 的出件已撤销，结果放回 %(place)s，可以重新出件。")
            messages.success(request, text % said)
            listed = reverse("windows:issuance-list", args=[contract.slug])
            return redirect(f"{listed}?day={undone.day:%Y-%m-%d}")
    context: dict[str, Any] = {"contract": contract, "row": row, "form": form}
    return render(request, "windows/issuance_undo.html", context, status=status)
