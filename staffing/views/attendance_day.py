"""The whole hall on one day, by team: what each session came to, first what waits for a person."""

from collections import Counter
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.actions.attendance import rule_session
from staffing.enums import Verdict
from staffing.forms.attendance import RulingForm
from staffing.models import Person, ServiceSession
from staffing.queries.attendance_month import LEVELS, Cell, PersonRow, sheet
from staffing.queries.on_post import on_post
from staffing.rules.attendance import ASKED, GAP, SILENT, needs_person
from staffing.views._attendance import day_of, day_url, seen_by

CAUSES = {
    GAP: gettext_lazy("超过条款的分钟数，没有条款管，由考核人认定"),
    SILENT: gettext_lazy("这个时段没有收到任何人的打卡，请先导入打卡文件"),
    ASKED: gettext_lazy("请假或补卡待批"),
}


@screen(Permission.ATTENDANCE_VIEW, nav=Nav(Room.STAFFING, gettext_lazy("每日考勤"), order=14))
def attendance_day(request: HttpRequest, contract: Contract) -> HttpResponse:
    day, now = day_of(request, contract), timezone.now()
    people = seen_by(request, contract, Permission.ATTENDANCE_VIEW)
    rows = sheet(contract, day, day, now=now, people=people)
    cells = [(row, cell) for row in rows for cell in row.days.get(day, ())]
    counts = Counter(cell.line.judged.verdict for _row, cell in cells)
    whole = holds(request.user, Permission.ATTENDANCE_RECEIVE, contract) or holds(
        request.user, Permission.ATTENDANCE_FILE, contract
    )
    context = {
        "contract": contract,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "waiting": [_told(row, cell) for row, cell in cells if needs_person(cell.line.judged.verdict)],
        "teams": [(team, list(group)) for team, group in groupby(rows, key=lambda row: row.team)],
        "tallies": [
            (verdict.label, counts[verdict], LEVELS.get(verdict, ""))
            for verdict in Verdict
            if counts[verdict]
        ],
        "planned": len(cells),
        "rate": on_post(contract, day, day, now=now) if whole else None,
        "may_rule": holds(request.user, Permission.ATTENDANCE_RECEIVE, contract),
        "form": RulingForm(),
    }
    return render(request, "staffing/attendance_day.html", context)


def _told(row: PersonRow, cell: Cell) -> dict[str, Any]:
    cause = CAUSES.get(cell.line.judged.cause, _("上班或下班缺一次打卡，请本人申请补卡"))
    return {"row": row, "cell": cell, "cause": cause}


@screen(POST=Permission.ATTENDANCE_RECEIVE, within="staffing:attendance-day")
def attendance_day_rule(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The purchaser's word on one session."""
    form = RulingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择认定结果，并写明理由（不超过 200 个字）。"))
        return redirect("staffing:attendance-day", contract.slug)
    data = form.cleaned_data
    person = get_object_or_404(
        Person.objects.allowed(request.user, Permission.ATTENDANCE_RECEIVE),
        contract=contract,
        pk=data["person"],
    )
    sessions = ServiceSession.objects.allowed(request.user, Permission.ATTENDANCE_RECEIVE)
    session = sessions.filter(contract=contract, pk=data["session"]).first()
    if session is None:
        raise Http404
    try:
        rule_session(
            by=request.user, at=timezone.now(), person=person, day=data["day"], session=session,
            verdict=data["verdict"], reason=data["reason"],
        )  # fmt: skip
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已认定。"))
    if request.POST.get("back") == "person":
        return redirect(day_url(contract, person.pk, data["day"]))
    return redirect(f"{reverse('staffing:attendance-day', args=[contract.slug])}?day={data['day']}")
