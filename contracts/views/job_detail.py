"""How far a long import or export is; the page looks again by itself until it has ended."""

from django.http import HttpRequest, HttpResponse

from contracts.models import Contract
from contracts.views._jobs import get_job, job_page, job_part
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.CONTRACT_VIEW)
def job_detail(request: HttpRequest, contract: Contract, job: int) -> HttpResponse:
    return job_page(request, contract, get_job(request, contract, job))


@screen(Permission.CONTRACT_VIEW, polled=True)
def job_detail_pulse(request: HttpRequest, contract: Contract, job: int) -> HttpResponse:
    """The part that moves, which the open page asks for by itself."""
    return job_part(request, contract, get_job(request, contract, job))
