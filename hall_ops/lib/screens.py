"""One door per screen. A view without one of these decorators is shut by the middleware.

@screen(Permission.SCORECARD_VIEW)                                    GET only
@screen(GET=Permission.SCORECARD_VIEW, POST=Permission.SCORECARD_EDIT)
@screen(Permission.SCORECARD_VIEW, polled=True)                       asked by an open page, not by a person
@screen(Permission.ROSTER_EDIT, within="staffing:roster-week")        the entry of the navigation it belongs to
@member_screen()    any signed-in user      @public_screen()    nobody signs in      @token_screen()    another system
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.permissions import Permission

View = Callable[..., HttpResponseBase]
METHODS = ("GET", "POST")


class Room(StrEnum):
    """The rooms of the navigation, in their order."""

    DESK = "desk"
    WINDOWS = "windows"
    LEDGERS = "ledgers"
    SERVICE = "service"
    STAFFING = "staffing"
    ASSESSMENT = "assessment"
    CONTRACT = "contract"
    ACCOUNTS = "accounts"
    AUDIT = "audit"


ROOM_LABELS = {
    Room.DESK: "",
    Room.WINDOWS: _("窗口业务"),
    Room.LEDGERS: _("台账与统计"),
    Room.SERVICE: _("服务与评价"),
    Room.STAFFING: _("人员与排班"),
    Room.ASSESSMENT: _("质量考核"),
    Room.CONTRACT: _("合同"),
    Room.ACCOUNTS: _("账号与权限"),
    Room.AUDIT: _("审计"),
}


@dataclass(frozen=True, slots=True)
class Nav:
    """Where a screen stands in the navigation; a screen without one is reached from another screen."""

    room: Room
    label: Any
    order: int = 100


class Door(StrEnum):
    PERMISSION = "permission"
    MEMBER = "member"
    PUBLIC = "public"
    TOKEN = "token"


@dataclass(frozen=True, slots=True)
class Screen:
    """What a view declares. Shape: permissions maps each allowed method to what it needs; `polled` marks what an open
    page asks by itself: nobody need sit there, so it does not renew the idle time (accounts.middleware). `within` names
    the screens of the navigation it belongs to, the first one somebody may enter counts; what lies below the address
    of such a screen needs none. `back` names the page that an address without GET leads a reader to, where it is not
    the nearest page above it.
    """

    door: Door
    permissions: Mapping[str, Permission] = field(default_factory=dict)
    methods: tuple[str, ...] = METHODS
    nav: Nav | None = None
    allow_expired_password: bool = False
    polled: bool = False
    within: tuple[str, ...] = ()
    back: str = ""


def screen(
    permission: Permission | None = None,
    *,
    GET: Permission | None = None,
    POST: Permission | None = None,
    nav: Nav | None = None,
    polled: bool = False,
    within: str | tuple[str, ...] = (),
    back: str = "",
) -> Callable[[View], View]:
    """Open a view to those who hold the permission its method names; other methods answer 405.

    Somebody who opens an address without GET is led to the page it is done on (contracts.middleware).
    """
    permissions = {
        method: needed for method, needed in (("GET", GET or permission), ("POST", POST)) if needed
    }
    if not permissions:
        raise ValueError("a screen names at least one permission")
    methods = tuple(permissions)
    return _declare(
        Screen(Door.PERMISSION, permissions, methods, nav, polled=polled, within=_names(within), back=back)
    )


def member_screen(
    *,
    methods: tuple[str, ...] = METHODS,
    nav: Nav | None = None,
    allow_expired_password: bool = False,
    polled: bool = False,
    within: str | tuple[str, ...] = (),
) -> Callable[[View], View]:
    """Open a view to everyone who has signed in (their own password, signing out, the list of their contracts)."""
    return _declare(Screen(Door.MEMBER, {}, methods, nav, allow_expired_password, polled, _names(within)))


def public_screen(*, methods: tuple[str, ...] = METHODS) -> Callable[[View], View]:
    """Open a view to the street: sign-in, health, a citizen's page."""
    return _declare(Screen(Door.PUBLIC, {}, methods))


def token_screen(*, methods: tuple[str, ...] = METHODS) -> Callable[[View], View]:
    """Open a view to other systems: it reads no cookie and checks the request's own token (hall_ops.api)."""
    return _declare(Screen(Door.TOKEN, {}, methods))


def _names(within: str | tuple[str, ...]) -> tuple[str, ...]:
    return (within,) if isinstance(within, str) else within


def _declare(declared: Screen) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        view.screen = declared  # type: ignore[attr-defined]
        return view

    return decorate


def screen_of(view: View) -> Screen | None:
    return getattr(view, "screen", None)
