"""Reading notices. Nobody else learns of it, so it is no event."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from contracts.models import NoticeRead
from contracts.queries.notices import waiting_for

KEPT = timedelta(days=180)


def read_notices(*, by: Any, at: datetime, keys: Collection[str] | None = None) -> int:
    """Note as read what waits for this person: those of `keys`, or all. Shape: how many. What waits no more, or is
    somebody else's, is passed over.
    """
    waiting = {each.key: each for each in waiting_for(by, None, at)}
    marks = [
        NoticeRead(user=by, key=key, many=each.many, read_at=at)
        for key, each in waiting.items()
        if keys is None or key in keys
    ]
    NoticeRead.objects.bulk_create(
        marks, update_conflicts=True, unique_fields=["user", "key"], update_fields=["many", "read_at"]
    )
    return len(marks)


def forget_read_notices(*, at: datetime) -> int:
    """Forget what was read half a year ago; what is still open then is told anew. Shape: how many."""
    return NoticeRead.objects.filter(read_at__lt=at - KEPT).delete()[0]
