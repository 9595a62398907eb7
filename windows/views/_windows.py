"""What the windows' screens share: fetching a window or a session of the contract, keys for the tiles."""

from string import ascii_lowercase
from typing import Any

from django.http import Http404, HttpRequest

from contracts.models import Contract, Window
from hall_ops.lib.permissions import Permission
from windows.models import WindowSession
from windows.queries.sessions import Seat, windows_of

KEYS = "123456789" + ascii_lowercase


def get_window(contract: Contract, key: int) -> Window:
    """A window of the contract's places. Raises: Http404."""
    found = windows_of(contract).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def get_session(request: HttpRequest, contract: Contract, key: int) -> WindowSession:
    """A session of the contract. Raises: Http404."""
    sessions = WindowSession.objects.allowed(request.user, Permission.SESSION_VIEW).filter(contract=contract)
    found: WindowSession | None = (
        sessions.select_related("window", "clerk", "contract").filter(pk=key).first()
    )
    if found is None:
        raise Http404
    return found


def tiles(seats: list[Seat], user: Any, preferred: int | None) -> list[dict[str, Any]]:
    """Each place with its windows; a window keeps its key whoever sits there.

    Shape: [{venue, tiles: [{seat, key, mine, preferred}]}].
    """
    places: dict[int, dict[str, Any]] = {}
    for position, seat in enumerate(seats):
        place = places.setdefault(seat.window.venue_id, {"venue": seat.window.venue, "tiles": []})
        place["tiles"].append(
            {
                "seat": seat,
                "key": KEYS[position] if position < len(KEYS) else "",
                "mine": seat.session is not None and seat.session.clerk_id == user.pk,
                "preferred": seat.window.pk == preferred and seat.session is None,
            }
        )
    return list(places.values())
