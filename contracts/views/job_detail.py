"""How far a long import or export is; the page looks again by itself until it has ended."""

from django.http import HttpRequest, HttpResponse

from contracts.models import Contract
from contracts.views._jobs import get_job, job_page
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.CONTRACT_VIEW)
def job_detail(request: HttpRequest, contract: Contract, job: int) -> HttpResponse:
    return job_page(request, contract, get_job(request, contract, job))
