"""A month's lines with their lights. Single amounts show to who keeps the register and to who decides findings."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.models import WageMonth
from staffing.queries.wages import month_rows, wage_floor


@screen(Permission.WAGE_VIEW)
def wage_month(request: HttpRequest, contract: Contract, wage_month: date) -> HttpResponse:
    lists = WageMonth.objects.allowed(request.user, Permission.WAGE_VIEW).filter(
        contract=contract, month=wage_month
    )
    revisions = list(lists.select_related("imported_by").order_by("-revision"))
    if not revisions:
        raise Http404("no list of this month")
    (row,) = month_rows(contract, revisions[:1], timezone.localdate())
    only = request.GET.get("only") == "faults"
    context = {
        "contract": contract,
        "month": row,
        "readings": [row.reading] if row.reading else [],
        "rows": row.faulty if only else row.rows,
        "only": only,
        "revisions": revisions,
        "floor": wage_floor(contract),
        "sees_amounts": holds(request.user, Permission.WAGE_RECORD, contract)
        or holds(request.user, Permission.FINDING_DECIDE, contract),
        "may_record": holds(request.user, Permission.WAGE_RECORD, contract),
    }
    return render(request, "staffing/wage_month.html", context)
