"""Choosing the venue one works at; the session keeps it for each contract."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from contracts.models import Contract
from contracts.shell import venue_key
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.CONTRACT_VIEW)
def venue_choose(request: HttpRequest, contract: Contract) -> HttpResponse:
    wanted = request.POST.get("venue", "")
    chosen = next((venue for venue in contract.venues.all() if str(venue.pk) == wanted), None)
    if chosen:
        request.session[venue_key(contract)] = chosen.pk
    else:
        request.session.pop(venue_key(contract), None)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = reverse("contracts:overview", args=[contract.slug])
    return redirect(back)
