"""The director's cockpit: score so far, what this year will pay, what one month is worth, trend and causes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment.forms.settlements import WhatIfForm
from assessment.queries.cockpit import Question, YearView, answers_to, first_question
from assessment.rules.settlement_terms import MonthsRefused
from assessment.views._cockpits import cockpit_context
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen


@screen(Permission.COCKPIT_DIRECTOR, nav=Nav(Room.DESK, gettext_lazy("项目看板"), order=5))
def cockpit_director(request: HttpRequest, contract: Contract) -> HttpResponse:
    context = cockpit_context(request, contract, Permission.COCKPIT_DIRECTOR)
    status = 200
    if context["view"] is not None:
        asked = _asked(request, context["view"])
        context |= asked
        status = 422 if asked["form"].errors else 200
    return render(request, "assessment/cockpit_director.html", context, status=status)


def _asked(request: HttpRequest, view: YearView) -> dict[str, Any]:
    """The question asked in the address, or the one the page opens with, and its answers."""
    question = first_question(view.book)
    form = WhatIfForm(request.GET) if "instead" in request.GET else WhatIfForm()
    if form.is_bound and form.is_valid():
        question = Question(**form.cleaned_data)
    if form.errors:
        return {"question": question, "form": form, "answers": []}
    try:
        answers = answers_to(question, view.book)
        answer = next((each for each in answers if each.total == question.instead), None)
        return {"question": question, "form": form, "answers": answers, "answer": answer}
    except MonthsRefused:
        form.add_error("month", _("这个月不在所选服务年度的考核月份内。"))
        return {"question": first_question(view.book), "form": form, "answers": []}
