"""The assessor agrees to an export or not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.export_requests import RequestRefused, approve_export, refuse_export
from windows.forms.privacy import DecideForm
from windows.models import ExportRequest
from windows.views.export_request_list import list_page


@screen(POST=Permission.EXPORT_APPROVE)
def export_request_decide(request: HttpRequest, contract: Contract, asking: int) -> HttpResponse:
    rows = ExportRequest.objects.allowed(request.user, Permission.EXPORT_APPROVE)
    found = get_object_or_404(rows, contract=contract, pk=asking)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return list_page(request, contract, 422, _("请选择“同意”或“不同意”，意见不超过 200 字。"), found.pk)
    decide = approve_export if form.cleaned_data["answer"] == "approve" else refuse_export
    try:
        decide(by=request.user, at=timezone.now(), request=found, reason=form.cleaned_data["reason"])
    except RequestRefused as refused:
        return list_page(request, contract, refused.status, str(refused), found.pk)
    messages.success(request, _("已记录您的意见。"))
    return redirect("windows:export-request-list", contract.slug)
