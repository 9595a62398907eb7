"""Parcels: those under way with their age, and all of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.form_fields import new_key
from hall_ops.lib.paging import LongPaginator
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.queries.issuance import parcels

PAGE = 40


@screen(Permission.ISSUANCE_VIEW)
def parcel_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    under_way = request.GET.get("part") != "all"
    rows = parcels(request.user, contract, under_way=under_way)
    context = {
        "contract": contract,
        "tab": "parcels",
        "now": timezone.now(),
        "under_way": under_way,
        "page": LongPaginator(rows, PAGE).get_page(request.GET.get("page")),
        "key": new_key(),
        "may_issue": holds(request.user, Permission.ISSUANCE_DO, contract),
    }
    return render(request, "windows/parcel_list.html", context)
