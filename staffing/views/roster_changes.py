"""What was changed in a week once it was published; a row is never changed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.models import RosterChange
from staffing.views._roster import around, asked_monday

PAGE = 50


@screen(Permission.ROSTER_VIEW)
def roster_changes(request: HttpRequest, contract: Contract) -> HttpResponse:
    monday = asked_monday(request, contract)
    rows = RosterChange.objects.allowed(request.user, Permission.ROSTER_VIEW).filter(
        contract=contract, week__starts_on=monday
    )
    found = rows.select_related("person", "by", "approved_by")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"contract": contract, "page": page, **around(monday)}
    return render(request, "staffing/roster_changes.html", context)
