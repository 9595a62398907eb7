"""One batch, line by line, for whoever sent it and whoever receives it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.handover_lines import RECEIVES
from windows.enums import Direction, HandOverState, LineOutcome
from windows.forms.handover import SettleForm
from windows.models import HandOver
from windows.queries.handover import lines_of, waiting_lines
from windows.views._papers import get_batch


@screen(Permission.HANDOVER_VIEW)
def handover_detail(request: HttpRequest, contract: Contract, batch: str) -> HttpResponse:
    return batch_page(request, contract, get_batch(request, contract, batch))


def batch_page(
    request: HttpRequest,
    contract: Contract,
    batch: HandOver,
    *,
    form: SettleForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; a form that was refused comes back with what is wrong."""
    lines = lines_of(batch)
    waiting = waiting_lines(lines)
    receives = holds(request.user, RECEIVES[Direction(batch.direction)], contract)
    is_back = batch.direction == Direction.BACK
    context: dict[str, Any] = {
        "contract": contract,
        "batch": batch,
        "lines": lines,
        "waiting": len(waiting),
        "trouble": sum(line.outcome in {LineOutcome.MISSING, LineOutcome.RETURNED} for line in lines),
        "confirmed": sum(line.outcome == LineOutcome.CONFIRMED for line in lines),
        "is_back": is_back,
        "may_settle": receives and batch.state == HandOverState.SENT and bool(waiting),
        "may_edit": batch.state == HandOverState.DRAFT and batch.made_by_id == request.user.pk,
        "form": form or SettleForm(choices=[], initial={"place": request.GET.get("place", "")}),
        "now": timezone.now(),
    }
    if context["may_settle"]:
        context["shortcuts"] = [
            {"keys": "F4", "label": _("到扫码框，扫一件签收一件")},
            {"keys": "Ctrl Enter", "label": _("签收所选")},
        ]
    return render(request, "windows/handover_detail.html", context, status=status)
