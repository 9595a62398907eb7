"""The week of the hall: people in rows, sessions in columns; or the same by window."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.enums import WeekState
from staffing.forms.roster import ChangeReasonForm
from staffing.queries.roster_screen import sheet, window_rows
from staffing.views._roster import around, editable_people, load, named, shown


@screen(Permission.ROSTER_VIEW, nav=Nav(Room.STAFFING, gettext_lazy("排班"), order=10))
def roster_week(request: HttpRequest, contract: Contract) -> HttpResponse:
    data = load(request, contract)
    context: dict[str, Any] = {"contract": contract, "data": data, "week": data.week, **around(data.monday)}
    if not shown(data, request.user, contract):
        return render(request, "staffing/roster_week_none.html", context)
    editable = editable_people(request.user, data)
    laid = sheet(data, editable)
    published = data.week is not None and data.week.state == WeekState.PUBLISHED
    context |= {
        "sheet": laid,
        "by_window": request.GET.get("view") == "windows",
        "rows": window_rows(data, laid.columns) if request.GET.get("view") == "windows" else [],
        "may_edit": bool(editable),
        "may_plan": holds(request.user, Permission.ROSTER_PUBLISH, contract),
        "published": published,
        "gaps": [data.told(each) for each in laid.gaps],
        "reason_form": ChangeReasonForm(people=named(data)) if editable and published else None,
    }
    return render(request, "staffing/roster_week.html", context)
