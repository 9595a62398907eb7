"""The catalogue's indicators of a month, with what was counted against what."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.forms.departments import IndicatorMonthForm
from windows.queries.item_indicators import item_indicators as reckon
from windows.reports.item_indicators import lines_of


@screen(Permission.ITEM_VIEW, nav=Nav(Room.LEDGERS, _("事项指标"), order=80))
def item_indicators(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    month, form = asked_month(request, today)
    found = reckon(contract, month, today)
    context = {
        "contract": contract,
        "month": month,
        "today": today,
        "form": form if form.errors else IndicatorMonthForm(initial={"month": f"{month:%Y-%m}"}),
        "found": found,
        "lines": lines_of(found),
        "may_record": holds(request.user, Permission.FIGURE_RECORD, contract),
    }
    return render(request, "windows/item_indicators.html", context)


def asked_month(request: HttpRequest, today: date) -> tuple[date, IndicatorMonthForm]:
    """The month of the address, this month where there is none or it is not one. Shape: its first day, the form."""
    form = IndicatorMonthForm(request.GET if request.GET.get("month") else None)
    asked = form.cleaned_data["month"] if form.is_valid() else today
    return min(asked, today).replace(day=1), form
