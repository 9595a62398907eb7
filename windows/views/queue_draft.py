"""What a queue machine's file would change, before it is taken: new tickets, changed ones from what to what."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.queue_tickets import TicketRow, drop_draft, import_tickets, laid_beside
from windows.enums.service import TicketState
from windows.models import QueueDraft, QueueImport, QueueTicket
from windows.resources.queue_tickets import rows_of

LISTED = 100


@screen(GET=Permission.QUEUE_IMPORT, POST=Permission.QUEUE_IMPORT)
def queue_draft(request: HttpRequest, contract: Contract, queue_draft: int) -> HttpResponse:
    drafts = QueueDraft.objects.allowed(request.user, Permission.QUEUE_IMPORT).filter(contract=contract)
    draft = get_object_or_404(drafts.select_related("contract", "venue", "created_by"), pk=queue_draft)
    if request.method == "POST" and request.POST.get("op") == "drop":
        drop_draft(draft=draft)
        messages.success(request, _("已放弃“%(name)s”，没有导入任何记录。") % {"name": draft.name})
        return redirect("windows:queue-import", contract.slug)
    if request.method == "POST":
        return _taken(request, contract, draft)
    laid = laid_beside(contract, rows_of(draft))
    context = {
        "contract": contract,
        "draft": draft,
        "laid": laid,
        "added": laid.added[:LISTED],
        "changed": [(row.number, _differences(found, row)) for found, row in laid.changed[:LISTED]],
        "listed": LISTED,
        "before": QueueImport.objects.allowed(request.user, Permission.QUEUE_IMPORT)
        .filter(contract=contract, sha256=draft.sha256)
        .first(),
    }
    return render(request, "windows/queue_draft.html", context)


def _taken(request: HttpRequest, contract: Contract, draft: QueueDraft) -> HttpResponse:
    try:
        told = import_tickets(by=request.user, at=timezone.now(), draft=draft, rows=rows_of(draft))
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect("windows:queue-draft", contract.slug, draft.pk)
    messages.success(
        request,
        _("已导入：新增 %(added)s 张，更新 %(changed)s 张，原样 %(unchanged)s 张。")
        % {"added": told.added, "changed": told.changed, "unchanged": told.unchanged},
    )
    return redirect("windows:queue-waiting", contract.slug)


def _differences(found: QueueTicket, row: TicketRow) -> list[tuple[str, str, str]]:
    """Each column that changes. Shape: (heading, before, after)."""
    pairs: list[tuple[str, Any, Any]] = [
        (_("状态"), TicketState(found.state).label, TicketState(row.state).label),
        (_("窗口号"), _number(found.window), _number(row.window)),
        (_("操作人"), found.operator, row.operator),
        (_("取号时间"), _time(found.taken_at), _time(row.taken_at)),
        (_("叫号时间"), _time(found.called_at), _time(row.called_at)),
        (_("办结时间"), _time(found.finished_at), _time(row.finished_at)),
    ]
    return [(label, str(old) or "—", str(new) or "—") for label, old, new in pairs if old != new]


def _number(window: Any) -> str:
    return window.number if window else ""


def _time(moment: Any) -> str:
    return f"{timezone.localtime(moment):%m-%d %H:%M:%S}" if moment else ""
