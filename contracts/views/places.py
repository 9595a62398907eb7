"""The places a contract serves, with zones and windows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import venues_of
from contracts.shell import chosen_venue
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen


@screen(Permission.CONTRACT_VIEW, nav=Nav(Room.CONTRACT, _("场所与窗口"), order=30))
def places(request: HttpRequest, contract: Contract) -> HttpResponse:
    venues = venues_of(contract)
    chosen = chosen_venue(request, contract, venues)
    context = {
        "contract": contract,
        "venues": [chosen] if chosen else venues,
        "chosen": chosen,
        "total": len(venues),
        "windows": sum(len(venue.windows.all()) for venue in venues),
    }
    return render(request, "contracts/places.html", context)
