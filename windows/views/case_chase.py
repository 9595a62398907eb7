"""Ask a department where a case stands; the department answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.chases import ChaseRefused, answer_chase, chase_department
from windows.forms.case_steps import ChaseAnswerForm, ChaseForm
from windows.models import Chase
from windows.queries.case_deadlines import default_words
from windows.queries.case_detail import case_page, next_words
from windows.views._cases import CASE_LISTS, get_case
from windows.views.case_detail import detail_page


@screen(GET=Permission.CASE_VIEW, POST=Permission.CASE_VIEW, within=CASE_LISTS)
def case_chase(request: HttpRequest, contract: Contract, case: str) -> HttpResponse:
    found = get_case(request, contract, case)
    page = case_page(found, request.user, timezone.localdate())
    form = ChaseForm(request.POST or None, initial={"words": default_words(page.case, page.clock)})
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            chase_department(by=request.user, at=timezone.now(), case=found, **form.cleaned_data)
        except ChaseRefused as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            messages.success(request, _("已催办，等待部门答复。"))
            return redirect("windows:case-detail", contract.slug, found.number)
    context = {"contract": contract, "page": page, "case": page.case, "next": next_words(page), "form": form}
    return render(request, "windows/case_chase.html", context, status=status)


@screen(POST=Permission.CASE_DECIDE, within=CASE_LISTS, back="windows:case-detail")
def case_chase_answer(request: HttpRequest, contract: Contract, case: str, chase: int) -> HttpResponse:
    found = get_case(request, contract, case, Permission.CASE_DECIDE)
    asked = get_object_or_404(
        Chase.objects.allowed(request.user, Permission.CASE_DECIDE).select_related("case"),
        case=found,
        pk=chase,
    )
    form = ChaseAnswerForm(request.POST)
    if not form.is_valid():
        return detail_page(request, contract, found.number, answer_form=form, status=422)
    today = timezone.localdate()
    try:
        answer_chase(by=request.user, at=timezone.now(), today=today, chase=asked, **form.cleaned_data)
    except ChaseRefused as refused:
        form.add_error(None, str(refused))
        return detail_page(request, contract, found.number, answer_form=form, status=refused.status)
    messages.success(request, _("答复已登记。"))
    return redirect("windows:case-detail", contract.slug, found.number)
