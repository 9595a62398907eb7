"""One event: who, when, from where, and what it changed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.audit import audit_urls, changes, events_for, shown
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.AUDIT_VIEW)
def audit_event(request: HttpRequest, event: int, contract: Any = None) -> HttpResponse:
    found = get_object_or_404(events_for(request, contract, Permission.AUDIT_VIEW), number=event)
    context = {
        "shown": shown([found], request.user, contract)[0],
        "changes": changes(found.before, found.after),
        "urls": audit_urls(contract),
    }
    return render(request, "accounts/audit_event.html", context)
