"""The service registers: what is open, what is late, filters; one address a register."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.views._register_pages import list_page
from windows.views._registers import ASSIST, CLAIM, COMPLAINT, CONSULTATION, CROSS, MATTER, SPECIAL


@screen(Permission.MATTER_VIEW, nav=Nav(Room.SERVICE, _("办不成事"), order=10))
def matter(request: HttpRequest, contract: Contract) -> HttpResponse:
    return list_page(request, contract, MATTER)


@screen(Permission.ASSIST_VIEW, nav=Nav(Room.SERVICE, _("帮办代办"), order=20))
def assist(request: HttpRequest, contract: Contract) -> HttpResponse:
    return list_page(request, contract, ASSIST)


@screen(Permission.CONSULT_VIEW, nav=Nav(Room.SERVICE, _("咨询"), order=30))
def consultation(request: HttpRequest, contract: Contract) -> HttpResponse:
    return list_page(request, contract, CONSULTATION)


@screen(Permission.CASE_VIEW, nav=Nav(Room.SERVICE, _("跨域通办"), order=40))
def cross(request: HttpRequest, contract: Contract) -> HttpResponse:
    return list_page(request, contract, CROSS)


@screen(Permission.CONSULT_VIEW, nav=Nav(Room.SERVICE, _("延时与预约"), order=50))
def special(request: HttpRequest, contract: Contract) -> HttpResponse:
    return list_page(request, contract, SPECIAL)


@screen(Permission.CONSULT_VIEW, nav=Nav(Room.SERVICE, _("惠企政策兑现"), order=60))
def claim(request: HttpRequest, contract: Contract) -> HttpResponse:
    return list_page(request, contract, CLAIM)


@screen(Permission.COMPLAINT_VIEW, nav=Nav(Room.SERVICE, _("投诉"), order=15))
def complaint(request: HttpRequest, contract: Contract) -> HttpResponse:
    return list_page(request, contract, COMPLAINT)
