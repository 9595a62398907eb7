"""The sessions of a day: what the hall serves, holidays and make-up workdays considered."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from contracts.models import Contract, WorkDay
from staffing.enums import SessionKind
from staffing.models import ServiceSession
from staffing.rules.hours import serves


def sessions_of(contract: Contract, first: date, last: date) -> list[ServiceSession]:
    """Sessions in use at some time of the days, both included."""
    rows = ServiceSession.objects.filter(contract=contract, effective_on__lte=last)
    return [
        row
        for row in rows.order_by("starts_at")
        if row.effective_until is None or row.effective_until >= first
    ]


def service_days(
    contract: Contract, first: date, last: date, *, kind: str = SessionKind.REGULAR
) -> dict[date, list[ServiceSession]]:
    """Each day's sessions of a kind, in their order. Shape: days without any are in it with an empty list."""
    sessions = [row for row in sessions_of(contract, first, last) if row.kind == kind]
    calendar = {row.date: row.works for row in WorkDay.objects.filter(date__range=(first, last))}
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return {
        day: [
            row
            for row in sessions
            if serves(
                day,
                weekdays=row.weekdays,
                works=calendar.get(day),
                used_from=row.effective_on,
                used_until=row.effective_until,
            )
        ]
        for day in days
    }


def span(day: date, session: ServiceSession) -> tuple[datetime, datetime]:
    """When a session of a day begins and ends, in the hall's time zone."""
    return (
        timezone.make_aware(datetime.combine(day, session.starts_at)),
        timezone.make_aware(datetime.combine(day, session.ends_at)),
    )


def minutes_of(sessions: Iterable[ServiceSession]) -> int:
    """Units: minutes."""
    return sum(
        (row.ends_at.hour * 60 + row.ends_at.minute) - (row.starts_at.hour * 60 + row.starts_at.minute)
        for row in sessions
    )
