"""Note notices as read: one that is opened (the page says so by itself), or all of them."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from contracts.actions.notices import read_notices
from hall_ops.lib.screens import member_screen


@member_screen(methods=("POST",), within="contracts:home")
def notice_read(request: HttpRequest) -> HttpResponse:
    keys = None if "all" in request.POST else request.POST.getlist("key")
    read_notices(by=request.user, at=timezone.now(), keys=keys)
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    came_from = request.GET.get("contract")
    query = f"?{urlencode({'contract': came_from})}" if came_from else ""
    return redirect(reverse("contracts:notice-list") + query)
