"""Nightly work on the contracts."""

from django.utils import timezone

from contracts.actions.calendar import seed_year
from hall_ops.lib.months import months_later

MONTHS_AHEAD = 14


def seed_calendar_ahead() -> str:
    """See that the calendar reaches 14 months ahead, and take up notices that came with a newer package."""
    now = timezone.now()
    today = timezone.localdate(now)
    years = range(today.year, months_later(today, MONTHS_AHEAD).year + 1)
    return " ".join(f"{year}={seed_year(by=None, at=now, year=year)}" for year in years)
