"""Where people wait: every stage with how many, how long, and who longest."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.enums import NeedState
from staffing.models import Need
from staffing.queries.recruitment import agreed_recruitment
from staffing.queries.recruitment import funnel as funnel_rows


@screen(Permission.HIRE_VIEW)
def funnel(request: HttpRequest, contract: Contract) -> HttpResponse:
    needs = Need.objects.allowed(request.user, Permission.HIRE_VIEW).filter(contract=contract)
    asked = request.GET.get("need", "")
    chosen = needs.filter(pk=int(asked)).select_related("post").first() if asked.isdecimal() else None
    rows = funnel_rows(contract, timezone.now(), chosen)
    context = {
        "contract": contract,
        "rows": rows,
        "most": max((row.reached for row in rows), default=0) or 1,
        "waiting": sum(row.waiting for row in rows),
        "chosen": chosen,
        "needs": needs.filter(state=NeedState.OPEN).select_related("post"),
        "agreed": agreed_recruitment(contract),
    }
    return render(request, "staffing/funnel.html", context)
