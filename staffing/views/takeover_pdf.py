"""A pack for the printer, to be signed and sealed."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event
from staffing.views._takeover import get_pack, told


@screen(Permission.TAKEOVER_VIEW)
def takeover_pdf(request: HttpRequest, contract: Contract, pack: int) -> HttpResponse:
    found = get_pack(request, contract, pack, Permission.TAKEOVER_VIEW)
    body = pdf_from_template("staffing/pdf/takeover.html", told(request, found))
    with transaction.atomic():
        after = {"number": found.number, "digest": found.digest}
        record_event("takeover.print", by=request.user, obj=found, contract=contract, after=after)
    name = _("人员交接清单-%(number)s.pdf") % {"number": found.number}
    return download(body, name, "application/pdf", inline=True)
