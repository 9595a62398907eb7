"""What follows bad ratings: open, late, closed. Who only sees figures gets the counts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.forms.asked_ledgers import page_number
from windows.forms.spans import MonthSpanForm
from windows.queries.ledger_filters import within
from windows.queries.ledger_rows import page_shown
from windows.queries.policy import policy_of
from windows.queries.rating_lists import followup_counts, followups_in, followups_seen, row_of

SHOWS = {"open": _("办理中"), "late": _("逾期"), "closed": _("已结束"), "all": _("全部")}
SPANNED = ("closed", "all")  # what is open is shown whole, however old


@screen(Permission.RATING_VIEW, nav=Nav(Room.SERVICE, _("差评办理"), order=81))
def rating_followups(request: HttpRequest, contract: Contract) -> HttpResponse:
    today, user = timezone.localdate(), request.user
    show = request.GET.get("show", "open")
    show = show if show in SHOWS else "open"
    rows = followups_in(followups_seen(user, contract), show, today)
    form = MonthSpanForm(request.GET, label=_("产生时间")) if show in SPANNED else None
    if form is not None:
        rows = rows.filter(within("opened_at", *form.days(today)))
    lines, pages = page_shown(rows, rows, page_number(request.GET))
    context = {
        "contract": contract,
        "tabs": [
            {"label": label, "url": f"?show={name}", "active": name == show} for name, label in SHOWS.items()
        ],
        "show": show,
        "everything": f"?show={show}&span=all",
        "form": form,
        "pages": pages,
        "rows": [row_of(user, followup, today) for followup in lines],
        "counts": followup_counts(user, contract, today),
        "policy": policy_of(contract),
        "may_handle": holds(user, Permission.RATING_HANDLE, contract),
        "may_read": holds(user, Permission.RATING_READ, contract),
        "may_appeal": holds(user, Permission.RATING_APPEAL, contract),
    }
    return render(request, "windows/rating_followups.html", context)
