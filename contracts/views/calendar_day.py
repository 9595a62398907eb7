"""Moving one day of the work calendar."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.holiday_notice import CalendarRefused, set_day
from contracts.forms.calendar import DayForm, NoticeForm
from contracts.queries import day_kind_label
from contracts.views.calendar_notice import calendar_page
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.CALENDAR_EDIT)
def calendar_day(request: HttpRequest) -> HttpResponse:
    form = DayForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            row = set_day(
                by=request.user, at=timezone.now(), day=data["day"], works=data["works"] == "work",
                name=data["name"], reason=data["reason"],
            )  # fmt: skip
        except CalendarRefused as refused:
            form.add_error("day", str(refused))
        else:
            text = _("%(day)s 已改为%(kind)s。在办件的期限今天夜里重新计算。")
            messages.success(request, text % {"day": row.date, "kind": day_kind_label(row)})
            return redirect(f"{reverse('contracts:calendar-notice')}?year={row.date.year}")
    day = form.cleaned_data.get("day") or timezone.localdate()
    page = calendar_page(day.year, form=NoticeForm(), day_form=form)
    return render(request, "contracts/calendar_notice.html", page, status=422)
