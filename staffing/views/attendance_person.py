"""One person's day: each session with what it rests on; a wrong punch voided, a session ruled otherwise."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.punches import void_punch
from staffing.forms.attendance import RulingForm
from staffing.models import Person, Punch
from staffing.queries.attendance_file import day_file
from staffing.views._attendance import day_of, day_url


@screen(Permission.ATTENDANCE_VIEW, within="staffing:attendance-day")
def attendance_person(request: HttpRequest, contract: Contract, person: int) -> HttpResponse:
    found = get_object_or_404(
        Person.objects.allowed(request.user, Permission.ATTENDANCE_VIEW), contract=contract, pk=person
    )
    day, now = day_of(request, contract), timezone.now()
    known = day_file(contract, found, day, now=now)
    context = {
        "contract": contract,
        "person": found,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "file": known,
        "may_void": holds(request.user, Permission.ATTENDANCE_RECORD, contract)
        and found.user_id != request.user.pk,
        "may_rule": holds(request.user, Permission.ATTENDANCE_RECEIVE, contract),
        "form": RulingForm(),
    }
    return render(request, "staffing/attendance_person.html", context)


@screen(POST=Permission.ATTENDANCE_RECORD, within="staffing:attendance-day")
def attendance_person_void(request: HttpRequest, contract: Contract, punch: int) -> HttpResponse:
    """Take a wrong punch out of the reckoning."""
    rows = Punch.objects.allowed(request.user, Permission.ATTENDANCE_RECORD)
    row = get_object_or_404(rows, contract=contract, pk=punch)
    try:
        void_punch(by=request.user, at=timezone.now(), punch=row, reason=request.POST.get("reason", ""))
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已作废，这次打卡不再计入考勤。"))
    return redirect(day_url(contract, row.person_id, timezone.localdate(row.at)))
