"""The department's own list: what to decide, overdue first, and what to send back to the window."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.enums import Direction
from windows.forms.handover import CarriageForm
from windows.queries.clock import clocks_of
from windows.queries.handover import last_carriage, own_drafts
from windows.queries.results import to_decide, to_send_back
from windows.views._papers import look_up

PAGE, MOST = 40, 200


@screen(Permission.CASE_DECIDE, nav=Nav(Room.WINDOWS, _("部门办理"), order=35))
def result_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    words = request.GET.get("find", "").strip()
    if words:
        found = look_up(request, contract, words, Permission.CASE_DECIDE).cases
        if found:
            return redirect("windows:result-decide", contract.slug, found[0].number)
    return results_page(request, contract)


def results_page(
    request: HttpRequest, contract: Contract, *, form: CarriageForm | None = None, status: int = 200
) -> HttpResponse:
    """The page; a form that was refused comes back with what is wrong."""
    user, today = request.user, timezone.localdate()
    tab = "back" if form is not None or request.GET.get("tab") == "back" else "decide"
    deciding, sending = to_decide(user, contract), to_send_back(user, contract)
    drafts = own_drafts(user, contract, Direction.BACK)
    returning = sum(len(batch.lines.all()) for batch in drafts)
    context: dict[str, Any] = {
        "contract": contract,
        "tab": tab,
        "now": timezone.now(),
        "to_decide": deciding.count(),
        "overdue": deciding.filter(due_on__lt=today, stopped_since=None).count(),
        "to_send": sending.count() + returning,
        "drafts": drafts,
        "shortcuts": [{"keys": "F4", "label": _("到扫码框，打开办件作出决定")}],
    }
    if tab == "decide":
        page = Paginator(deciding, PAGE).get_page(request.GET.get("page"))
        clocks = clocks_of(page.object_list, today)
        context |= {
            "page": page,
            "rows": [{"case": case, "clock": clocks[case.pk]} for case in page.object_list],
        }
    else:
        initial = last_carriage(user, contract, Direction.BACK)
        context |= {"decided": list(sending[:MOST]), "form": form or CarriageForm(initial=initial)}
    return render(request, "windows/result_list.html", context, status=status)
