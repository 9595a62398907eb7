"""A pack as an Excel file."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event
from staffing.reports.takeover import pack_sheet
from staffing.views._takeover import get_pack, told


@screen(Permission.TAKEOVER_VIEW)
def takeover_excel(request: HttpRequest, contract: Contract, pack: int) -> HttpResponse:
    found = get_pack(request, contract, pack, Permission.TAKEOVER_VIEW)
    body = pack_sheet(told(request, found))
    with transaction.atomic():
        after = {"number": found.number, "digest": found.digest}
        record_event("takeover.export", by=request.user, obj=found, contract=contract, after=after)
    return download(body, _("人员交接清单-%(number)s.xlsx") % {"number": found.number}, XLSX)
