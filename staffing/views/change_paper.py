"""The application for a personnel change, for the printer and both sides' signatures."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event
from staffing.reports.changes import application_context
from staffing.views._changes import fetch


@screen(Permission.CHANGE_VIEW)
def change_paper(request: HttpRequest, contract: Contract, change: int) -> HttpResponse:
    row = fetch(request, contract, change, Permission.CHANGE_VIEW)
    body = pdf_from_template("staffing/pdf/change.html", application_context(row))
    with transaction.atomic():
        record_event("change.print", by=request.user, obj=row, contract=contract)
    name = _("人员变更申请单-%(number)s.pdf") % {"number": row.number}
    return download(body, name, "application/pdf", inline=True)
