"""The work calendar of a year: twelve months with holidays, make-up days and what is provisional."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.views._calendar import year_asked, year_context
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen


@screen(Permission.CONTRACT_VIEW, nav=Nav(Room.CONTRACT, _("工作日历"), order=40))
def calendar(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    year = year_asked(request.GET.get("year", ""), today)
    return render(request, "contracts/calendar.html", {"contract": contract, **year_context(year, today)})
