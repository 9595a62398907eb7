"""The schedule: jobs with their times, and the rows that make each due time run exactly once (security G5)."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from records.enums import RunState
from records.models import ScheduledRun

log = logging.getLogger(__name__)
LOOK_BACK = timedelta(days=7)
# A claimed run this old has lost its worker. A failed one is tried again after 5, 10, 20 and 40 minutes.
STUCK_AFTER = timedelta(minutes=30)
FIRST_WAIT = timedelta(minutes=5)
MOST_TRIES = 5


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
    """Claim and run what is due, and try again what failed or was cut off.

    The unique row decides who runs: a second beat finds it taken.
    """
    ran = 0
    for job in jobs():
        due = job.latest_due(now)
        claim = _claim(job, due, now) if now - due <= LOOK_BACK else 0
        if claim:
            _run(job, due, claim)
            ran += 1
    return ran


def _claim(job: DailyJob, due: datetime, now: datetime) -> int:
    """Shape: which try it is, from 1; 0 when there is nothing to do, or another beat was first."""
    row = ScheduledRun.objects.filter(job=job.name, due_at=due).first()
    if row is not None:
        return _claim_again(row, now)
    try:
        with transaction.atomic():
            ScheduledRun.objects.create(job=job.name, due_at=due, started_at=now)
    except IntegrityError:
        return 0
    return 1


def _claim_again(row: ScheduledRun, now: datetime) -> int:
    """Take over a run that failed some time ago, or whose worker has not been heard of for half an hour."""
    cut_off = Q(state=RunState.CLAIMED, started_at__lte=now - STUCK_AFTER)
    failed = Q(state=RunState.FAILED, finished_at__lte=now - FIRST_WAIT * 2 ** (row.tries - 1))
    if row.tries >= MOST_TRIES:
        return 0
    taken = ScheduledRun.objects.filter(cut_off | failed, pk=row.pk, tries=row.tries).update(
        state=RunState.CLAIMED, tries=row.tries + 1, started_at=now, finished_at=None, note=""
    )
    return row.tries + 1 if taken else 0


def _run(job: DailyJob, due: datetime, claim: int) -> None:
    state, note = RunState.FAILED, ""
    try:
        note = str(import_string(job.run)() or "")[:300]
        state = RunState.DONE
    except Exception as error:  # a failed job must be written down and must not stop the others
        log.exception("scheduled job failed", extra={"job": job.name})
        note = f"{type(error).__name__}: {error}"[:300]
    # A worker so late that another took its run over does not write over what that one found.
    mine = ScheduledRun.objects.filter(job=job.name, due_at=due, tries=claim)
    mine.update(state=state, note=note, finished_at=timezone.now())
