"""A supervisor voids a case registered by mistake; the number stays."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.case_care import void_case
from windows.forms.case_steps import VoidForm
from windows.queries.case_detail import case_page, next_words
from windows.views._case_steps import put_errors
from windows.views._cases import CASE_LISTS, get_case


@screen(GET=Permission.CASE_SUPERVISE, POST=Permission.CASE_SUPERVISE, within=CASE_LISTS)
def case_void(request: HttpRequest, contract: Contract, case: str) -> HttpResponse:
    found = get_case(request, contract, case, Permission.CASE_SUPERVISE)
    page = case_page(found, request.user, timezone.localdate())
    form = VoidForm(request.POST or None, case=page.case)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            void_case(by=request.user, at=timezone.now(), case=found, **form.cleaned_data)
        except DomainError as refused:
            put_errors(form, refused)
            status = refused.status
        else:
            messages.success(request, _("办件 %(number)s 已作废，编号保留。") % {"number": found.number})
            return redirect("windows:case-detail", contract.slug, found.number)
    context = {"contract": contract, "page": page, "case": page.case, "next": next_words(page), "form": form}
    return render(request, "windows/case_void.html", context, status=status)
