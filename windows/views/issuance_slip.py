"""The slip of what one collector took together, for the printer."""

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event
from windows.queries.issuance import bundle_rows
from windows.reports.issuance import slip_context


@screen(Permission.ISSUANCE_VIEW)
def issuance_slip(request: HttpRequest, contract: Contract, bundle: UUID) -> HttpResponse:
    rows = bundle_rows(request.user, contract, bundle)
    if not rows:
        raise Http404
    body = pdf_from_template("windows/pdf/issuance_slip.html", slip_context(rows))
    with transaction.atomic():
        record_event("issuance.print", by=request.user, obj=rows[0], contract=contract)
    return download(
        body, _("出件单-%(number)s.pdf") % {"number": rows[0].case.number}, "application/pdf", inline=True
    )
