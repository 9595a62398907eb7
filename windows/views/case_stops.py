"""Special steps that stop the clock: going on, too long, over (the ledger of stops)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.queries.case_deadlines import OPEN, STOP_TABS, stop_counts, stops_of

A_PAGE = 50


@screen(Permission.CASE_VIEW, nav=Nav(Room.WINDOWS, _("特殊环节"), order=45))
def case_stops(request: HttpRequest, contract: Contract) -> HttpResponse:
    tab = request.GET.get("tab", OPEN)
    tab = tab if tab in STOP_TABS else OPEN
    today = timezone.localdate()
    counts = stop_counts(request.user, contract, today)
    url = reverse("windows:case-stops", args=[contract.slug])
    tabs = [
        {
            "label": f"{label} {counts[name]}" if name in counts else label,
            "url": f"{url}?tab={name}",
            "active": name == tab,
        }
        for name, label in STOP_TABS.items()
    ]
    pages = Paginator(stops_of(request.user, contract, tab, today), A_PAGE).get_page(request.GET.get("page"))
    context = {"contract": contract, "tabs": tabs, "page": pages, "today": today}
    return render(request, "windows/case_stops.html", context)
