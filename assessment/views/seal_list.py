"""The daily seals, for those who keep them outside: what each day's chain ended with, and whether it was delivered."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from assessment.models import DailySeal
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen

A_PAGE = 31


@screen(Permission.SEAL_VIEW, nav=Nav(Room.AUDIT, _("每日封存"), order=30))
def seal_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    seals = DailySeal.objects.allowed(request.user, Permission.SEAL_VIEW).prefetch_related("deliveries")
    page = Paginator(seals, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "assessment/seal_list.html", {"contract": contract, "page": page})
