"""One's own password, also when the first one must be replaced."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hall_ops.lib.screens import member_screen


@member_screen(allow_expired_password=True)
def password_change(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/password_change.html")
