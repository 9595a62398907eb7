"""Personnel changes: their states, what waits for whom, what is late."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.queries.changes import changes_of, filtered, notice_weeks, row_of

SHOWS = [
    ("open", _("待办")), ("all", _("全部")), ("platform", _("待更新平台")), ("without_consent", _("未经同意")),
]  # fmt: skip


@screen(Permission.CHANGE_VIEW, nav=Nav(Room.STAFFING, _("人员变更"), order=44))
def change_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    today, weeks = timezone.localdate(), notice_weeks(contract)
    show = request.GET.get("show", "open")
    mine = changes_of(request.user, contract)
    page = Paginator(filtered(mine, show), 50).get_page(request.GET.get("page"))
    context = {
        "contract": contract,
        "page": page,
        "rows": [row_of(change, weeks, today) for change in page],
        "tabs": [{"label": label, "url": f"?show={name}", "active": name == show} for name, label in SHOWS],
        "weeks": weeks,
        "may_file": holds(request.user, Permission.CHANGE_FILE, contract),
        "may_send_back": holds(request.user, Permission.CHANGE_CONSENT, contract),
    }
    return render(request, "staffing/change_list.html", context)
