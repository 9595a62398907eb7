"""The month as a sheet, persons down and days across; filed, received, given back."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.downloads import download
from hall_ops.lib.errors import DomainError
from hall_ops.lib.months import months_later, next_month
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from records.actions import record_event
from staffing.actions.attendance import file_month, receive_month, reopen_month
from staffing.enums import FilingState, LeaveKind
from staffing.models import AttendanceMonth
from staffing.queries.attendance_month import days_of, differences, lines_of, sheet
from staffing.queries.on_post import on_post
from staffing.reports.attendance import paper_context
from staffing.views._attendance import month_of, seen_by


@screen(Permission.ATTENDANCE_VIEW, nav=Nav(Room.STAFFING, gettext_lazy("考勤月报"), order=26))
def attendance_month(request: HttpRequest, contract: Contract) -> HttpResponse:
    month, now = month_of(request.GET), timezone.now()
    people = seen_by(request, contract, Permission.ATTENDANCE_VIEW)
    days = days_of(month)
    rows = sheet(contract, days[0], days[-1], now=now, people=people)
    filings = list(
        AttendanceMonth.objects.allowed(request.user, Permission.ATTENDANCE_VIEW)
        .filter(contract=contract, month=month)
        .select_related("filed_by", "locked_by", "reopened_by")
    )
    current = next((each for each in filings if each.state != FilingState.REOPENED), None)
    may = {
        name: holds(request.user, permission, contract)
        for name, permission in (("file", Permission.ATTENDANCE_FILE), ("receive", Permission.ATTENDANCE_RECEIVE))
    }  # fmt: skip
    mine = [line for line in current.lines if line["person"] in people] if current else []
    context = {
        "contract": contract,
        "month": month,
        "before": months_later(month, -1),
        "after": next_month(month),
        "days": days,
        "rows": [(row, [(day, row.days.get(day, ())) for day in days], _leave(row.leave)) for row in rows],
        "waiting": sum(row.waiting for row in rows),
        "filings": filings,
        "current": current,
        "changed": differences(mine, lines_of(rows)) if current else 0,
        "over": timezone.localdate(now) >= next_month(month),
        "may": may,
        "rate": on_post(contract, days[0], days[-1], now=now) if any(may.values()) else None,
    }
    return render(request, "staffing/attendance_month.html", context)


def _leave(halves: Any) -> list[tuple[str, float]]:
    return [(str(LeaveKind(kind).label), count / 2) for kind, count in halves.items() if count]


@screen(POST=Permission.ATTENDANCE_FILE)
def attendance_month_file(request: HttpRequest, contract: Contract) -> HttpResponse:
    month = month_of(request.POST)
    try:
        file_month(by=request.user, at=timezone.now(), contract=contract, month=month)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(month)s 考勤已报备，等采购人签收。") % {"month": f"{month:%Y-%m}"})
    return _back(contract, month)


@screen(POST=Permission.ATTENDANCE_RECEIVE)
def attendance_month_receive(request: HttpRequest, contract: Contract, filing: int) -> HttpResponse:
    row = _get(request, contract, filing, Permission.ATTENDANCE_RECEIVE)
    try:
        receive_month(by=request.user, at=timezone.now(), filing=row)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已签收，月报锁定。"))
    return _back(contract, row.month)


@screen(POST=Permission.ATTENDANCE_RECEIVE)
def attendance_month_reopen(request: HttpRequest, contract: Contract, filing: int) -> HttpResponse:
    row = _get(request, contract, filing, Permission.ATTENDANCE_RECEIVE)
    try:
        reopen_month(by=request.user, at=timezone.now(), filing=row, reason=request.POST.get("reason", ""))
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已退回，请大厅主管补正后重新报备。"))
    return _back(contract, row.month)


@screen(Permission.ATTENDANCE_VIEW)
def attendance_month_paper(request: HttpRequest, contract: Contract, filing: int) -> HttpResponse:
    """The sheet as it was filed, for the printer; of others' lines only what the reader may see."""
    row = _get(request, contract, filing, Permission.ATTENDANCE_VIEW)
    people = seen_by(request, contract, Permission.ATTENDANCE_VIEW)
    body = pdf_from_template("staffing/pdf/attendance_month.html", paper_context(row, people))
    with transaction.atomic():
        record_event("attendance.print", by=request.user, obj=row, contract=contract)
    name = _("考勤月报-%(month)s.pdf") % {"month": f"{row.month:%Y-%m}"}
    return download(body, name, "application/pdf", inline=True)


def _get(request: HttpRequest, contract: Contract, filing: int, permission: Permission) -> AttendanceMonth:
    rows = AttendanceMonth.objects.allowed(request.user, permission)
    found: AttendanceMonth = get_object_or_404(
        rows.select_related("contract", "filed_by", "locked_by"), contract=contract, pk=filing
    )
    return found


def _back(contract: Contract, month: Any) -> HttpResponse:
    return redirect(f"{reverse('staffing:attendance-month', args=[contract.slug])}?month={month:%Y-%m}")
