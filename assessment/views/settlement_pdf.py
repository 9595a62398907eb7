"""A settlement as a document for the printer, with its three signature places."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from assessment.reports.settlements import pdf_context
from assessment.views._settling import get_settlement
from contracts.models import Contract
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event


@screen(Permission.SETTLEMENT_VIEW)
def settlement_pdf(request: HttpRequest, contract: Contract, settlement: int) -> HttpResponse:
    row = get_settlement(request, contract, settlement)
    body = pdf_from_template("assessment/pdf/settlement.html", pdf_context(row))
    with transaction.atomic():
        record_event(
            "settlement.print", by=request.user, obj=row, contract=contract, after={"state": row.state}
        )
    name = _("第%(year)s年度结算-%(number)s.pdf") % {"year": row.service_year.number, "number": row.number}
    return download(body, name, "application/pdf", inline=True)
