"""The application pack for the printer: letter, scores, invoice data, checks."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries.payments import steps_of
from contracts.reports.payments import pack_context
from contracts.views._payments import get_instalment
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event


@screen(Permission.PAYMENT_VIEW)
def payment_pack(request: HttpRequest, contract: Contract, year: int, instalment: int) -> HttpResponse:
    found = get_instalment(request, contract, year, instalment, Permission.PAYMENT_VIEW)
    step = steps_of(found).get("applied")
    if step is None:
        raise Http404("nothing was applied for")
    body = pdf_from_template("contracts/pdf/payment_pack.html", pack_context(found, step))
    with transaction.atomic():
        after = {"document_hash": step.document_hash}
        record_event("payment.print", by=request.user, obj=found, contract=contract, after=after)
    name = _("%(contract)s-%(label)s-付款申请.pdf") % {"contract": contract.short_name, "label": found.label}
    return download(body, name, "application/pdf", inline=True)
