"""Every window: who sits there, who is away, which stand empty; the supervisor registers windows here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.actions.window_places import WindowRefused, add_windows
from windows.forms.sessions import EndForm, WindowForm
from windows.queries.sessions import away_minutes, seat_rows


@screen(
    GET=Permission.SESSION_VIEW,
    POST=Permission.CASE_SUPERVISE,
    nav=Nav(Room.WINDOWS, gettext_lazy("窗口一览"), order=70),
)
def window_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = WindowForm(request.POST or None, contract=contract)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                made = add_windows(by=request.user, at=timezone.now(), contract=contract, **form.cleaned_data)
            except WindowRefused as refused:
                form.add_error("numbers", str(refused))
            else:
                messages.success(request, _("已登记 %(count)s 个窗口。") % {"count": len(made)})
                return redirect("windows:window-list", contract.slug)
        status = 422
    return _page(request, contract, form, status)


def _page(request: HttpRequest, contract: Contract, form: WindowForm, status: int) -> HttpResponse:
    now = timezone.now()
    rows = seat_rows(contract, now)
    levels = [row.seat.level for row in rows]
    context = {
        "contract": contract,
        "rows": rows,
        "form": form,
        "end_form": EndForm(auto_id=False),
        "occupied": levels.count("occupied"),
        "paused": levels.count("paused"),
        "empty": levels.count("free"),
        "limit": away_minutes(contract),
        "may_manage": holds(request.user, Permission.CASE_SUPERVISE, contract),
    }
    return render(request, "windows/window_list.html", context, status=status)
