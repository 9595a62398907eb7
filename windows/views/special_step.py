"""Special steps of the law: the department stops and starts the clock; a supervisor records it on a written notice."""

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
from windows.actions.special_steps import end_special_step, start_special_step
from windows.forms.case_steps import SpecialStepEndForm, SpecialStepForm
from windows.queries.case_detail import Page, case_page, next_words
from windows.views._case_steps import put_errors
from windows.views._cases import CASE_LISTS, get_case


@screen(GET=Permission.CASE_DECIDE, POST=Permission.CASE_DECIDE, within=CASE_LISTS)
def special_step_start(request: HttpRequest, contract: Contract, case: str) -> HttpResponse:
    return _page(request, contract, case, Permission.CASE_DECIDE, ends=False)


@screen(GET=Permission.CASE_DECIDE, POST=Permission.CASE_DECIDE, within=CASE_LISTS)
def special_step_end(request: HttpRequest, contract: Contract, case: str) -> HttpResponse:
    return _page(request, contract, case, Permission.CASE_DECIDE, ends=True)


@screen(GET=Permission.CASE_SUPERVISE, POST=Permission.CASE_SUPERVISE, within=CASE_LISTS)
def special_step_record(request: HttpRequest, contract: Contract, case: str) -> HttpResponse:
    """Begins one while the clock runs, ends the one that is on."""
    found = get_case(request, contract, case, Permission.CASE_SUPERVISE)
    return _page(
        request, contract, case, Permission.CASE_SUPERVISE, ends=found.stops.filter(ended_at=None).exists()
    )


def _page(
    request: HttpRequest, contract: Contract, number: str, permission: Permission, *, ends: bool
) -> HttpResponse:
    found = get_case(request, contract, number, permission)
    page = case_page(found, request.user, timezone.localdate())
    form_class = SpecialStepEndForm if ends else SpecialStepForm
    form: Any = form_class(request.POST or None, case=page.case)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        act = end_special_step if ends else start_special_step
        try:
            act(by=request.user, at=timezone.now(), case=found, **form.cleaned_data)
        except DomainError as refused:
            put_errors(form, refused)
            status = refused.status
        else:
            done = _("已恢复计时，应办结日期已顺延。") if ends else _("已停止计时。")
            messages.success(request, done)
            return redirect("windows:case-detail", contract.slug, found.number)
    return render(request, "windows/special_step.html", _context(contract, page, form, ends), status=status)


def _context(contract: Contract, page: Page, form: Any, ends: bool) -> dict[str, Any]:
    return {
        "contract": contract,
        "page": page,
        "case": page.case,
        "next": next_words(page),
        "form": form,
        "ends": ends,
        "named": page.case.version.special_steps,
    }
