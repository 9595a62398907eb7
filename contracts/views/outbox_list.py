"""SMS, e-mail and pushes on their way out: how many wait, since when, what was given up and why."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from records.enums import OutboxState
from records.models import OutboxMessage
from records.queries import message_rows, outbox_figures

PAGE = 50
SENT_FOR = timedelta(days=30)
SHOWN = {
    "dead": (_("发送失败"), [OutboxState.DEAD]),
    "open": (_("待发送"), [OutboxState.WAITING, OutboxState.SENDING]),
    "sent": (_("已发送"), [OutboxState.SENT]),
}


@screen(Permission.OUTBOX_VIEW, nav=Nav(Room.SERVICE, _("消息发送"), order=95))
def outbox_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    allowed = OutboxMessage.objects.allowed(request.user, Permission.OUTBOX_VIEW)
    messages, now = allowed.filter(contract_id=contract.pk), timezone.now()
    figures = outbox_figures(messages, at=now)
    shown = request.GET.get("state") or ("dead" if figures.dead else "open")
    shown = shown if shown in SHOWN else "dead"
    chosen = messages.filter(state__in=SHOWN[shown][1]).defer("letter_sealed")
    if shown == "sent":
        chosen = chosen.filter(made_at__gt=now - SENT_FOR)
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    url = reverse("contracts:outbox-list", args=[contract.slug])
    context = {
        "contract": contract,
        "figures": figures,
        "minutes": int((now - figures.oldest_at).total_seconds() // 60) if figures.oldest_at else None,
        "page": page,
        "rows": message_rows(page.object_list),
        "shown": shown,
        "tabs": [
            {"label": label, "url": f"{url}?state={key}", "active": key == shown}
            for key, (label, _states) in SHOWN.items()
        ],
        "may_retry": holds(request.user, Permission.OUTBOX_RETRY, contract),
    }
    return render(request, "contracts/outbox_list.html", context)
