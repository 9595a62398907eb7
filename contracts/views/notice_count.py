"""How many notices are unread: asked by every open page for its bell, so that no page pays for it by itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.queries.notices import lines_of
from hall_ops.lib.screens import member_screen


@member_screen(methods=("GET",), polled=True)
def notice_count(request: HttpRequest) -> HttpResponse:
    unread = sum(line.is_unread for line in lines_of(request.user, timezone.now()))
    return render(request, "contracts/_notice_count.html", {"unread": unread})
