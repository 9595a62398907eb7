"""The contract's first page: what it is, its years, where to go next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.CONTRACT_VIEW)
def overview(request: HttpRequest, contract: Contract) -> HttpResponse:
    return render(request, "contracts/overview.html", {"contract": contract})
