"""What was given out on a day: counter and post against on the spot and promised, and each single one."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.forms.issuance import DayForm
from windows.queries.issuance import day_tally, issued_on

PAGE = 40


@screen(Permission.ISSUANCE_VIEW, nav=Nav(Room.WINDOWS, _("出件登记"), order=50))
def issuance_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    form = DayForm(request.GET if "day" in request.GET else None, initial={"day": today})
    day = form.cleaned_data["day"] if form.is_bound and form.is_valid() else today
    context = {
        "contract": contract,
        "tab": "list",
        "form": form,
        "day": day,
        "today": today,
        "may_undo": holds(request.user, Permission.CASE_SUPERVISE, contract),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "tally": day_tally(request.user, contract, day),
        "page": Paginator(issued_on(request.user, contract, day), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "windows/issuance_list.html", context)
