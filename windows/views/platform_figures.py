"""The users of the province's mobile service: what was told month by month, and writing it down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.months import months_later
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.figures import FigureRefused, record_figure
from windows.forms.figures import FigureForm
from windows.queries.figures import figure_rows


@screen(GET=Permission.ITEM_VIEW, POST=Permission.FIGURE_RECORD, within="windows:item-indicators")
def platform_figures(request: HttpRequest, contract: Contract) -> HttpResponse:
    now = timezone.now()
    last_month = months_later(timezone.localdate(now), -1)
    form = FigureForm(request.POST or None, initial={"month": f"{last_month:%Y-%m}"})
    if request.method == "POST" and form.is_valid():
        try:
            made = record_figure(by=request.user, at=now, contract=contract, entry=form.entry())
        except FigureRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            said = _("已登记 %(month)s：%(value)s 人。")
            messages.success(request, said % {"month": f"{made.month:%Y-%m}", "value": made.value})
            return redirect("windows:platform-figures", contract.slug)
    rows = figure_rows(request.user, contract)
    context = {
        "contract": contract,
        "form": form,
        "rows": rows,
        "may_record": holds(request.user, Permission.FIGURE_RECORD, contract),
    }
    return render(request, "windows/platform_figures.html", context, status=422 if form.errors else 200)
