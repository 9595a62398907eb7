"""Required against filled, live: every post with its people of today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.queries.hours import sessions_of
from staffing.queries.posts import headcount_rows, post_rows


@screen(Permission.STAFF_BOARD, nav=Nav(Room.STAFFING, _("岗位与编制"), order=40))
def post_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    rows = post_rows(contract, today)
    context = {
        "contract": contract,
        "rows": rows,
        "headcounts": headcount_rows(contract, rows),
        "short": sum(row.filling.short for row in rows),
        "no_manual": sum(row.needs_manual for row in rows),
        "sessions": sessions_of(contract, today, today),
        "may_edit": holds(request.user, Permission.POST_EDIT, contract),
        "may_see_files": holds(request.user, Permission.STAFF_VIEW, contract),
    }
    return render(request, "staffing/post_list.html", context)
