"""Where everyone lands: their contracts, or straight into the only one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from contracts.queries import contracts_of
from hall_ops.lib.screens import Nav, Room, member_screen


@member_screen(methods=("GET",), nav=Nav(Room.DESK, _("工作台"), order=1))
def home(request: HttpRequest) -> HttpResponse:
    theirs = contracts_of(request.user)
    if len(theirs) == 1:
        return redirect("contracts:overview", theirs[0].slug)
    return render(request, "contracts/home.html", {"contracts": theirs})
