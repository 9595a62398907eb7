"""Leave: what waits for a decision first, then what was decided; balances of those one may see."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.actions.leaves import withdraw_leave
from staffing.enums import RequestState
from staffing.models import Leave
from staffing.queries.leaves import leaves_waiting

PAGE = 50


@screen(Permission.ATTENDANCE_VIEW, nav=Nav(Room.STAFFING, gettext_lazy("请假"), order=18))
def leave_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    rows = Leave.objects.allowed(request.user, Permission.ATTENDANCE_VIEW).filter(contract=contract)
    rows = rows.select_related("person", "substitute", "decided_by", "asked_by")
    waiting = list(leaves_waiting(rows))
    decided = Paginator(rows.exclude(state=RequestState.ASKED), PAGE)
    context = {
        "contract": contract,
        "waiting": waiting,
        "page": decided.get_page(request.GET.get("page")),
        "may_decide": holds(request.user, Permission.LEAVE_DECIDE, contract),
        "may_ask": holds(request.user, Permission.ATTENDANCE_PUNCH, contract),
        "may_grant": holds(request.user, Permission.ATTENDANCE_FILE, contract),
    }
    return render(request, "staffing/leave_list.html", context)


@screen(POST=Permission.ATTENDANCE_PUNCH)
def leave_list_withdraw(request: HttpRequest, contract: Contract, leave: int) -> HttpResponse:
    rows = Leave.objects.allowed(request.user, Permission.ATTENDANCE_PUNCH)
    row = get_object_or_404(rows, contract=contract, pk=leave)
    try:
        withdraw_leave(by=request.user, at=timezone.now(), leave=row)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已撤回。"))
    return redirect("staffing:leave-list", contract.slug)
