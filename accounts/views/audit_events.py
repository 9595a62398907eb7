"""The audit: search within the events one may see, newest first, pages by number so that new events move nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.audit import audit_urls, events_for, shown
from accounts.forms import EventFilter
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from records.queries import events_matching

PAGE = 50


@screen(Permission.AUDIT_VIEW, nav=Nav(Room.AUDIT, _("全部审计事件"), order=20))
def audit_events(request: HttpRequest) -> HttpResponse:
    return _page(request, None)


@screen(Permission.AUDIT_VIEW, nav=Nav(Room.AUDIT, _("本合同审计事件"), order=10))
def contract_audit_events(request: HttpRequest, contract: Any) -> HttpResponse:
    return _page(request, contract)


def _page(request: HttpRequest, contract: Any) -> HttpResponse:
    form = EventFilter(request.GET)
    form.is_valid()
    found = events_matching(events_for(request, contract, Permission.AUDIT_VIEW), **form.cleaned_data)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 18:
        found = found.filter(number__lt=int(before))
    rows = list(found[: PAGE + 1])
    context = {
        "form": form,
        "events": shown(rows[:PAGE], request.user, contract),
        "older": rows[PAGE - 1].number if len(rows) > PAGE else None,
        "newest": not before,
        "urls": audit_urls(contract),
        "filtered": any(form.cleaned_data.values()),
    }
    return render(request, "accounts/audit_events.html", context)
