"""The month's indicators as an Excel file. Sums only, no personal data."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.sheet_writing import write_table
from records.actions import record_event
from windows.queries.item_indicators import item_indicators
from windows.reports.item_indicators import indicator_cells, indicator_columns
from windows.views.item_indicators import asked_month


@screen(Permission.ITEM_VIEW)
def item_indicators_excel(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    month, _form = asked_month(request, today)
    title = _("%(contract)s 事项指标 %(month)s") % {
        "contract": contract.short_name,
        "month": f"{month:%Y-%m}",
    }
    rows = list(indicator_cells(item_indicators(contract, month, today)))
    body = write_table(indicator_columns(), rows, title=title, sheet=_("事项指标"))
    with transaction.atomic():
        after = {"month": month, "rows": len(rows)}
        record_event("item.indicators", by=request.user, obj=contract, contract=contract, after=after)
    return download(body, f"{title}.xlsx", XLSX)
