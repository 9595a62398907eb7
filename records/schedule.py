"""The schedule: jobs with their times, and the rows that make each due time run exactly once (security G5)."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from records.enums import RunState
from records.models import ScheduledRun

log = logging.getLogger(__name__)
LOOK_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DailyJob:
    """A job due each day at `at` (local time). After an outage only the latest missed time is caught up."""

    name: str
    run: str
    at: time

    def latest_due(self, now: datetime) -> datetime:
        local = timezone.localtime(now)
        due = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return due if due <= local else due - timedelta(days=1)


def jobs() -> Iterable[DailyJob]:
    return [DailyJob(name, run, time.fromisoformat(at)) for name, run, at in settings.SCHEDULED_JOBS]


def run_due(*, now: datetime) -> int:
    """Claim and run what is due. The unique row decides who runs: a second beat finds it taken."""
    ran = 0
    for job in jobs():
        due = job.latest_due(now)
        if now - due > LOOK_BACK or not _claim(job, due, now):
            continue
        _run(job, due)
        ran += 1
    return ran


def _claim(job: DailyJob, due: datetime, now: datetime) -> bool:
    if ScheduledRun.objects.filter(job=job.name, due_at=due).exists():
        return False
    try:
        with transaction.atomic():
            ScheduledRun.objects.create(job=job.name, due_at=due, started_at=now)
    except IntegrityError:
        return False
    return True


def _run(job: DailyJob, due: datetime) -> None:
    state, note = RunState.FAILED, ""
    try:
        note = str(import_string(job.run)() or "")[:300]
        state = RunState.DONE
    except Exception as error:  # a failed job must be written down and must not stop the others
        log.exception("scheduled job failed", extra={"job": job.name})
        note = f"{type(error).__name__}: {error}"[:300]
    ScheduledRun.objects.filter(job=job.name, due_at=due).update(
        state=state, note=note, finished_at=timezone.now()
    )
