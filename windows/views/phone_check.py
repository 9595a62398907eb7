"""A spot check of a public telephone: was it answered, after how many rings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.consultations import check_phone_line
from windows.forms.service import PhoneCheckForm


@screen(
    GET=Permission.CONSULT_RECORD, POST=Permission.CONSULT_RECORD, within="windows:register-list-consultation"
)
def phone_check(request: HttpRequest, contract: Contract) -> HttpResponse:
    now = timezone.localtime().replace(second=0, microsecond=0)
    form = PhoneCheckForm(request.POST or None, contract=contract, initial={"called_at": now})
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            check_phone_line(by=request.user, at=timezone.now(), contract=contract, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, _("已登记电话抽查。"))
            return redirect("windows:register-list-consultation", contract.slug)
    return render(request, "windows/phone_check.html", {"contract": contract, "form": form}, status=status)
