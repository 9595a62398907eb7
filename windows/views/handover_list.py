"""Hand-over: what waits to be sent, what is under way unconfirmed, what came back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.enums import Direction
from windows.forms.asked_ledgers import page_number
from windows.forms.spans import SpanForm
from windows.queries.handover import (
    batches,
    late_before,
    own_drafts,
    piles,
    sent_batches,
    troubles,
    waiting_batches,
)
from windows.queries.ledger_filters import within
from windows.queries.ledger_rows import page_shown
from windows.queries.papers import holders
from windows.views._papers import get_batch


@screen(Permission.HANDOVER_VIEW, nav=Nav(Room.WINDOWS, _("流转交接"), order=30))
def handover_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    number = request.GET.get("number", "").strip()
    if number:
        return redirect("windows:handover-detail", contract.slug, get_batch(request, contract, number).number)
    if request.GET.get("tab") == "history":
        return _history(request, contract)
    user = request.user
    waiting = piles(user, contract)
    out = waiting_batches(user, contract, Direction.OUT)
    back = waiting_batches(user, contract, Direction.BACK)
    wrong = troubles(user, contract)
    context: dict[str, Any] = {
        "contract": contract,
        "tab": "now",
        "now": timezone.now(),
        "piles": waiting,
        "out": out,
        "back": back,
        "troubles": wrong,
        "drafts": own_drafts(user, contract) if holds(user, Permission.HANDOVER_SEND, contract) else [],
        "to_send": sum(pile.count for pile in waiting),
        "out_lines": sum(batch.waiting_count for batch in out),  # type: ignore[attr-defined]
        "back_lines": sum(batch.waiting_count for batch in back),  # type: ignore[attr-defined]
        "holders": holders(contract) if holds(user, Permission.HANDOVER_SEND, contract) else [],
        "may_send": holds(user, Permission.HANDOVER_SEND, contract),
        "is_department": holds(user, Permission.HANDOVER_CONFIRM, contract),
        "today": timezone.localdate(),
        "late_before": late_before(timezone.localdate()),
    }
    return render(request, "windows/handover_list.html", context)


def _history(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = SpanForm(request.GET, label=_("装单时间"))
    within_span = within("made_at", *form.days(timezone.localdate()))
    rows = sent_batches(request.user, contract).filter(within_span)
    lines, pages = page_shown(rows, batches(request.user, contract), page_number(request.GET))
    context = {
        "contract": contract,
        "tab": "history",
        "form": form,
        "lines": lines,
        "pages": pages,
        "may_send": holds(request.user, Permission.HANDOVER_SEND, contract),
    }
    return render(request, "windows/handover_list.html", context)
