"""What ends soon or has ended: medicals, labour contracts, certificates; and of whom no medical is known."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.queries.papers import KINDS, due_papers, medical_clause, no_medical
from staffing.queries.staff_files import people_of

SPANS = (30, 60, 90, 180)


@screen(Permission.STAFF_VIEW, nav=Nav(Room.STAFFING, _("到期提醒"), order=52))
def due_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    """`?days=90` looks further ahead."""
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(span) for span in SPANS} else SPANS[1]
    today = timezone.localdate()
    people = list(people_of(request.user, contract, Permission.STAFF_VIEW))
    kinds = [
        key for key in ("medical", "labour", "certificate") if holds(request.user, KINDS[key].view, contract)
    ]
    rows = due_papers(people, today, days, kinds)
    context = {
        "contract": contract, "rows": rows, "days": days, "spans": SPANS, "over": sum(row.days < 0 for row in rows),
        "without": no_medical(people, today), "clause": medical_clause(contract),
        "may_edit": holds(request.user, Permission.STAFF_EDIT, contract),
    }  # fmt: skip
    return render(request, "staffing/due_list.html", context)
