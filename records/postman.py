"""Takes the messages that are due to where they belong, one after the other; two of him at once do no harm."""

import json
import logging
import time
from collections import Counter

from django.utils import timezone

from hall_ops.lib.sealing import SealError, open_column
from records.actions.outbox import Letter, bury_lost, claim_message, mark_failed, mark_sent
from records.models import OutboxMessage
from records.queries import free
from records.senders import SendFailed, send

log = logging.getLogger(__name__)
BATCH = 200
# Shorter than the worker's soft limit: what is left is taken by the next ring.
WORK_SECONDS = 240.0
# After so many failures in a row a lane is left alone for this round, so that one dead gateway holds up nobody else.
PATIENCE = 3


def deliver_due() -> int:
    """Send what is due until nothing is, or the time is over. Shape: how many went out."""
    started, sent = time.monotonic(), 0
    failures: Counter[str] = Counter()
    bury_lost(at=timezone.now())
    while batch := _due([lane for lane, count in failures.items() if count >= PATIENCE]):
        for message in batch:
            if time.monotonic() - started > WORK_SECONDS:
                return sent
            if failures[message.lane] < PATIENCE and claim_message(message=message, at=timezone.now()):
                failed = _deliver(message)
                sent += failed is None
                # One bad address says nothing about the way it was sent.
                failures[message.lane] = 0 if failed is None or failed.final else failures[message.lane] + 1
    return sent


def _due(blocked: list[str]) -> list[OutboxMessage]:
    due = OutboxMessage.objects.filter(free(timezone.now())).exclude(lane__in=blocked)
    return list(due.order_by("due_at", "pk")[:BATCH])


def _deliver(message: OutboxMessage) -> SendFailed | None:
    """Send one that was claimed. Shape: None when it went out, else why not."""
    failed = None
    try:
        via = send(message, Letter(**json.loads(open_column(message, "letter"))))
    except SendFailed as error:
        failed = error
    except SealError as error:
        failed = SendFailed(str(error), final=True)
    except Exception as error:  # a message that breaks its sender must not stop the others
        log.exception("a message could not be sent", extra={"channel": message.channel})
        failed = SendFailed(type(error).__name__)
    now = timezone.now()
    if failed is not None:
        mark_failed(message=message, problem=str(failed), at=now, final=failed.final)
    elif not mark_sent(message=message, via=via, at=now):
        log.warning("a message was taken over while it was being sent", extra={"channel": message.channel})
    return failed
