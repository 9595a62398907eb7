"""Send again what was given up: one message, or all of the contract."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import NotDead, retry_dead
from records.models import OutboxMessage


@screen(POST=Permission.OUTBOX_RETRY)
def outbox_retry(request: HttpRequest, contract: Contract) -> HttpResponse:
    wanted, message = request.POST.get("message", ""), None
    if wanted:
        rows = OutboxMessage.objects.allowed(request.user, Permission.OUTBOX_RETRY)
        short = wanted.isascii() and wanted.isdigit() and len(wanted) < 19
        message = rows.filter(contract_id=contract.pk, pk=wanted).first() if short else None
        if message is None:
            raise Http404
    try:
        count = retry_dead(by=request.user, at=timezone.now(), contract=contract, message=message)
    except NotDead as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(count)s 条消息已重新排队，一分钟内发送。") % {"count": count})
    return redirect("contracts:outbox-list", contract.slug)
