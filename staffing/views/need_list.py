"""Needs with who was wanted, hired and is in process; posts nobody looks for yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.enums import NeedState, Stage
from staffing.models import Need
from staffing.queries.recruitment import agreed_recruitment, need_rows, proposals


@screen(Permission.HIRE_VIEW, nav=Nav(Room.STAFFING, _("招聘"), order=48))
def need_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    found = Need.objects.allowed(request.user, Permission.HIRE_VIEW).filter(contract=contract)
    rows = need_rows(found.select_related("post", "contract"))
    running = [row for row in rows if row.need.state == NeedState.OPEN]
    context = {
        "contract": contract,
        "running": running,
        "ended": [row for row in rows if row.need.state != NeedState.OPEN],
        "proposals": proposals(contract, timezone.localdate()),
        "wanted": sum(row.filling.open for row in running),
        "in_process": sum(row.filling.in_process for row in running),
        "waiting": sum(count for row in rows for stage, count in row.waiting if stage == Stage.CONFIRMATION),
        "agreed": agreed_recruitment(contract),
        "may_record": holds(request.user, Permission.HIRE_RECORD, contract),
        "may_confirm": holds(request.user, Permission.HIRE_CONFIRM, contract),
    }
    return render(request, "staffing/need_list.html", context)
