"""What every app writes beside its own rows: events, request keys, counters, files, runs of the schedule."""

from records.models.core import AuditEvent, AuditHead, IdempotencyKey, ScheduledRun, StoredFile
from records.models.counters import Counter

__all__ = [
    "AuditEvent",
    "AuditHead",
    "Counter",
    "IdempotencyKey",
    "ScheduledRun",
    "StoredFile",
]
