"""Celery entry points: one tick a minute finds what is due in the database; bells in between only save the wait."""

from celery import shared_task
from django.utils import timezone

from hall_ops.lib.bell import ring
from records import runner
from records.actions.jobs import RUN, delete_expired_files, take_over_lost
from records.actions.outbox import SEND
from records.actions.pulses import feel_pulse
from records.postman import deliver_due
from records.queries import messages_due, queued_jobs
from records.schedule import run_due


@shared_task(name="records.tasks.tick")
def tick() -> int:
    """Run every job due since its last run, also after an outage. Shape: how many ran."""
    feel_pulse(at=timezone.now())
    if messages_due(at=timezone.now()) and not ring(SEND):
        deliver_due()
    take_over_lost(at=timezone.now())
    delete_expired_files(at=timezone.now())
    _ring_for_jobs()
    return run_due(now=timezone.now())


def _ring_for_jobs() -> None:
    for job_id in queued_jobs():
        ring(RUN, job_id)


@shared_task(name=SEND)
def send_outbox() -> int:
    """Send every message that is due. Shape: how many went out."""
    return deliver_due()


@shared_task(name=RUN)
def run_job(job_id: int) -> bool:
    """Do one piece of long work, then wake the next. Shape: False when there was nothing to do."""
    done = runner.run_job(job_id)
    if done:
        _ring_for_jobs()
    return done
