"""Call off one's own job."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.views._jobs import get_job
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import JobOver, cancel_job


@screen(POST=Permission.CONTRACT_VIEW)
def job_cancel(request: HttpRequest, contract: Contract, job: int) -> HttpResponse:
    row = get_job(request, contract, job)
    try:
        cancel_job(by=request.user, at=timezone.now(), job=row, contract=contract)
    except JobOver as over:
        messages.error(request, str(over))
    else:
        messages.success(request, _("已要求取消，进行中的任务会在下一个安全处停下。"))
    return redirect("contracts:job-detail", contract.slug, row.pk)
