"""The demo's clock: office hours of days long past."""

from datetime import date, datetime, time

from django.utils import timezone


def moment(day: date, hour: int = 10) -> datetime:
    """A moment of that day, in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, time(hour)))
