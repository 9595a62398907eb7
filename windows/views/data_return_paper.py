"""The certificate of return and erasure for the printer, signed by both sides on paper as well."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event
from windows.models import DataReturn
from windows.reports.data_returns import certificate_context


@screen(Permission.DATA_RETURN_VIEW)
def data_return_paper(request: HttpRequest, contract: Contract, returned: int) -> HttpResponse:
    people = ("handed_by", "received_by", "destroyed_by", "confirmed_by", "package", "proof")
    rows = DataReturn.objects.allowed(request.user, Permission.DATA_RETURN_VIEW)
    found = get_object_or_404(
        rows.select_related("contract__purchaser", "contract__contractor", *people),
        contract=contract,
        pk=returned,
    )
    body = pdf_from_template("windows/pdf/data_return.html", certificate_context(found))
    with transaction.atomic():
        record_event("return.print", by=request.user, obj=found, contract=contract)
    return download(
        body, _("数据归还与销毁确认书-%(number)s.pdf") % {"number": found}, "application/pdf", inline=True
    )
