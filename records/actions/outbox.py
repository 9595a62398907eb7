"""Messages to the outside: written with the change they tell of, claimed before they are sent, each sent once."""

import json
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from hall_ops.lib.bell import ring_after_commit
from hall_ops.lib.errors import DomainError
from hall_ops.lib.outward import host_of
from hall_ops.lib.sealing import label_of, place, seal
from records.actions.core import record_event
from records.enums import OutboxChannel, OutboxState
from records.models import OutboxMessage
from records.queries import TAKE_OVER, free
from records.rules import wait_minutes

SEND = "records.tasks.send_outbox"


class NotDead(DomainError):
    """Only what was given up is sent again by hand."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the receiver gets. Shape: `to` is a telephone number, a mail address or a URL; only mail has a subject."""

    to: str
    body: str
    subject: str = ""


def post_message(
    *,
    contract: Any,
    channel: str,
    kind: str,
    to: str,
    body: str,
    business_key: str,
    at: datetime,
    subject: str = "",
    about: models.Model | None = None,
) -> OutboxMessage:
    """Put a message into the outbox, inside the transaction of the change it tells of; the worker sends it.

    Shape: `contract` a Contract or None; `business_key` names the effect: the same key again changes nothing and gives
    the first message. `body` is plain text, for a webhook a JSON document.
    Raises: RuntimeError outside a transaction; ValueError for an unknown channel.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a message belongs into the transaction of the change it tells of")
    channel, uid = OutboxChannel(channel), uuid.uuid4()
    letter = json.dumps(asdict(Letter(to, body, subject)), ensure_ascii=False)
    message = OutboxMessage(
        uid=uid,
        contract_id=getattr(contract, "pk", None),
        channel=channel,
        lane=_lane(channel, to),
        kind=kind,
        business_key=business_key,
        object_type=about._meta.label_lower if about is not None else "",
        object_id=str(about.pk) if about is not None else "",
        letter_sealed=seal(letter, aad=place(label_of(OutboxMessage, "letter"), uid)),
        made_at=at,
        due_at=at,
    )
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)
    ring_after_commit(SEND)
    return OutboxMessage.objects.get(business_key=business_key)


def _lane(channel: str, to: str) -> str:
    return f"{channel}:{host_of(to)}"[:120] if channel == OutboxChannel.WEBHOOK else str(channel)


def claim_message(*, message: OutboxMessage, at: datetime) -> bool:
    """Take a message in hand before sending it. Shape: False where somebody was quicker."""
    mine = OutboxMessage.objects.filter(free(at), pk=message.pk, tries=message.tries)
    taken = mine.update(state=OutboxState.SENDING, claimed_at=at, tries=F("tries") + 1)
    message.tries += taken
    return bool(taken)


def mark_sent(*, message: OutboxMessage, via: str, at: datetime) -> bool:
    """Shape: False where another took the message over meanwhile: their word counts."""
    return _settle(message, state=OutboxState.SENT, sent_at=at, via=via, problem="")


def mark_failed(*, message: OutboxMessage, problem: str, at: datetime, final: bool = False) -> bool:
    """Wait for the next try, twice as long each time; after the last, or when no try can help, give up."""
    problem = problem[:200] or "?"
    if final or message.tries >= settings.OUTBOX_TRIES:
        return _settle(message, state=OutboxState.DEAD, problem=problem)
    pause = timedelta(minutes=wait_minutes(message.tries, settings.OUTBOX_WAIT_MINUTES))
    return _settle(message, state=OutboxState.WAITING, due_at=at + pause, problem=problem)


def _settle(message: OutboxMessage, **values: Any) -> bool:
    mine = OutboxMessage.objects.filter(pk=message.pk, state=OutboxState.SENDING, tries=message.tries)
    return bool(mine.update(claimed_at=None, **values))


def bury_lost(*, at: datetime) -> int:
    """Give up what was lost in somebody's hands at its last try: it may be what ends the worker each time."""
    lost = OutboxMessage.objects.filter(
        state=OutboxState.SENDING, claimed_at__lte=at - TAKE_OVER, tries__gte=settings.OUTBOX_TRIES
    )
    problem = _("发送途中程序中断，是否送达不明")
    return lost.update(state=OutboxState.DEAD, claimed_at=None, problem=problem)


def retry_dead(*, by: Any, at: datetime, contract: Any, message: OutboxMessage | None = None) -> int:
    """Send again what was given up: one message, or every one of the contract. Shape: how many.

    Raises: NotDead when the one message was not given up, or its text is no longer kept.
    """
    dead = OutboxMessage.objects.filter(
        contract_id=contract.pk, state=OutboxState.DEAD, letter_sealed__isnull=False
    )
    with transaction.atomic():
        chosen = dead.filter(pk=message.pk) if message is not None else dead
        count = chosen.update(state=OutboxState.WAITING, due_at=at, tries=0, problem="")
        if not count:
            raise NotDead(_("没有可以再发的消息：可能已被他人重新发送，或内容已按期清除。请刷新页面查看。"))
        record_event("outbox.retry", by=by, obj=message, contract=contract, after={"count": count})
        ring_after_commit(SEND)
    return count


def wipe_letters(*, before: datetime) -> int:
    """Forget recipient and text of what was settled before; that it was sent stays on record."""
    settled = Q(state=OutboxState.SENT, sent_at__lt=before) | Q(state=OutboxState.DEAD, due_at__lt=before)
    return OutboxMessage.objects.filter(settled, letter_sealed__isnull=False).update(letter_sealed=None)
