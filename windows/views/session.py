"""Signing on to a window in one key, pausing, leaving; and who sits where now."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.actions.sessions import SessionRefused, pause, resume, sign_off, sign_on
from windows.forms.sessions import PauseForm
from windows.models import WindowSession
from windows.queries.sessions import (
    away_minutes,
    last_window,
    minutes_away,
    minutes_between,
    open_session,
    seats_of,
)
from windows.views._windows import get_window, tiles


@screen(Permission.SESSION_SIGN_ON, nav=Nav(Room.WINDOWS, gettext_lazy("窗口上岗"), order=1))
def session(request: HttpRequest, contract: Contract) -> HttpResponse:
    return _page(request, contract)


def _page(
    request: HttpRequest, contract: Contract, form: PauseForm | None = None, status: int = 200
) -> HttpResponse:
    now, mine = timezone.now(), open_session(request.user, contract)
    seats = seats_of(contract)
    pauses = list(mine.pauses.all()) if mine else []
    mine_away = mine.nobody_since if mine else None
    context = {
        "contract": contract,
        "mine": mine,
        "places": tiles(seats, request.user, None if mine else last_window(request.user, contract)),
        "windows": len(seats),
        "free": sum(seat.session is None for seat in seats),
        "paused": sum(seat.level == "paused" for seat in seats),
        "pauses": pauses,
        "away_today": minutes_away(pauses, now),
        "mine_away": mine_away,
        "away": minutes_between(mine_away, now) if mine_away else 0,
        "limit": away_minutes(contract),
        "form": form or PauseForm(),
        "desk_url": _desk(contract),
        "next": request.GET.get("next", ""),
    }
    return render(request, "windows/session.html", context, status=status)


def _desk(contract: Contract) -> str:
    """Where work begins; "" in an installation without the desk."""
    try:
        return reverse("windows:desk", args=[contract.slug])
    except NoReverseMatch:
        return ""


@screen(POST=Permission.SESSION_SIGN_ON)
def session_sign_on(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Sit down at the window whose tile was pressed."""
    key = request.POST.get("window", "")
    if not key.isdecimal():
        messages.error(request, _("请选择一个窗口。"))
        return redirect("windows:session", contract.slug)
    window = get_window(contract, int(key))
    try:
        sign_on(by=request.user, at=timezone.now(), contract=contract, window=window)
    except SessionRefused as refused:
        messages.error(request, str(refused))
        return redirect("windows:session", contract.slug)
    messages.success(request, _("已在 %(window)s 号窗口上岗。") % {"window": window.number})
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return redirect(wanted)
    return redirect(_desk(contract) or reverse("windows:session", args=[contract.slug]))


@screen(POST=Permission.SESSION_SIGN_ON)
def session_pause(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Put up 暂停服务."""
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _page(request, contract, form, 422)
    return _step(request, contract, _("已暂停服务。"), pause, reason=form.reason)


@screen(POST=Permission.SESSION_SIGN_ON)
def session_resume(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Serve again."""
    return _step(request, contract, _("已恢复服务。"), resume)


@screen(POST=Permission.SESSION_SIGN_ON)
def session_sign_off(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Leave the window."""
    return _step(request, contract, _("已离岗。"), sign_off)


def _step(
    request: HttpRequest, contract: Contract, said: str, action: Callable[..., WindowSession], **values: Any
) -> HttpResponse:
    mine = open_session(request.user, contract)
    if mine is None:
        messages.error(request, _("您现在不在窗口上岗。"))
    else:
        try:
            action(by=request.user, at=timezone.now(), session=mine, **values)
        except SessionRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, said)
    return redirect("windows:session", contract.slug)
