"""Where everyone lands: their contracts, or straight into the only one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.queries import contracts_of, desk_cards, holds, unpublished_year, waiting_roles
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, member_screen


@member_screen(methods=("GET",), nav=Nav(Room.DESK, _("工作台"), order=1))
def home(request: HttpRequest) -> HttpResponse:
    only = _only_contract(request.user)
    if only is not None:
        return redirect("contracts:overview", only.slug)
    today = timezone.localdate()
    cards = desk_cards(request.user, today)
    keeps_calendar = holds(request.user, Permission.CALENDAR_EDIT, None)
    context = {
        "cards": cards,
        "waiting": [] if cards else waiting_roles(request.user),
        "calendar_due": unpublished_year(today) if keeps_calendar else None,
        "may_create": holds(request.user, Permission.CONTRACT_CREATE, None),
        "may_grant": holds(request.user, Permission.MEMBER_GRANT, None),
    }
    return render(request, "contracts/home.html", context)


def _only_contract(user: Any) -> Any:
    """The one contract of somebody who has no other part in the installation."""
    theirs = contracts_of(user)
    everywhere = any(place.contract_id is None for place in user.standings())
    one = len(theirs) == 1 and not everywhere and holds(user, Permission.CONTRACT_VIEW, theirs[0])
    return theirs[0] if one else None
