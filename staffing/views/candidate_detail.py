"""One candidate: where they stand, what the post asks, everything that was decided, and the one next step."""

from django.http import HttpRequest, HttpResponse

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.views._recruitment import candidate_page, get_candidate


@screen(Permission.HIRE_VIEW)
def candidate_detail(request: HttpRequest, contract: Contract, candidate: int) -> HttpResponse:
    return candidate_page(request, get_candidate(request, contract, candidate, Permission.HIRE_VIEW))
