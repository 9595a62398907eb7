"""Messages waiting to be sent."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from records.actions import post_message
from records.models import OutboxMessage

NOON = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def posted(key: str = "case:1:accepted", **changes: Any) -> OutboxMessage:
    """A text message about an accepted case, or what `changes` make of it."""
    given = {"contract": None, "channel": "sms", "kind": "case.accepted", "to": "13800138000", "at": NOON}
    with transaction.atomic():
        return post_message(**({"body": "已受理"} | given | changes), business_key=key)  # type: ignore[arg-type]
