"""The events found, as Excel. The export is an event itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.audit import note_export, too_many
from accounts.audit import audit_urls, events_for, shown
from accounts.forms import EventFilter
from accounts.reports import event_columns, event_rows
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.sheets import write_table
from records.queries import events_matching

MOST = 50_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@screen(POST=Permission.AUDIT_EXPORT)
def audit_export(request: HttpRequest, contract: Any = None) -> HttpResponse:
    form = EventFilter(request.POST)
    form.is_valid()
    found = events_matching(events_for(request, contract, Permission.AUDIT_EXPORT), **form.cleaned_data)
    rows = found.count()
    if rows > MOST:
        messages.error(request, too_many(rows, MOST))
        return redirect(audit_urls(contract)["events"])
    events = shown(found.order_by("number"), request.user, contract)
    note_export(by=request.user, contract=contract, rows=rows, conditions=form.cleaned_data)
    data = write_table(event_columns(), event_rows(events), title=_("审计事件"))
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="audit-{timezone.localdate():%Y%m%d}.xlsx"'
    )
    return response
