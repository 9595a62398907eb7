"""Checking and exporting the audit are events themselves."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from records.actions import record_event
from records.enums import BREAK_REASONS, Result
from records.models import AuditHead
from records.queries import chain_break


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the check found. `broken_at` is the first event that does not hold, or None."""

    count: int
    head: str
    broken_at: int | None
    reason: str


def verify_chain(*, by: User) -> Outcome:
    """Check the chain as it stands, then write down that it was checked and what came out."""
    found = chain_break()
    head = AuditHead.objects.filter(pk=1).first()
    reason = str(BREAK_REASONS.get(found.reason, found.reason)) if found else ""
    outcome = Outcome(
        head.number if head else 0, head.hash if head else "", found.number if found else None, reason
    )
    with transaction.atomic():
        record_event(
            "audit.verify",
            by=by,
            after={"count": outcome.count, "broken_at": outcome.broken_at, "reason": outcome.reason},
            result=Result.REFUSED if found else Result.DONE,
        )
    return outcome


def note_export(*, by: User, contract: Any, rows: int, conditions: dict[str, Any]) -> None:
    with transaction.atomic():
        after = {"rows": rows, "conditions": {key: str(value) for key, value in conditions.items() if value}}
        record_event("audit.export", by=by, contract=contract, after=after)


def too_many(rows: int, most: int) -> str:
    return _("符合条件的事件有 %(rows)s 条，一次最多导出 %(most)s 条。请缩小日期范围后重试。") % {
        "rows": rows,
        "most": most,
    }
