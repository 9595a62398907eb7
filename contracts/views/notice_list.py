"""The bell's list: what waits for the signed-in person in all their contracts; for the bell itself only the lines."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.queries.notices import lines_of
from hall_ops.lib.screens import member_screen

IN_THE_MENU = 12


@member_screen(methods=("GET",), within="contracts:home")
def notice_list(request: HttpRequest) -> HttpResponse:
    lines = lines_of(request.user, timezone.now())
    context = {
        "lines": lines,
        "unread": sum(line.is_unread for line in lines),
        "many_contracts": len({line.waiting.contract.pk for line in lines}) > 1,
    }
    if request.headers.get("HX-Request"):
        context |= {"lines": lines[:IN_THE_MENU], "more": len(lines) - IN_THE_MENU}
        return render(request, "contracts/_notice_menu.html", context)
    return render(request, "contracts/notice_list.html", context)
