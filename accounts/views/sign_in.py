"""Signing in: one answer for every failure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions.sign_in import open_session, verify
from accounts.forms import SignInForm
from accounts.sessions import known_devices, remember_device, start_session
from hall_ops.lib.request_context import client_address
from hall_ops.lib.screens import public_screen


@public_screen()
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(next_page(request))
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        now = timezone.now()
        user = verify(
            username=form.cleaned_data["username"],
            password=form.cleaned_data["password"],
            address=client_address(request),
            agent=request.headers.get("User-Agent", ""),
            devices=known_devices(request),
            at=now,
        )
        if user is not None:
            target = next_page(request)
            user = open_session(user=user, at=now)
            start_session(request, user, now)
            welcome = redirect("accounts:password-change" if user.must_change_password else target)
            remember_device(request, welcome, user, now)
            return welcome
        form.add_error(
            None, _("登录名或口令不对，或账号暂不能登录。连续输错会暂停 15 分钟；忘记口令请联系系统管理员。")
        )
    status = 422 if form.is_bound else 200
    response = render(
        request, "accounts/sign_in.html", {"form": form, "next": request.GET.get("next", "")}, status=status
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def next_page(request: HttpRequest) -> str:
    """Where the user was going, if that is a page of this site (C12)."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else resolve_url("contracts:home")
