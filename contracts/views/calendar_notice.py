"""Taking up the State Council's notice for a year: paste, look, confirm."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.actions.holiday_notice import (
    CalendarRefused,
    changed_days,
    notice_days,
    notice_of,
    settled_days,
    settled_refusal,
    take_up_notice,
)
from contracts.forms.calendar import DayForm, NoticeForm
from contracts.queries import unpublished_year
from contracts.views._calendar import year_asked, year_context
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen


@screen(
    GET=Permission.CALENDAR_EDIT,
    POST=Permission.CALENDAR_EDIT,
    nav=Nav(Room.CONTRACT, gettext_lazy("工作日历维护"), order=95),
)
def calendar_notice(request: HttpRequest) -> HttpResponse:
    """The year that waits for its notice, unless the address names one."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = year_asked(asked, today) if asked else unpublished_year(today) or today.year
    form = NoticeForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {}
    if form.is_valid():
        if "take" in request.POST and _taken(request, year, form):
            return redirect(f"{reverse('contracts:calendar-notice')}?year={year}")
        notice = notice_of(year, form.cleaned_data["text"])
        for problem in notice.problems:
            form.add_error("text", problem)
        changes = [] if notice.problems else changed_days(notice_days(year, notice, ""))
        if settled := settled_days(changes, today):
            form.add_error("text", settled_refusal(settled))
        context = {"notice": None if "text" in form.errors else notice, "changes": changes}
    page = calendar_page(year, form=form, day_form=DayForm())
    return render(
        request, "contracts/calendar_notice.html", {**page, **context}, status=422 if form.errors else 200
    )


def calendar_page(year: int, *, form: NoticeForm, day_form: DayForm) -> dict[str, Any]:
    """What the page of the notice and that of a single day share. One query."""
    today = timezone.localdate()
    return {"form": form, "day_form": day_form, "is_over": year < today.year, **year_context(year, today)}


def _taken(request: HttpRequest, year: int, form: NoticeForm) -> bool:
    try:
        count = take_up_notice(by=request.user, at=timezone.now(), year=year, **form.cleaned_data)
    except CalendarRefused as refused:
        form.add_error(None, str(refused))
        return False
    text = _("%(year)d 年的放假安排已写入，改变 %(count)d 天。在办件的期限今天夜里重新计算。")
    messages.success(request, text % {"year": year, "count": count})
    return True
