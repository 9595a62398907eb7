"""What every app writes beside its own rows: events, keys, counters, messages, jobs, files, runs of the schedule."""

from records.models.core import AuditEvent, AuditHead, IdempotencyKey, ScheduledRun, StoredFile
from records.models.counters import Counter
from records.models.jobs import Job
from records.models.outbox import OutboxMessage

__all__ = [
    "AuditEvent",
    "AuditHead",
    "Counter",
    "IdempotencyKey",
    "Job",
    "OutboxMessage",
    "ScheduledRun",
    "StoredFile",
]
