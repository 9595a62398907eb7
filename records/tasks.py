"""Celery entry points of the schedule: one tick a minute finds what is due, each due time runs once."""

from celery import shared_task
from django.utils import timezone

from records.schedule import run_due


@shared_task(name="records.tasks.tick")
def tick() -> int:
    """Run every job due since its last run, also after an outage. Shape: how many ran."""
    return run_due(now=timezone.now())
