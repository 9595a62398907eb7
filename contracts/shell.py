"""What every page's frame shows: rooms, contract and venue switch, today, who is here."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import contracts_of, day_label
from hall_ops.lib.navigation import rooms_for

LAST_CONTRACT = "contract"


def shell(request: HttpRequest) -> dict[str, Any]:
    """The template variable `shell` (context processor)."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"shell": {"demo": settings.DEMO, "rooms": []}}
    contract = _contract_here(request)
    standings = [place for place in user.standings() if place.contract_id in (None, contract.pk if contract else None)]
    slug = contract.slug if contract else None
    return {
        "shell": {
            "demo": settings.DEMO,
            "rooms": rooms_for(standings, contract, request.path),
            "contract": contract,
            "contracts": [
                {"label": each.short_name, "url": reverse("contracts:overview", args=[each.slug]), "active": each == contract}
                for each in contracts_of(user)
            ],
            "today": day_label(timezone.localdate()),
            "user_name": user.name,
            "role_label": "、".join(dict.fromkeys(str(place.get_role_display()) for place in standings)),
            "search_url": reverse("contracts:search", args=[slug]) if slug else reverse("contracts:search-all"),
            "user_menu": [
                {"label": _("修改口令"), "url": reverse("accounts:password-change"), "method": "get"},
                {"label": _("退出登录"), "url": reverse("accounts:sign-out"), "method": "post"},
            ],
            "today_iso": date_format(timezone.localdate(), "Y-m-d"),
        }
    }


def _contract_here(request: HttpRequest) -> Contract | None:
    """The address's contract; elsewhere the user's only one."""
    here = getattr(request, "contract", None)
    if here is not None:
        return here
    theirs = contracts_of(request.user)
    return theirs[0] if len(theirs) == 1 else None
