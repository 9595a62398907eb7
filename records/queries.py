"""Reads over the records: the chain for its check, events for the auditor, messages on their way out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Min, Q

from hall_ops.lib.outward import WHOLE_SECONDS
from records.enums import ACTION_LABELS, JobState, OutboxState
from records.models import AuditEvent, AuditHead, Job, OutboxMessage, Pulse
from records.rules import Break, Link, chain_hash, first_break


def chain_links() -> Iterator[Link]:
    """Every event from the first, streamed."""
    for event in AuditEvent.objects.order_by("number").iterator(chunk_size=2000):
        yield Link(event.number, event.previous_hash, event.hash, event.content())


def chain_break() -> Break | None:
    """Check the whole chain. Shape: None when nothing was touched."""
    head = AuditHead.objects.filter(pk=1).first()
    return first_break(chain_links(), head.number if head else 0, head.hash if head else "0" * 64)


def events_matching(
    events: Any,
    *,
    words: str = "",
    action: str = "",
    result: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Any:
    """The auditor's search within the events they may see."""
    for word in words.split():
        number = Q(number=int(word)) if word.isascii() and word.isdigit() and len(word) < 18 else Q()
        events = events.filter(
            Q(actor_name__icontains=word)
            | Q(object_label__icontains=word)
            | Q(action__icontains=word)
            | Q(address__startswith=word)
            | Q(request_id=word)
            | number
        )
    if action:
        events = events.filter(action=action)
    if result:
        events = events.filter(result=result)
    if since:
        events = events.filter(at__date__gte=since)
    if until:
        events = events.filter(at__date__lte=until)
    return events


def untouched_event(number: int, expected_hash: str) -> AuditEvent | None:
    """The event of this number, if it still has the hash it had and its content still gives it."""
    event = AuditEvent.objects.filter(number=number, hash=expected_hash).first()
    return event if event and chain_hash(event.previous_hash, event.content()) == event.hash else None


# Nobody sends longer than WHOLE_SECONDS, so who holds a message longer than this has lost it.
TAKE_OVER = timedelta(seconds=2 * WHOLE_SECONDS)


def free(at: datetime) -> Q:
    """Messages that are due, or in the hands of somebody who did not come back."""
    due = Q(state=OutboxState.WAITING, due_at__lte=at)
    return due | Q(state=OutboxState.SENDING, claimed_at__lte=at - TAKE_OVER)


def messages_due(*, at: datetime) -> bool:
    """Is there anything to be sent?"""
    return OutboxMessage.objects.filter(free(at)).exists()


def oldest_overdue(*, at: datetime) -> datetime | None:
    """Since when the message that waits longest has been due; None when nothing is due. The worker's pulse (G6)."""
    return OutboxMessage.objects.filter(free(at)).aggregate(first=Min("due_at"))["first"]


def queued_jobs() -> list[int]:
    """The jobs that should run now, the oldest first: as many as there are free slots."""
    running = Job.objects.filter(state=JobState.RUNNING).count()
    free_slots = max(settings.JOBS_AT_ONCE - running, 0)
    queued = Job.objects.filter(state=JobState.QUEUED).order_by("queued_at", "pk")
    return list(queued.values_list("pk", flat=True)[:free_slots])


A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OutboxFigures:
    """How a contract's messages stand. `oldest_at` is when the oldest that is not out was made."""

    waiting: int
    sending: int
    dead: int
    sent: int
    oldest_at: datetime | None


def outbox_figures(messages: Any, *, at: datetime) -> OutboxFigures:
    """Two queries over the messages somebody may see; of what went out only the last day is counted."""
    unsent = messages.exclude(state=OutboxState.SENT).order_by().values("state")
    rows = {row["state"]: row for row in unsent.annotate(count=Count("pk"), oldest=Min("made_at"))}
    counts = {state: rows[state]["count"] if state in rows else 0 for state in OutboxState.values}
    open_states = (OutboxState.WAITING, OutboxState.SENDING)
    return OutboxFigures(
        waiting=counts["waiting"],
        sending=counts["sending"],
        dead=counts["dead"],
        sent=messages.filter(state=OutboxState.SENT, made_at__gt=at - A_DAY).count(),
        oldest_at=min((rows[state]["oldest"] for state in open_states if state in rows), default=None),
    )


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message as a list shows it, without recipient and text."""

    message: OutboxMessage
    kind: str
    about: str


def message_rows(messages: Any) -> list[MessageRow]:
    return [MessageRow(each, str(ACTION_LABELS.get(each.kind, each.kind)), _about(each)) for each in messages]


def _about(message: OutboxMessage) -> str:
    if not message.object_type:
        return ""
    return f"{apps.get_model(message.object_type)._meta.verbose_name} {message.object_id}"


def last_tick() -> datetime:
    """When the scheduler last came by; before its first time the hour of the newest migration counts."""
    pulse = Pulse.objects.filter(name=Pulse.TICK).first()
    return pulse.at if pulse else MigrationRecorder.Migration.objects.latest("applied").applied
