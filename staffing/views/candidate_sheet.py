"""采购人确认单: whom the purchaser is asked to confirm, on paper to be signed, or as a table."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event
from staffing.queries.recruitment import CandidateRow, candidate_rows, candidates_of, waiting_for_purchaser
from staffing.reports.recruitment import sheet_context, sheet_table


@screen(Permission.HIRE_VIEW)
def candidate_sheet(request: HttpRequest, contract: Contract) -> HttpResponse:
    context = sheet_context(contract, rows_of(request, contract, "pdf"), timezone.localdate())
    body = pdf_from_template("staffing/pdf/candidate_sheet.html", context)
    return download(body, _("采购人确认单-%(day)s.pdf") % today(), "application/pdf", inline=True)


@screen(Permission.HIRE_VIEW)
def candidate_sheet_excel(request: HttpRequest, contract: Contract) -> HttpResponse:
    rows = rows_of(request, contract, "xlsx")
    return download(sheet_table(rows), _("采购人确认单-%(day)s.xlsx") % today(), XLSX)


def rows_of(request: HttpRequest, contract: Contract, layout: str) -> list[CandidateRow]:
    waiting = waiting_for_purchaser(candidates_of(request.user, contract))
    rows = candidate_rows(waiting, timezone.now(), timezone.localdate())
    with transaction.atomic():
        record_event(
            "candidate.sheet", by=request.user, contract=contract, after={"rows": len(rows), "layout": layout}
        )
    return rows


def today() -> dict[str, Any]:
    return {"day": f"{timezone.localdate():%Y-%m-%d}"}
