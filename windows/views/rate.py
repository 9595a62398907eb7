"""The public rating page: no sign-in, no script needed, once a visit. Reading it looks up and writes nothing."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from hall_ops.lib.codes import cleaned, grouped, is_code
from hall_ops.lib.errors import DomainError
from hall_ops.lib.request_context import client_address
from hall_ops.lib.screens import public_screen
from windows.actions.public import count_try
from windows.actions.ratings import AlreadyRated, Sender, record_rating
from windows.enums import RatingChannel
from windows.forms.public import BAD_CODE, CodeForm, PublicRatingForm
from windows.queries.progress import find_case
from windows.rules.public_limits import OPEN, verdict
from windows.views._public import is_solved, limit_page, public_page

DEVICE_COOKIE = "hall_device"
YEAR = 365 * 24 * 3600


@public_screen()
def rate(request: HttpRequest, query: str) -> HttpResponse:
    code = cleaned(query)
    if not is_code(code):
        wrong = CodeForm({"code": query[:40]})
        wrong.add_error("code", BAD_CODE)
        return public_page(request, "windows/progress_form.html", {"form": wrong}, 404)
    form = PublicRatingForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _with_device(request, _page(request, code, form))
    if not form.is_valid():
        return _page(request, code, form, 422)
    case = find_case(code)
    if case is None:
        tries = count_try(at=timezone.now(), address=client_address(request), code=code, missed=True)
        answer = verdict(tries, solved=is_solved(request))
        if answer != OPEN:
            return limit_page(request, code, answer)
        form.add_error(None, _("没有查到这个编号的办件，评价没有提交。请核对受理凭证上的查询码。"))
        return _page(request, code, form, 422)
    sender = Sender(request.COOKIES.get(DEVICE_COOKIE, "")[:64], client_address(request))
    try:
        record_rating(
            at=timezone.now(), visit=case, said=form.said(), channel=RatingChannel.PAGE, sender=sender
        )
    except AlreadyRated:
        return public_page(request, "windows/rate_done.html", {"code": code, "again": True}, 409)
    except DomainError as refused:
        form.add_error(None, str(refused))
        return _page(request, code, form, 422)
    return redirect("windows:rate-done", code)


@public_screen(methods=("GET",))
def rate_done(request: HttpRequest, query: str) -> HttpResponse:
    return public_page(request, "windows/rate_done.html", {"code": cleaned(query), "again": False})


def _page(request: HttpRequest, code: str, form: PublicRatingForm, status: int = 200) -> HttpResponse:
    context = {"code": code, "shown": grouped(code), "form": form, "levels": form.levels()}
    return public_page(request, "windows/rate.html", context, status)


def _with_device(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A random mark of this browser, so that many ratings from one can be told; it says nothing else."""
    if DEVICE_COOKIE not in request.COOKIES:
        response.set_cookie(
            DEVICE_COOKIE, secrets.token_urlsafe(24), max_age=YEAR, httponly=True, samesite="Lax",
            secure=settings.SECURE, path="/p/",
        )  # fmt: skip
    return response
