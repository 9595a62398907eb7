"""The month's list as an Excel file, to be signed by both sides. It holds no personal data of applicants."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.sheets import write_table
from records.actions import record_event
from windows.queries.carriers import carrier_rows, carriers_of_month
from windows.reports.carriers import carrier_cells, carrier_columns
from windows.views.carrier_list import asked_month


@screen(Permission.CARRIER_VIEW)
def carrier_excel(request: HttpRequest, contract: Contract) -> HttpResponse:
    month = asked_month(request)
    carriers = list(carriers_of_month(request.user, contract, month).order_by("year", "serial"))
    rows = carrier_rows(request.user, contract, carriers, timezone.localdate())
    title = _("%(contract)s %(month)s 导出载体归还清单") % {
        "contract": contract.short_name, "month": f"{month:%Y-%m}",
    }  # fmt: skip
    body = write_table(carrier_columns(), carrier_cells(rows), title=title, sheet=f"{month:%Y-%m}")
    with transaction.atomic():
        after = {"month": month, "rows": len(rows)}
        record_event("carrier.list", by=request.user, contract=contract, after=after)
    return download(body, f"{title}.xlsx", XLSX)
