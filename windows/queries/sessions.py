"""Reads of windows and sessions: who sits where, which windows are free, a window's history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from contracts.models import Contract, Window
from contracts.queries.agreed import agreed_limit
from windows.models import SessionPause, WindowSession

AWAY_MINUTES = 15


def open_session(user: Any, contract: Contract) -> WindowSession | None:
    """Where somebody sits now, in this contract. One query."""
    return (
        WindowSession.objects.filter(clerk=user, contract=contract, ended_at=None)
        .select_related("window__zone", "window__venue", "contract")
        .first()
    )


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
    """A window with who sits there. `session` is None while it is empty."""

    window: Window
    session: WindowSession | None = None

    @property
    def level(self) -> str:
        """free, paused or occupied."""
        if self.session is None:
            return "free"
        return "paused" if self.session.paused_at else "occupied"


def seats_of(contract: Contract) -> list[Seat]:
    """Every window and who sits there, whichever contract they serve it under. Two queries."""
    windows = list(windows_of(contract))
    sitting = WindowSession.objects.open().filter(window__in=windows).select_related("clerk")
    by_window = {session.window_id: session for session in sitting}
    return [Seat(window, by_window.get(window.pk)) for window in windows]


def last_window(user: Any, contract: Contract) -> int | None:
    """The key of the window somebody used last; None for the first day."""
    ended = WindowSession.objects.filter(clerk=user, contract=contract)
    return ended.order_by("-started_at").values_list("window_id", flat=True).first()


def minutes_away(pauses: Iterable[SessionPause], now: datetime) -> int:
    """How long a window was paused in all. Units: whole minutes."""
    return sum(int(((pause.ended_at or now) - pause.started_at).total_seconds()) // 60 for pause in pauses)
