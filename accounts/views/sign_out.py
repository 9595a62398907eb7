"""Signing out, by POST only."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.actions.sign_in import close_session
from hall_ops.lib.screens import member_screen


@member_screen(methods=("POST",), allow_expired_password=True)
def sign_out(request: HttpRequest) -> HttpResponse:
    close_session(by=request.user)
    logout(request)
    return redirect("accounts:sign-in")
