"""One sealed field of a staff file, shown to one person for a reason. A page, or a part that htmx swaps in."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.views._people import person_or_404
from staffing.views._unmask import unmask_page

LABELS = {"id": _("身份证号"), "phone": _("联系电话"), "address": _("住址")}


@screen(GET=Permission.STAFF_UNMASK, POST=Permission.STAFF_UNMASK)
def person_unmask(request: HttpRequest, contract: Contract, person: int, column: str) -> HttpResponse:
    found = person_or_404(request.user, contract, person, Permission.STAFF_UNMASK)
    context = {
        "contract": contract, "person": found, "label": LABELS.get(column, ""),
        "there": reverse("staffing:person-unmask", args=[contract.slug, found.pk, column]),
        "back": reverse("staffing:person-detail", args=[contract.slug, found.pk]),
    }  # fmt: skip
    return unmask_page(request, found, column, page="staffing/person_unmask.html", context=context)
