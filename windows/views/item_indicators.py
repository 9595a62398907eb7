"""The catalogue's indicators of a month, with what was counted against what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.forms.departments import IndicatorMonthForm
from windows.queries.item_indicators import item_indicators as reckon


@screen(Permission.ITEM_VIEW, nav=Nav(Room.LEDGERS, _("事项指标"), order=80))
def item_indicators(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    form = IndicatorMonthForm(request.GET if request.GET.get("month") else None)
    asked = form.cleaned_data["month"] if form.is_valid() else today
    month = min(asked, today).replace(day=1)
    shown = form if form.errors else IndicatorMonthForm(initial={"month": f"{month:%Y-%m}"})
    context = {
        "contract": contract,
        "month": month,
        "today": today,
        "form": shown,
        "found": reckon(contract, month, today),
    }
    return render(request, "windows/item_indicators.html", context)
