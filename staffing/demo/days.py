"""The demo's clock: office hours of days gone by, and which days those are."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from hall_ops.lib.months import months_later, next_month
from staffing.actions.roster import monday_of

# So long must a contract have run before people leave it, and others apply.
SETTLED = timedelta(days=45)


def office(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of a day, in the hall's time zone."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def last_friday(today: date) -> date:
    """The Friday fifteen to twenty-one days back: whoever left then is missed since."""
    return monday_of(today) - timedelta(days=10)


def closed_months(first: date, today: date, count: int) -> list[date]:
    """The last months that are over, the earliest first; none before the month of `first`."""
    months = [months_later(today, -back) for back in range(count, 0, -1)]
    return [month for month in months if month >= first.replace(day=1) and next_month(month) <= today]
