"""Asking for a punch that was forgotten."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.make_ups import ask_make_up
from staffing.forms.attendance import MakeUpForm
from staffing.queries.attendance_people import may_act_for, sessions_in_use
from staffing.queries.people import file_of
from staffing.views._attendance import day_of


@screen(GET=Permission.ATTENDANCE_PUNCH, POST=Permission.ATTENDANCE_PUNCH)
def make_up_new(request: HttpRequest, contract: Contract) -> HttpResponse:
    initial: dict[str, Any] = {"person": file_of(request.user, contract), "day": day_of(request, contract)}
    initial |= {key: request.GET[key] for key in ("session", "kind") if key in request.GET}
    form = MakeUpForm(
        request.POST or None, initial=initial, sessions=sessions_in_use(contract),
        people=may_act_for(request.user, contract, Permission.ATTENDANCE_RECORD),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            ask_make_up(by=request.user, at=timezone.now(), **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已申请补卡，等待批复。"))
            return redirect("staffing:make-up-list", contract.slug)
    context = {"contract": contract, "form": form}
    return render(request, "staffing/make_up_new.html", context, status=422 if form.errors else 200)
