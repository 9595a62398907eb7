"""Celery entry points: one tick a minute finds what is due in the database; bells in between only save the wait."""

from celery import shared_task
from django.utils import timezone

from hall_ops.lib.bell import ring
from records.actions.outbox import SEND
from records.postman import deliver_due
from records.queries import messages_due
from records.schedule import run_due


@shared_task(name="records.tasks.tick")
def tick() -> int:
    """Run every job due since its last run, also after an outage. Shape: how many ran."""
    if messages_due(at=timezone.now()) and not ring(SEND):
        deliver_due()
    return run_due(now=timezone.now())


@shared_task(name=SEND)
def send_outbox() -> int:
    """Send every message that is due. Shape: how many went out."""
    return deliver_due()
