"""The terms the windows work by, each with its source."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.queries.clock import calendar_around
from windows.queries.policy import policy_lines, policy_of


@screen(Permission.CASE_VIEW, within="windows:case-overdue")
def policy(request: HttpRequest, contract: Contract) -> HttpResponse:
    context = {
        "contract": contract,
        "lines": policy_lines(policy_of(contract)),
        "settled_until": calendar_around(timezone.localdate()).settled_until,
    }
    return render(request, "windows/policy.html", context)
