"""One form for the printer, as it was frozen. Who may not see names in full gets a reading copy."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.case_forms import FormRefused, record_print, void_form
from windows.forms.case_steps import VoidFormForm
from windows.queries.case_forms import in_print, personal_of, was_printed
from windows.reports.case_forms import form_context
from windows.views._cases import get_case


@screen(Permission.CASE_VIEW)
def case_form(request: HttpRequest, contract: Contract, case: str, form: int) -> HttpResponse:
    found = get_object_or_404(
        get_case(request, contract, case).forms.select_related("case__contract"), pk=form
    )
    again, masked = was_printed(found), not holds(request.user, Permission.CASE_UNMASK, contract)
    with in_print():
        context = form_context(found, personal_of(found), again=again, masked=masked)
        body = pdf_from_template("windows/pdf/case_form.html", context)
    record_print(by=request.user, form=found, again=again)
    name = f"{found.content['title']}-{found.number}.pdf"
    return download(body, name, "application/pdf", inline=True)


@screen(POST=Permission.CASE_REGISTER)
def case_form_void(request: HttpRequest, contract: Contract, case: str, form: int) -> HttpResponse:
    """Void one; it stays in the list with its number."""
    found = get_case(request, contract, case, Permission.CASE_REGISTER)
    asked = VoidFormForm(request.POST)
    shown = get_object_or_404(found.forms.all(), pk=form)
    if not asked.is_valid():
        messages.error(request, _("请写明作废的原因。"))
        return redirect("windows:case-detail", contract.slug, found.number)
    try:
        void_form(by=request.user, at=timezone.now(), form=shown, why=asked.cleaned_data["why"])
    except FormRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("文书 %(number)s 已作废。") % {"number": shown.number})
    return redirect("windows:case-detail", contract.slug, found.number)
