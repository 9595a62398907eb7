"""Wiring. The Celery application is loaded with Django, so that a task sent from a web page finds its queue."""

from hall_ops.celery import app as celery_app

__all__ = ["celery_app"]
