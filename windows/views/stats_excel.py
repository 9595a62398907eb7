"""The statistics as an Excel file. Sums only, no personal data."""

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
from windows.enums import TallyDimension
from windows.reports.stats_table import sheet_columns, sheet_rows
from windows.views._stats import asked_stats
from windows.views.stats import label_of


@screen(Permission.STATS_VIEW)
def stats_excel(request: HttpRequest, contract: Contract) -> HttpResponse:
    asked = asked_stats(request.user, contract, request.GET, timezone.localdate())
    found = asked.found
    by, time = str(TallyDimension(found.dimension).label), label_of(found.time)
    columns = sheet_columns(by, with_waiting=any(line.waiting is not None for line in asked.lines))
    title = _("%(contract)s 办件统计（按%(by)s）%(time)s") % {
        "contract": contract.short_name,
        "by": by,
        "time": time,
    }
    body = write_table(columns, sheet_rows(found, asked.lines), title=title, sheet=_("办件统计"))
    with transaction.atomic():
        after = {"conditions": f"{found.time.first} — {found.time.last} {by}", "rows": len(asked.lines)}
        record_event("stats.export", by=request.user, obj=contract, contract=contract, after=after)
    return download(body, f"{title}.xlsx", XLSX)
