"""A settlement as an Excel sheet: months, steps, amounts, decisions, signatures."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from assessment.reports.settlements import workbook
from assessment.views._settling import get_settlement
from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event


@screen(Permission.SETTLEMENT_VIEW)
def settlement_excel(request: HttpRequest, contract: Contract, settlement: int) -> HttpResponse:
    row = get_settlement(request, contract, settlement)
    body = workbook(row)
    with transaction.atomic():
        record_event(
            "settlement.export", by=request.user, obj=row, contract=contract, after={"state": row.state}
        )
    name = _("第%(year)s年度结算-%(number)s.xlsx") % {"year": row.service_year.number, "number": row.number}
    return download(body, name, XLSX)
