"""Take a line out of a draft, or give the draft up."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.handovers import drop_line, void_batch
from windows.views._papers import get_batch


@screen(POST=Permission.HANDOVER_VIEW)
def handover_drop(request: HttpRequest, contract: Contract, batch: str) -> HttpResponse:
    found = get_batch(request, contract, batch)
    line = request.POST.get("line", "")
    try:
        if line:
            row = found.lines.filter(pk=int(line)).select_related("case").first() if line.isdigit() else None
            if row is None:
                raise Http404
            drop_line(by=request.user, at=timezone.now(), line=row)
            messages.success(request, _("已移出 %(case)s。") % {"case": row.case.number})
        else:
            void_batch(by=request.user, at=timezone.now(), batch=found)
            messages.success(request, _("交接单 %(number)s 已作废，编号保留。") % {"number": found})
    except DomainError as refused:
        messages.error(request, str(refused))
    if holds(request.user, Permission.HANDOVER_SEND, contract):
        return redirect("windows:handover-new", contract.slug)
    return redirect("windows:result-list", contract.slug)
