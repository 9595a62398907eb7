"""One old ledger: what checking found, what taking it does; take it or give it up."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.models import Job
from windows.actions.old_ledgers import drop_old_ledger, keeps_others_waiting, take_old_ledger
from windows.models import OldLedger

MANY_ROWS = 2000  # written in a second or two; of more it is said beforehand


@screen(GET=Permission.LEDGER_IMPORT, POST=Permission.LEDGER_IMPORT)
def old_ledger_detail(request: HttpRequest, contract: Contract, old_ledger: int) -> HttpResponse:
    rows = OldLedger.objects.allowed(request.user, Permission.LEDGER_IMPORT)
    made = get_object_or_404(
        rows.select_related("contract", "uploaded_by", "imported_by"), contract=contract, pk=old_ledger
    )
    if request.method == "POST":
        step = take_old_ledger if request.POST.get("op") == "take" else drop_old_ledger
        try:
            made = step(by=request.user, at=timezone.now(), made=made)
        except DomainError as refused:
            messages.error(request, str(refused))
            return redirect("windows:old-ledger-detail", contract.slug, made.pk)
        if request.POST.get("op") == "take":
            return redirect("contracts:job-detail", contract.slug, made.job)
        messages.success(request, _("已放弃“%(name)s”，文件已清除。") % {"name": made.file_name})
        return redirect("windows:old-ledger-list", contract.slug)
    jobs = Job.objects.allowed(request.user, Permission.CONTRACT_VIEW).filter(
        pk=made.job, owner=request.user, contract_id=contract.pk
    )
    waiting = keeps_others_waiting() and made.rows >= MANY_ROWS
    context = {"contract": contract, "made": made, "job": jobs.first(), "others_wait": waiting}
    return render(request, "windows/old_ledger_detail.html", context)
