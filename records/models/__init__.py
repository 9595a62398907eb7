"""What every app writes beside its own rows: events, keys, counters, messages, jobs, files, runs of the schedule."""

from records.models.core import (
    AuditEvent,
    AuditHead,
    FileErasure,
    IdempotencyKey,
    Pulse,
    ScheduledRun,
    StoredFile,
)
from records.models.counters import Counter
from records.models.jobs import Job
from records.models.outbox import OutboxMessage

__all__ = [
    "AuditEvent",
    "AuditHead",
    "Counter",
    "FileErasure",
    "IdempotencyKey",
    "Job",
    "OutboxMessage",
    "Pulse",
    "ScheduledRun",
    "StoredFile",
]
