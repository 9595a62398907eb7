"""One row of a service register: what it is, its log, the next steps; one address a register."""

from django.http import HttpRequest, HttpResponse

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.views._register_pages import detail_page, get_row
from windows.views._registers import ASSIST, CLAIM, COMPLAINT, CONSULTATION, CROSS, MATTER, SPECIAL


@screen(Permission.MATTER_VIEW)
def matter(request: HttpRequest, contract: Contract, record: str) -> HttpResponse:
    return detail_page(request, contract, MATTER, get_row(request, contract, MATTER, record))


@screen(Permission.ASSIST_VIEW)
def assist(request: HttpRequest, contract: Contract, record: str) -> HttpResponse:
    return detail_page(request, contract, ASSIST, get_row(request, contract, ASSIST, record))


@screen(Permission.CONSULT_VIEW)
def consultation(request: HttpRequest, contract: Contract, record: str) -> HttpResponse:
    return detail_page(request, contract, CONSULTATION, get_row(request, contract, CONSULTATION, record))


@screen(Permission.CASE_VIEW)
def cross(request: HttpRequest, contract: Contract, record: str) -> HttpResponse:
    return detail_page(request, contract, CROSS, get_row(request, contract, CROSS, record))


@screen(Permission.CONSULT_VIEW)
def special(request: HttpRequest, contract: Contract, record: str) -> HttpResponse:
    return detail_page(request, contract, SPECIAL, get_row(request, contract, SPECIAL, record))


@screen(Permission.CONSULT_VIEW)
def claim(request: HttpRequest, contract: Contract, record: str) -> HttpResponse:
    return detail_page(request, contract, CLAIM, get_row(request, contract, CLAIM, record))


@screen(Permission.COMPLAINT_VIEW)
def complaint(request: HttpRequest, contract: Contract, complaint: str) -> HttpResponse:
    return detail_page(request, contract, COMPLAINT, get_row(request, contract, COMPLAINT, complaint))
