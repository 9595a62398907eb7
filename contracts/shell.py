"""What every page's frame shows: rooms, contract and venue switch, today, who is here. At most three queries.

And what waits for this person, for the pages that show it; the bell asks for its number by itself.
"""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contracts.models import Contract, Venue
from contracts.queries import contracts_of, day_label, holds
from contracts.queries.notices import waiting_for
from hall_ops.lib.navigation import rooms_for
from hall_ops.lib.permissions import Permission


def shell(request: HttpRequest) -> dict[str, Any]:
    """The template variable `shell` (context processor), made when a template asks: a fragment pays nothing."""
    return {"shell": SimpleLazyObject(lambda: _frame(request))}


def waiting(request: HttpRequest) -> dict[str, Any]:
    """The template variable `waiting` (context processor), read on use: notices here or, outside a contract, all."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"waiting": ()}
    contract = getattr(request, "contract", None)
    return {"waiting": SimpleLazyObject(lambda: waiting_for(user, contract, timezone.now()))}


def _frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo": settings.DEMO, "rooms": []}
    contract = _contract_here(request)
    standings = [
        place for place in user.standings() if place.contract_id in (None, contract.pk if contract else None)
    ]
    slug = contract.slug if contract else None
    may_view = contract is not None and holds(user, Permission.CONTRACT_VIEW, contract)
    return {
        "demo": settings.DEMO,
        "rooms": rooms_for(standings, contract, _here(request)),
        "contract": contract,
        "notices_query": f"?{urlencode({'contract': slug})}" if slug else "",
        "contracts": [_contract_item(user, each, contract) for each in contracts_of(user)],
        **(_venue_switch(request, contract) if contract and may_view else {}),
        "today": day_label(timezone.localdate()),
        "user_name": user.name,
        "role_label": "、".join(dict.fromkeys(str(place.get_role_display()) for place in standings)),
        "search_url": reverse("contracts:search", args=[slug])
        if may_view
        else reverse("contracts:search-all"),
        "away_url": reverse("windows:away-now", args=[slug])
        if contract is not None and holds(user, Permission.ATTENDANCE_PUNCH, contract)
        else "",
        "user_menu": [
            {"label": _("修改口令"), "url": reverse("accounts:password-change"), "method": "get"},
            _other_language(),
            {"label": _("退出登录"), "url": reverse("accounts:sign-out"), "method": "post"},
        ],
        "today_iso": date_format(timezone.localdate(), "Y-m-d"),
    }


def _here(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _other_language() -> dict[str, str]:
    """The menu's line that turns to the other language, in that language's own words."""
    other, label = ("en", "English") if get_language() != "en" else ("zh-hans", "简体中文")
    return {"label": label, "url": reverse("language", args=[other]), "method": "post"}


def venue_key(contract: Contract) -> str:
    """Where the session keeps the venue chosen for a contract."""
    return f"venue:{contract.pk}"


def chosen_venue(request: HttpRequest, contract: Contract, venues: list[Venue]) -> Venue | None:
    """The venue chosen for this contract, if it is still served; None is all of them."""
    key = request.session.get(venue_key(contract))
    return next((venue for venue in venues if venue.pk == key), None)


def _venue_switch(request: HttpRequest, contract: Contract) -> dict[str, Any]:
    """The venue switch, for contracts of more than one venue. Shape: items are buttons of one form."""
    venues = list(contract.venues.all())
    if len(venues) < 2:
        return {}
    chosen = chosen_venue(request, contract, venues)
    url, everywhere = reverse("contracts:venue-choose", args=[contract.slug]), _("全部场所")
    items = [{"label": everywhere, "value": "", "active": chosen is None}]
    items += [{"label": venue.name, "value": venue.pk, "active": venue == chosen} for venue in venues]
    return {
        "venue": chosen.name if chosen else everywhere,
        "venues": [{**item, "url": url, "method": "post", "name": "venue"} for item in items],
    }


def _contract_item(user: Any, contract: Contract, here: Contract | None) -> dict[str, Any]:
    """A contract in the switch; who may not view it keeps its members (a system administrator of one contract)."""
    name = (
        "contracts:overview"
        if holds(user, Permission.CONTRACT_VIEW, contract)
        else "contracts:contract-members"
    )
    return {
        "label": contract.short_name,
        "url": reverse(name, args=[contract.slug]),
        "active": contract == here,
    }


def _contract_here(request: HttpRequest) -> Contract | None:
    """The address's contract; elsewhere the one they came from (`?contract=`, it grants nothing) or their only one."""
    here = getattr(request, "contract", None)
    if here is not None:
        return here
    theirs = contracts_of(request.user)
    came_from = request.GET.get("contract")
    return next((each for each in theirs if each.slug == came_from), theirs[0] if len(theirs) == 1 else None)
