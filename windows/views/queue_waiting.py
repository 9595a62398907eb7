"""How long people waited before each window, from the queue machine's tickets."""

from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.form_fields import day_input
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.queries.services import waiting_times


class SpanForm(forms.Form):
    first = forms.DateField(label=gettext_lazy("从"), required=False, widget=day_input())
    last = forms.DateField(label=gettext_lazy("至"), required=False, widget=day_input())


@screen(Permission.STATS_VIEW, nav=Nav(Room.SERVICE, gettext_lazy("排队等候"), order=70))
def queue_waiting(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = SpanForm(request.GET or None)
    first, last = _span(form, timezone.localdate())
    if not form.errors:
        form = SpanForm(initial={"first": first, "last": last})
    context = {
        "contract": contract,
        "form": form,
        "first": first,
        "last": last,
        "rows": waiting_times(contract, first, last),
        "may_import": holds(request.user, Permission.QUEUE_IMPORT, contract),
    }
    return render(request, "windows/queue_waiting.html", context)


def _span(form: SpanForm, today: date) -> tuple[date, date]:
    """The days asked for; the last seven where nothing is."""
    values = form.cleaned_data if form.is_valid() else {}
    last = values.get("last") or today
    first = values.get("first") or last - timedelta(days=6)
    return min(first, last), max(first, last)
