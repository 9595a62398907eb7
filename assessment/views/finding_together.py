"""Decide the alike findings of a criterion in one go; each keeps its own decision, entry and event."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessment.actions.findings import decide_together
from assessment.enums import FindingState
from assessment.forms.findings import FindingsForm
from assessment.models import Finding
from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.FINDING_DECIDE)
def finding_together(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    allowed = Finding.objects.allowed(request.user, Permission.FINDING_DECIDE)
    rows = allowed.filter(contract=contract, month=month)
    form = FindingsForm(request.POST, findings=rows.select_related("contract"))
    if form.is_valid():
        _decide(request, form)
    else:
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
    return redirect("assessment:finding-list", contract.slug, month)


def _decide(request: HttpRequest, form: FindingsForm) -> None:
    values, aside = form.cleaned_data, form.cleaned_data["op"] == "aside"
    waiting = values["finding"].filter(
        state=FindingState.PROPOSED
    )  # the others were decided meanwhile, line by line
    findings = list(waiting.order_by("occurred_on", "pk"))
    reason = values["reason"] if aside else ""
    if not findings:
        messages.error(request, _("没有待处理的线索，请刷新页面。"))
        return
    try:
        decide_together(by=request.user, at=timezone.now(), findings=findings, reason=reason)
    except DomainError as refused:
        messages.error(request, str(refused))
        return
    n = len(findings)
    told = (
        ngettext("%(n)s 条线索未计入，理由已记录。", "%(n)s 条线索未计入，理由已记录。", n)
        if aside
        else ngettext("%(n)s 条线索已计入考核表。", "%(n)s 条线索已计入考核表。", n)
    )
    messages.success(request, told % {"n": n})
