"""Take one's own request for an export back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.export_requests import RequestRefused, withdraw_export
from windows.models import ExportRequest
from windows.views.export_request_list import list_page


@screen(POST=Permission.EXPORT_REQUEST)
def export_request_withdraw(request: HttpRequest, contract: Contract, asking: int) -> HttpResponse:
    rows = ExportRequest.objects.allowed(request.user, Permission.EXPORT_REQUEST)
    found = get_object_or_404(rows, contract=contract, pk=asking)
    try:
        withdraw_export(by=request.user, request=found)
    except RequestRefused as refused:
        return list_page(request, contract, refused.status, str(refused), found.pk)
    messages.success(request, _("已撤回。"))
    return redirect("windows:export-request-list", contract.slug)
