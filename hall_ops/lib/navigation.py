"""The navigation, made from what the screens declare: a screen that is removed leaves no dead entry behind."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, get_script_prefix, reverse

from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import ROOM_LABELS, Door, Nav, Room, Screen, screen_of

# Entries with their headings that fit beside a page on a screen of 768 lines.
AT_A_GLANCE = 20
# Every address lies below these: they are not the list that a page was reached from.
NO_LIST = ("", "<slug:contract>/")


@dataclass(frozen=True, slots=True)
class Place:
    """One address: its URL name, route, declared screen and whether the route carries a contract."""

    name: str
    route: str
    screen: Screen | None
    in_contract: bool
    arguments: tuple[str, ...]


def places(resolver: URLResolver | None = None, prefix: str = "", namespace: str = "") -> Iterator[Place]:
    """Every URL of the project with its declaration."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from places(entry, route, inner)
        elif isinstance(entry, URLPattern):
            arguments = tuple(
                part.split(":")[-1].rstrip(">")
                for part in route.split("<")[1:]
                for part in [part.split(">")[0]]
            )
            yield Place(
                f"{namespace}{entry.name}",
                route,
                screen_of(entry.callback),
                "contract" in arguments,
                arguments,
            )


@lru_cache(maxsize=1)
def navigable() -> tuple[tuple[Nav, Place], ...]:
    entries = [(place.screen.nav, place) for place in places() if place.screen and place.screen.nav]
    rooms = list(Room)
    return tuple(sorted(entries, key=lambda entry: (rooms.index(entry[0].room), entry[0].order)))


@lru_cache(maxsize=1)
def homes() -> dict[str, tuple[str, ...]]:
    """The entries of the navigation that each screen belongs to, the nearest first.

    Shape: URL name → URL names. A screen is its own entry, lies in those it declares, or below the address of one.
    """
    entries = {place.name: place for _, place in navigable()}
    found = {}
    for place in places():
        own = [place.name] if place.name in entries else []
        declared = place.screen.within if place.screen else ()
        found[place.name] = (*own, *declared, *(entry.name for entry in _above(place, entries.values())))
    return found


def _above(place: Place, others: Iterable[Place]) -> list[Place]:
    """Those whose address the place's own lies below, the nearest first; all lie below the start and the contract."""
    above = [
        other
        for other in others
        if other.route not in NO_LIST and other.name != place.name and place.route.startswith(other.route)
    ]
    return sorted(above, key=lambda other: len(other.route), reverse=True)


@lru_cache(maxsize=1)
def _pages() -> dict[str, Place]:
    """What the signed-in can open: the screens that answer GET."""
    doors = {Door.PERMISSION, Door.MEMBER}
    return {
        place.name: place
        for place in places()
        if place.screen and place.screen.door in doors and "GET" in place.screen.methods
    }


@lru_cache(maxsize=1)
def _led_to() -> dict[str, tuple[Place, ...]]:
    """For each address without GET the pages that what it does is asked for on, the nearest first."""
    pages = _pages()
    found = {}
    for place in places():
        if place.screen is None or "GET" in place.screen.methods:
            continue
        declared = [place.screen.back] if place.screen.back else []
        above = [page.name for page in _above(place, pages.values())]
        found[place.name] = tuple(pages[name] for name in (*declared, *above, *homes()[place.name]))
    return found


def way_back(name: str, values: Mapping[str, Any], standings: Iterable[Any]) -> str:
    """The page that somebody is led to who opens an address that only takes forms: the nearest they may enter.

    Shape: `name` and `values` are the address's URL name and arguments; "" where there is none.
    """
    held = permissions_of(standings)
    for page in _led_to().get(name, ()):
        screen = page.screen
        if screen is None or not set(page.arguments) <= set(values):
            continue
        if screen.door is Door.MEMBER or screen.permissions["GET"] in held:
            return reverse(page.name, kwargs={key: values[key] for key in page.arguments})
    return ""


def rooms_for(standings: Iterable[Any], contract: Any, here: str) -> list[dict[str, Any]]:
    """The rooms and screens somebody may enter, given their standings and the contract at hand (or None).

    Shape: `here` is the URL name of the page; [{label, items: [{name, label, url, active}], open}]; the gate
    (contracts.middleware) asks the same matrix. Where a screen's height cannot show them all, only the room one is in
    stands open.
    """
    places_held = [
        place for place in standings if place.contract_id in (None, contract.pk if contract else None)
    ]
    held = permissions_of(places_held)
    held_everywhere = permissions_of(place for place in places_held if place.contract_id is None)
    rooms: dict[Room, list[dict[str, Any]]] = {}
    for nav, place in navigable():
        screen = place.screen
        if screen is None or (place.in_contract and contract is None):
            continue
        if screen.door is Door.PERMISSION and screen.permissions.get("GET") not in (
            held if place.in_contract else held_everywhere
        ):
            continue
        url = _address(place.name, contract.slug if place.in_contract else None, get_script_prefix())
        item = {"name": place.name, "label": nav.label, "url": url, "active": False}
        rooms.setdefault(nav.room, []).append(item)
    entries = [item for items in rooms.values() for item in items]
    _mark(entries, homes().get(here, ()))
    return [
        {"label": ROOM_LABELS[room], "items": items, "open": is_open(items, len(entries))}
        for room, items in rooms.items()
    ]


def is_open(items: Iterable[Mapping[str, Any]], entries: int) -> bool:
    """Whether a room shows its entries before somebody opens it."""
    return entries <= AT_A_GLANCE or any(item["active"] for item in items)


@lru_cache(maxsize=4096)
def _address(name: str, slug: str | None, prefix: str) -> str:
    """The address of a screen. Every page asks for those of its whole navigation, and they stay as they are."""
    return reverse(name, args=[] if slug is None else [slug])


def _mark(items: list[dict[str, Any]], nearest: Iterable[str]) -> None:
    """Mark the nearest entry of this page that is shown."""
    shown = {item["name"]: item for item in items}
    for name in nearest:
        if name in shown:
            shown[name]["active"] = True
            return


def permissions_of(standings: Iterable[Any]) -> set[Permission]:
    return {permission for place in standings for permission in Permission if place.scope_of(permission)}
