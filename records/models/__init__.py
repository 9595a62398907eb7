"""What every app writes beside its own rows: events, request keys, counters, messages, files, runs of the schedule."""

from records.models.core import AuditEvent, AuditHead, IdempotencyKey, ScheduledRun, StoredFile
from records.models.counters import Counter
from records.models.outbox import OutboxMessage

__all__ = [
    "AuditEvent",
    "AuditHead",
    "Counter",
    "IdempotencyKey",
    "OutboxMessage",
    "ScheduledRun",
    "StoredFile",
]
