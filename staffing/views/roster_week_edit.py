"""Cells of a week changed by key, mouse or paste; answers with the rows that changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.roster import (
    Change,
    Done,
    NameNeeded,
    RosterRefused,
    Why,
    change_cells,
    monday_of,
)
from staffing.enums import WeekState
from staffing.forms.roster import EditForm
from staffing.queries.roster import WeekData, week_data
from staffing.queries.roster_screen import sheet, window_called
from staffing.views._roster import editable_people

NAME_NEEDED = 409


@screen(POST=Permission.ROSTER_EDIT)
def roster_week_edit(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = EditForm(request.POST, contract=contract)
    if not form.is_valid():
        return _said("\n".join(error for errors in form.errors.values() for error in errors), 422)
    values = form.cleaned_data
    monday = monday_of(values["week"])
    why = Why(values["reason"], values["responsible"], not values["unapproved"])
    try:
        done = change_cells(
            by=request.user, at=timezone.now(), contract=contract, monday=monday,
            changes=_changes(week_data(contract, monday), values["changes"]), why=why, whole=values["whole"],
        )  # fmt: skip
    except NameNeeded as refused:
        return _said(str(refused), NAME_NEEDED)
    except RosterRefused as refused:
        return _said(str(refused), 422)
    return _answer(request, contract, done)


def _changes(data: WeekData, rows: list[tuple[int, object, int, str]]) -> list[Change]:
    """What was typed, read: nothing clears, "t" is a training, "." present without a window, else a window's number."""
    found = []
    for person, day, session, value in rows:
        if not value:
            found.append(Change(person, day, session))
        elif value.lower() in {"t", "训"}:
            found.append(Change(person, day, session, training=True))
        elif value in {".", "岗"}:
            found.append(Change(person, day, session, present=True))
        else:
            window = window_called(data, person, day, value)
            if window is None:
                raise RosterRefused(_("没有 %(number)s 号窗口。请填写本合同的窗口号。") % {"number": value})
            found.append(Change(person, day, session, window=window))
    return found


def _answer(request: HttpRequest, contract: Contract, done: Done) -> HttpResponse:
    people = {cell[0] for cell in done.cells}
    laid = sheet(done.data, editable_people(request.user, done.data), people)
    context = {
        "contract": contract, "data": done.data, "sheet": laid, "refused": done.refused,
        "gaps": [done.data.told(each) for each in laid.gaps],
        "published": done.data.week is not None and done.data.week.state == WeekState.PUBLISHED,
    }  # fmt: skip
    return render(request, "staffing/_roster_answer.html", context)


def _said(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
