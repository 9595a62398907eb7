"""Tickets of the queue machine, from its file or pushed by it: each ticket once, the later word holds.

Source: facts.md § 5.15; issue 3 (waiting times beside windows).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, Venue
from records.actions import record_event
from windows.actions.services import ServiceRefused
from windows.enums.service import TicketState
from windows.models import QueueDraft, QueueImport, QueueTicket

DRAFT_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One ticket as the machine tells it. Shape: window is a window's number, "" while nobody called."""

    venue: Venue
    number: str
    taken_at: datetime
    state: str
    window: Any = None
    called_at: datetime | None = None
    finished_at: datetime | None = None
    operator: str = ""

    @property
    def day(self) -> date:
        return timezone.localdate(self.taken_at)


@dataclass(frozen=True, slots=True)
class TicketsTaken:
    """What a push or a file changed."""

    added: int
    changed: int
    unchanged: int


def ticket_problem(row: TicketRow, now: datetime) -> str:
    """What is wrong with a ticket, in words; "" when nothing is."""
    if row.state not in TicketState.values:
        return _("状态应为等候、已办理或过号")
    if not row.number.strip() or len(row.number) > 20:
        return _("排队号应为 1 至 20 个字")
    if row.taken_at > now:
        return _("取号时间还没有到")
    if row.state == TicketState.SERVED and (row.called_at is None or row.window is None):
        return _("已办理的须有叫号时间和窗口")
    if row.called_at and row.called_at < row.taken_at:
        return _("叫号时间早于取号时间")
    if row.finished_at and (row.called_at is None or row.finished_at < row.called_at):
        return _("办结时间早于叫号时间")
    return ""


@dataclass(frozen=True, slots=True)
class LaidBeside:
    """What taking tickets does. Shape: changed are pairs of what is known and what the file says."""

    added: list[TicketRow]
    changed: list[tuple[QueueTicket, TicketRow]]
    unchanged: int


def laid_beside(contract: Contract, rows: Sequence[TicketRow]) -> LaidBeside:
    """Tickets beside those that are known; of two lines about one ticket the later holds. One query."""
    days = {row.day for row in rows}
    tickets = QueueTicket.objects.filter(contract=contract, day__in=days).select_related("window")
    known = {(ticket.venue_id, ticket.day, ticket.number): ticket for ticket in tickets}
    last = {(row.venue.pk, row.day, row.number): row for row in rows}
    added = [row for place, row in last.items() if place not in known]
    changed = [
        (known[place], row) for place, row in last.items() if place in known and _differs(known[place], row)
    ]
    return LaidBeside(added, changed, len(rows) - len(added) - len(changed))


@transaction.atomic
def take_tickets(*, by: Any, at: datetime, contract: Contract, rows: Sequence[TicketRow]) -> TicketsTaken:
    """Write tickets down, all or none; the same tickets again change nothing. Raises: ServiceRefused naming the row."""
    for place, row in enumerate(rows, start=1):
        problem = ticket_problem(row, at)
        if problem:
            raise ServiceRefused(_("第 %(n)s 条 %(number)s：%(why)s。") % {
                "n": place, "number": row.number[:20], "why": problem})  # fmt: skip
    days = {row.day for row in rows}
    laid = laid_beside(contract, rows)
    new = [_ticket(contract, row) for row in laid.added]
    changed = [_updated(found, row) for found, row in laid.changed]
    QueueTicket.objects.bulk_create(new, batch_size=1000)
    columns = ["window", "operator", "state", "taken_at", "called_at", "finished_at"]
    QueueTicket.objects.bulk_update(changed, columns, batch_size=500)
    told = TicketsTaken(len(new), len(changed), len(rows) - len(new) - len(changed))
    if new or changed:
        after = {"added": told.added, "changed": told.changed, "days": sorted(map(str, days))}
        record_event("queue.take", by=by, contract=contract, after=after)
    return told


def _values(row: TicketRow) -> dict[str, Any]:
    return {
        "window": row.window, "operator": row.operator[:40], "state": row.state, "taken_at": row.taken_at,
        "called_at": row.called_at, "finished_at": row.finished_at,
    }  # fmt: skip


def _ticket(contract: Contract, row: TicketRow) -> QueueTicket:
    return QueueTicket(contract=contract, venue=row.venue, day=row.day, number=row.number, **_values(row))


def _differs(found: QueueTicket, row: TicketRow) -> bool:
    values = _values(row)
    window = values.pop("window")
    return found.window_id != getattr(window, "pk", None) or any(
        getattr(found, name) != value for name, value in values.items()
    )


def _updated(found: QueueTicket, row: TicketRow) -> QueueTicket:
    for name, value in _values(row).items():
        if name == "state":
            continue
        setattr(found, name, value)
    found.state = row.state
    return found


@transaction.atomic
def keep_draft(
    *, by: Any, at: datetime, contract: Contract, venue: Venue, name: str, data: bytes, rows: Sequence[Any]
) -> QueueDraft:
    """Keep a file that was read for its preview; one's earlier ones go, and whatever waited for a week."""
    waiting = QueueDraft.objects.filter(contract=contract)
    waiting.filter(Q(created_by=by) | Q(created_at__lt=at - DRAFT_KEPT)).delete()
    sha256 = hashlib.sha256(data).hexdigest()
    return QueueDraft.objects.create(
        contract=contract,
        venue=venue,
        name=name[-120:],
        sha256=sha256,
        rows=list(rows),
        created_by=by,
        created_at=at,
    )


@transaction.atomic
def import_tickets(*, by: Any, at: datetime, draft: QueueDraft, rows: Sequence[TicketRow]) -> TicketsTaken:
    """Take a previewed file, all or none; the same file again changes nothing. Raises: ServiceRefused."""
    contract, sha256 = draft.contract, draft.sha256
    QueueDraft.objects.filter(pk=draft.pk).delete()
    if QueueImport.objects.filter(contract=contract, sha256=sha256).exists():
        return TicketsTaken(0, 0, len(rows))
    told = take_tickets(by=by, at=at, contract=contract, rows=rows)
    QueueImport.objects.create(
        contract=contract, name=draft.name, sha256=sha256, rows=len(rows), added=told.added, changed=told.changed,
        taken_by=by, taken_at=at,
    )  # fmt: skip
    return told


def drop_draft(*, draft: QueueDraft) -> None:
    """Give a previewed file up; nothing of it was taken."""
    QueueDraft.objects.filter(pk=draft.pk).delete()
