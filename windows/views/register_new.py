"""A new row of a service register; one address a register."""

from django.http import HttpRequest, HttpResponse

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.views._register_pages import new_page
from windows.views._registers import ASSIST, CLAIM, COMPLAINT, CONSULTATION, CROSS, MATTER, SPECIAL


@screen(GET=Permission.MATTER_RECORD, POST=Permission.MATTER_RECORD)
def matter(request: HttpRequest, contract: Contract) -> HttpResponse:
    return new_page(request, contract, MATTER)


@screen(GET=Permission.ASSIST_RECORD, POST=Permission.ASSIST_RECORD)
def assist(request: HttpRequest, contract: Contract) -> HttpResponse:
    return new_page(request, contract, ASSIST)


@screen(GET=Permission.CONSULT_RECORD, POST=Permission.CONSULT_RECORD)
def consultation(request: HttpRequest, contract: Contract) -> HttpResponse:
    return new_page(request, contract, CONSULTATION)


@screen(GET=Permission.CASE_REGISTER, POST=Permission.CASE_REGISTER)
def cross(request: HttpRequest, contract: Contract) -> HttpResponse:
    return new_page(request, contract, CROSS)


@screen(GET=Permission.CONSULT_RECORD, POST=Permission.CONSULT_RECORD)
def special(request: HttpRequest, contract: Contract) -> HttpResponse:
    return new_page(request, contract, SPECIAL)


@screen(GET=Permission.CONSULT_RECORD, POST=Permission.CONSULT_RECORD)
def claim(request: HttpRequest, contract: Contract) -> HttpResponse:
    return new_page(request, contract, CLAIM)


@screen(GET=Permission.COMPLAINT_RECORD, POST=Permission.COMPLAINT_RECORD)
def complaint(request: HttpRequest, contract: Contract) -> HttpResponse:
    return new_page(request, contract, COMPLAINT)
