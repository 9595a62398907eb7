"""Everything that happened to one object, oldest first."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.audit import audit_url, audit_urls, changes, events_for, shown
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen

MOST = 500


@screen(Permission.AUDIT_VIEW)
def audit_trail(request: HttpRequest, contract: Any = None) -> HttpResponse:
    if not request.GET.get("type"):
        return redirect(audit_url("events", contract))
    kind, key = request.GET.get("type", "")[:60], request.GET.get("id", "")[:60]
    events = events_for(request, contract, Permission.AUDIT_VIEW).filter(object_type=kind, object_id=key)
    rows = list(events.order_by("number")[:MOST])
    if not rows:
        raise Http404
    entries = [
        (each, changes(each.event.before, each.event.after)) for each in shown(rows, request.user, contract)
    ]
    context = {"entries": entries, "label": rows[-1].object_label, "urls": audit_urls(contract), "most": MOST}
    return render(request, "accounts/audit_trail.html", context)
