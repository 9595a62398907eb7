"""Take one step of a row of a service register; one address a register.

The door asks for the right to see; the row itself is fetched again through the right of the step that is taken.
"""

from django.http import HttpRequest, HttpResponse

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.views._register_pages import step_page
from windows.views._registers import ASSIST, CLAIM, COMPLAINT, CONSULTATION, CROSS, MATTER, SPECIAL


@screen(POST=Permission.MATTER_VIEW)
def matter(request: HttpRequest, contract: Contract, record: str) -> HttpResponse:
    return step_page(request, contract, MATTER, record)


@screen(POST=Permission.ASSIST_VIEW)
def assist(request: HttpRequest, contract: Contract, record: str) -> HttpResponse:
    return step_page(request, contract, ASSIST, record)


@screen(POST=Permission.CONSULT_VIEW)
def consultation(request: HttpRequest, contract: Contract, record: str) -> HttpResponse:
    return step_page(request, contract, CONSULTATION, record)


@screen(POST=Permission.CASE_VIEW)
def cross(request: HttpRequest, contract: Contract, record: str) -> HttpResponse:
    return step_page(request, contract, CROSS, record)


@screen(POST=Permission.CONSULT_VIEW)
def special(request: HttpRequest, contract: Contract, record: str) -> HttpResponse:
    return step_page(request, contract, SPECIAL, record)


@screen(POST=Permission.CONSULT_VIEW)
def claim(request: HttpRequest, contract: Contract, record: str) -> HttpResponse:
    return step_page(request, contract, CLAIM, record)


@screen(POST=Permission.COMPLAINT_VIEW)
def complaint(request: HttpRequest, contract: Contract, complaint: str) -> HttpResponse:
    return step_page(request, contract, COMPLAINT, complaint)
