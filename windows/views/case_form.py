"""One form for the printer, as it was frozen. Who may not see names in full gets a reading copy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.case_forms import record_print
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
