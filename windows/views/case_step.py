"""One step of the counter on one case: what it means, its form, its action."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.queries.case_detail import case_page, next_words
from windows.rules.case_steps import desk_steps
from windows.views._case_steps import OFFERED, put_errors
from windows.views._cases import CASE_LISTS, get_case


@screen(GET=Permission.CASE_REGISTER, POST=Permission.CASE_REGISTER, within=CASE_LISTS)
def case_step(request: HttpRequest, contract: Contract, case: str, step: str) -> HttpResponse:
    found = get_case(request, contract, case, Permission.CASE_REGISTER)
    offered = OFFERED.get(step)
    if offered is None:
        raise Http404(step)
    page = case_page(found, request.user, timezone.localdate())
    form: Any = offered.form(request.POST or None, case=page.case, materials=page.materials)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                offered.run(request.user, timezone.now(), found, form)
            except DomainError as refused:
                put_errors(form, refused)
                status = refused.status
            else:
                messages.success(request, str(offered.done))
                return redirect("windows:case-detail", contract.slug, found.number)
    context = {
        "contract": contract,
        "page": page,
        "case": page.case,
        "step": step,
        "offered": offered,
        "fits": step in desk_steps(page.standing),
        "next": next_words(page),
        "form": form,
    }
    return render(request, "windows/case_step.html", context, status=status)
