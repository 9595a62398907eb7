"""One window: its sessions of late, each with its pauses; the supervisor renames it here."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, Window
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.window_places import WindowRefused, change_window
from windows.forms.sessions import WindowForm
from windows.models import WindowSession
from windows.queries.sessions import session_rows
from windows.views._windows import get_window

PAGE = 30


@screen(GET=Permission.SESSION_VIEW, POST=Permission.CASE_SUPERVISE)
def window_detail(request: HttpRequest, contract: Contract, window: int) -> HttpResponse:
    place = get_window(contract, window)
    initial = {"numbers": place.number, "name": place.name, "zone": place.zone.name if place.zone else ""}
    form = WindowForm(request.POST or None, contract=contract, single=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            change_window(
                by=request.user, at=timezone.now(), contract=contract, window=place, number=values["numbers"],
                zone=values["zone"], name=values["name"],
            )  # fmt: skip
        except WindowRefused as refused:
            form.add_error("numbers", str(refused))
        else:
            messages.success(request, _("窗口已更新。"))
            return redirect("windows:window-detail", contract.slug, place.pk)
    return _page(request, contract, place, form)


def _page(request: HttpRequest, contract: Contract, place: Window, form: WindowForm) -> HttpResponse:
    sessions = WindowSession.objects.allowed(request.user, Permission.SESSION_VIEW).filter(
        contract=contract, window=place
    )
    found = sessions.select_related("clerk", "ended_by").prefetch_related("pauses")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "contract": contract,
        "window": place,
        "page": page,
        "rows": session_rows(page.object_list, timezone.now()),
        "form": form,
        "may_manage": holds(request.user, Permission.CASE_SUPERVISE, contract),
    }
    return render(request, "windows/window_detail.html", context, status=422 if form.errors else 200)
