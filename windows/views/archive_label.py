"""The label of a box with its contents, for the printer."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event
from windows.queries.issuance import box_lines
from windows.reports.issuance import label_context
from windows.views._archive import get_box


@screen(Permission.ISSUANCE_VIEW, within="windows:issuance-list")
def archive_label(request: HttpRequest, contract: Contract, box: str) -> HttpResponse:
    found = get_box(request, contract, box)
    lines = list(box_lines(request.user, found))
    body = pdf_from_template("windows/pdf/archive_label.html", label_context(found, lines))
    with transaction.atomic():
        record_event("box.print", by=request.user, obj=found, contract=contract)
    return download(body, _("档案盒-%(box)s.pdf") % {"box": found}, "application/pdf", inline=True)
