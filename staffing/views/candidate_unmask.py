"""One sealed field of an application, shown to one person for a reason. A page, or a part that htmx swaps in."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.views._recruitment import SEALED, get_candidate
from staffing.views._unmask import unmask_page


@screen(GET=Permission.STAFF_UNMASK, POST=Permission.STAFF_UNMASK)
def candidate_unmask(request: HttpRequest, contract: Contract, candidate: int, column: str) -> HttpResponse:
    found = get_candidate(request, contract, candidate, Permission.STAFF_UNMASK)
    context = {
        "contract": contract, "candidate": found, "label": SEALED.get(column, ""),
        "there": reverse("staffing:candidate-unmask", args=[contract.slug, found.pk, column]),
        "back": reverse("staffing:candidate-detail", args=[contract.slug, found.pk]),
    }  # fmt: skip
    return unmask_page(request, found, column, page="staffing/candidate_unmask.html", context=context)
