"""Forgotten punches: what is asked for, decided by somebody else."""

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
from staffing.actions.make_ups import decide_make_up, withdraw_make_up
from staffing.enums import RequestState
from staffing.models import MakeUp

PAGE = 50


@screen(Permission.ATTENDANCE_VIEW, nav=Nav(Room.STAFFING, gettext_lazy("补卡"), order=22))
def make_up_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    rows = MakeUp.objects.allowed(request.user, Permission.ATTENDANCE_VIEW).filter(contract=contract)
    rows = rows.select_related("person", "session", "decided_by", "asked_by")
    context = {
        "contract": contract,
        "waiting": list(rows.filter(state=RequestState.ASKED).order_by("day", "pk")),
        "page": Paginator(rows.exclude(state=RequestState.ASKED), PAGE).get_page(request.GET.get("page")),
        "may_decide": holds(request.user, Permission.ATTENDANCE_RECORD, contract),
        "may_ask": holds(request.user, Permission.ATTENDANCE_PUNCH, contract),
    }
    return render(request, "staffing/make_up_list.html", context)


@screen(POST=Permission.ATTENDANCE_RECORD)
def make_up_list_decide(request: HttpRequest, contract: Contract, make_up: int) -> HttpResponse:
    rows = MakeUp.objects.allowed(request.user, Permission.ATTENDANCE_RECORD)
    row = get_object_or_404(rows, contract=contract, pk=make_up)
    approve = request.POST.get("op") == "approve"
    try:
        decide_make_up(
            by=request.user,
            at=timezone.now(),
            make_up=row,
            approve=approve,
            note=request.POST.get("note", ""),
        )
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已批准补卡。") if approve else _("已答复不批准。"))
    return redirect("staffing:make-up-list", contract.slug)


@screen(POST=Permission.ATTENDANCE_PUNCH)
def make_up_list_withdraw(request: HttpRequest, contract: Contract, make_up: int) -> HttpResponse:
    rows = MakeUp.objects.allowed(request.user, Permission.ATTENDANCE_PUNCH)
    row = get_object_or_404(rows, contract=contract, pk=make_up)
    try:
        withdraw_make_up(by=request.user, at=timezone.now(), make_up=row)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已撤回。"))
    return redirect("staffing:make-up-list", contract.slug)
