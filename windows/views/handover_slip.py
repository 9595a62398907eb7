"""The hand-over slip for the printer."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event
from windows.queries.handover import lines_of
from windows.reports.handover import slip_context
from windows.views._papers import get_batch


@screen(Permission.HANDOVER_VIEW)
def handover_slip(request: HttpRequest, contract: Contract, batch: str) -> HttpResponse:
    found = get_batch(request, contract, batch)
    body = pdf_from_template("windows/pdf/handover_slip.html", slip_context(found, lines_of(found)))
    with transaction.atomic():
        record_event("handover.print", by=request.user, obj=found, contract=contract)
    return download(body, _("交接单-%(number)s.pdf") % {"number": found}, "application/pdf", inline=True)
