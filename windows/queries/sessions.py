"""Reads of windows and sessions: who sits where, which windows are free, a window's history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, Window
from contracts.queries.agreed import agreed_limit
from staffing.models import Away
from windows.models import SessionPause, WindowSession

AWAY_MINUTES = 15


def open_session(user: Any, contract: Contract) -> WindowSession | None:
    """Where somebody sits now, in this contract, and since when they are away from there. One query.

    Shape: with its window, zone and venue. They sit at one window at most (one_window_a_clerk).
    """
    away = Away.objects.filter(
        contract=contract,
        person__user=user,
        back_at=None,
        voided_at=None,
        left_at__gte=OuterRef("started_at"),
    )
    found = (
        WindowSession.objects.in_contract(contract)
        .filter(clerk=user, ended_at=None)
        .annotate(away_at=Subquery(away.order_by().values("left_at")[:1]))
        .select_related("window__zone", "window__venue")
        .order_by()
    )
    return next(iter(found), None)


def windows_of(contract: Contract) -> QuerySet[Window]:
    """The windows of the places that the contract serves, place by place in their order."""
    return (
        Window.objects.filter(venue__contracts=contract)
        .select_related("venue", "zone")
        .order_by("venue", "number")
    )


def away_minutes(contract: Contract) -> int:
    """How long somebody may be away without a report. Units: minutes. Source: 002 § 五(一)表1 3.26."""
    agreed = agreed_limit(contract, "away_minutes")
    return int(agreed.value) if agreed else AWAY_MINUTES


@dataclass(frozen=True, slots=True)
class Seat:
    """A window with who sits there. `session` is None while it is empty.

    Shape: `away_at` since when its clerk is away from the post, entered by whoever saw it; a clerk's own key pauses.
    """

    window: Window
    session: WindowSession | None = None
    away_at: datetime | None = None

    @property
    def level(self) -> str:
        """free, paused or occupied; nobody is served while the clerk is away."""
        if self.session is None:
            return "free"
        return "paused" if self.paused_since else "occupied"

    @property
    def paused_since(self) -> datetime | None:
        return (self.session.paused_at if self.session else None) or self.away_at

    @property
    def why(self) -> str:
        """The reason of the pause."""
        return (self.session.pause_reason if self.session else "") or _("离岗")


def seats_of(contract: Contract) -> list[Seat]:
    """Every window and who sits there, whichever contract they serve it under. Three queries."""
    windows = list(windows_of(contract))
    sitting = WindowSession.objects.open().filter(window__in=windows).select_related("clerk")
    by_window = {session.window_id: session for session in sitting}
    away = _away_from(by_window.values())
    return [Seat(window, by_window.get(window.pk), away.get(window.pk)) for window in windows]


def _away_from(sessions: Iterable[WindowSession]) -> dict[int, datetime]:
    """Windows whose clerk went away since signing on and is not back. Shape: window → since when. One query."""
    held = {session.clerk_id: session for session in sessions}
    rows = Away.objects.filter(person__user__in=held, back_at=None, voided_at=None)
    return {
        held[clerk].window_id: left_at
        for clerk, left_at in rows.values_list("person__user_id", "left_at")
        if left_at >= held[clerk].started_at
    }


def away_since(user: Any, contract: Contract, at: datetime) -> datetime | None:
    """Since when today somebody is away, by the own key, a pause, or as a head of shift wrote down.

    One query for who sits at a window, two for the others.
    """
    mine = open_session(user, contract)
    if mine is not None:
        return mine.nobody_since
    rows = Away.objects.filter(
        contract=contract, person__user=user, back_at=None, voided_at=None, left_at__lte=at
    )
    left_at = rows.values_list("left_at", flat=True).first()
    return left_at if left_at and timezone.localdate(left_at) == timezone.localdate(at) else None


def last_window(user: Any, contract: Contract) -> int | None:
    """The key of the window somebody used last; None for the first day."""
    ended = WindowSession.objects.filter(clerk=user, contract=contract)
    return ended.order_by("-started_at").values_list("window_id", flat=True).first()


def minutes_away(pauses: Iterable[SessionPause], now: datetime) -> int:
    """How long a window was paused in all. Units: whole minutes."""
    return sum(minutes_between(pause.started_at, pause.ended_at or now) for pause in pauses)


def minutes_between(start: datetime, end: datetime) -> int:
    """Units: whole minutes."""
    return int((end - start).total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session with how long it lasted and how long the window was paused. Units: minutes."""

    session: WindowSession
    minutes: int
    away: int
    longest: int

    @property
    def hours(self) -> str:
        """7:05"""
        return f"{self.minutes // 60}:{self.minutes % 60:02}"


def session_rows(sessions: Iterable[WindowSession], now: datetime) -> list[SessionRow]:
    """Sessions with their lengths; their pauses are at hand. No query."""
    rows = []
    for session in sessions:
        pauses = list(session.pauses.all())
        longest = max((minutes_between(each.started_at, each.ended_at or now) for each in pauses), default=0)
        minutes = minutes_between(session.started_at, session.ended_at or now)
        rows.append(SessionRow(session, minutes, minutes_away(pauses, now), longest))
    return rows


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A window now, and how much of it was used today. Units: minutes."""

    seat: Seat
    paused_minutes: int
    sessions_today: int
    minutes_today: int
    stale: bool

    @property
    def hours_today(self) -> str:
        return f"{self.minutes_today // 60}:{self.minutes_today % 60:02}"


def seat_rows(contract: Contract, now: datetime) -> list[SeatRow]:
    """Every window with who sits there and what it saw today. Four queries, however many windows."""
    began = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    seats = seats_of(contract)
    windows = [seat.window.pk for seat in seats]
    today: dict[int, list[WindowSession]] = {}
    for session in WindowSession.objects.filter(window__in=windows, started_at__gte=began):
        today.setdefault(session.window_id, []).append(session)
    rows = []
    for seat in seats:
        here, session = today.get(seat.window.pk, []), seat.session
        paused = minutes_between(seat.paused_since, now) if session and seat.paused_since else 0
        minutes = sum(minutes_between(each.started_at, each.ended_at or now) for each in here)
        stale = session is not None and session.started_at < began
        rows.append(SeatRow(seat, paused, len(here), minutes, stale))
    return rows
