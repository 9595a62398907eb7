"""Is this installation ready to serve? Asked by /readyz and by the container's health check."""

from datetime import timedelta
from typing import Any

from django.core.checks import run_checks
from django.core.checks.registry import Tags
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from records.enums import RunState
from records.models import ScheduledRun
from records.queries import last_tick, oldest_overdue
from records.schedule import STUCK_AFTER

# A daily job, and two hours for the beat to come by.
LATE_AFTER = timedelta(hours=26)
# The tick comes every minute.
OUTBOX_LATE_AFTER = timedelta(minutes=5)
BEAT_LATE_AFTER = timedelta(minutes=5)


def readiness() -> dict[str, dict[str, Any]]:
    """Shape: {part: {ok, note}}; later parts are left out when the database is away."""
    try:
        connection.ensure_connection()
    except DatabaseError:
        return {"database": {"ok": False, "note": "no connection"}}
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    guards = run_checks(tags=[Tags.database], databases=["default"])
    return {
        "database": {"ok": True, "note": connection.vendor},
        "migrations": {"ok": not waiting, "note": f"{len(waiting)} waiting"},
        "triggers": {"ok": not any(found.is_serious() for found in guards), "note": f"{len(guards)} missing"},
        "chain": _job_state("verify_chain"),
        "seal": _job_state("daily_seal"),
        "sealed": _job_state("verify_seals"),
        "outbox": _outbox_state(),
        "beat": _beat_state(),
    }


def _outbox_state() -> dict[str, Any]:
    """Red when a message has been due for long and nobody came for it: no worker runs. One that fails is not due."""
    oldest, now = oldest_overdue(at=timezone.now()), timezone.now()
    late = oldest is not None and now - oldest > OUTBOX_LATE_AFTER
    return {"ok": not late, "note": "late" if late else "waiting" if oldest else "empty"}


def _beat_state() -> dict[str, Any]:
    """Red when the tick has not run for minutes: no beat sends it, no worker runs it, or the queue is away."""
    age = timezone.now() - last_tick()
    return {"ok": age <= BEAT_LATE_AFTER, "note": f"{max(int(age.total_seconds()), 0)} s ago"}


def _job_state(job: str) -> dict[str, Any]:
    """Red when the last nightly run failed, hangs, or is of a day gone by: chain, daily seal, check of what is sealed.

    The last run is the one of the latest due time, whatever its tries; a job that never ran yet is not late.
    """
    last, now = ScheduledRun.objects.filter(job=job).first(), timezone.now()
    if last is None:
        return {"ok": True, "note": "not run yet"}
    if now - last.due_at > LATE_AFTER:
        return {"ok": False, "note": "late"}
    if last.state == RunState.CLAIMED and now - last.started_at > STUCK_AFTER:
        return {"ok": False, "note": "stuck"}
    return {"ok": last.state != RunState.FAILED, "note": last.state}
