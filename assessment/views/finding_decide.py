"""Decide one finding: into the card, not into it, or back to those that wait."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions.findings import FindingRefused, accept_finding, set_aside, take_up_again
from assessment.forms.findings import FindingForm
from assessment.models import Finding
from assessment.queries.findings import finding_row
from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.FINDING_DECIDE)
def finding_decide(request: HttpRequest, contract: Contract, finding: int) -> HttpResponse:
    rows = Finding.objects.allowed(request.user, Permission.FINDING_DECIDE).filter(contract=contract)
    row = rows.select_related("contract", "decided_by", "entry").filter(pk=finding).first()
    if row is None:
        raise Http404
    form = FindingForm(request.POST)
    try:
        if not form.is_valid():
            raise FindingRefused(_("没有指明如何处理，请刷新页面后重试。"))
        decided = _decide(request, row, form.cleaned_data)
    except DomainError as refused:
        return _refuse(request, contract, row, refused)
    if not _is_script(request):
        return redirect("assessment:finding-list", contract.slug, row.month)
    context = {"contract": contract, "row": finding_row(decided, contract), "may_decide": True}
    return render(request, "assessment/_finding_row.html", context)


def _decide(request: HttpRequest, row: Finding, values: dict[str, Any]) -> Finding:
    now = timezone.now()
    if values["op"] == "accept":
        return accept_finding(by=request.user, at=now, finding=row, key=values["key"])
    if values["op"] == "again":
        return take_up_again(by=request.user, at=now, finding=row)
    return set_aside(by=request.user, at=now, finding=row, reason=values["reason"])


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _refuse(request: HttpRequest, contract: Contract, row: Finding, refused: DomainError) -> HttpResponse:
    if _is_script(request):
        return HttpResponse(str(refused), status=refused.status, content_type="text/plain; charset=utf-8")
    messages.error(request, str(refused))
    return redirect("assessment:finding-list", contract.slug, row.month)
