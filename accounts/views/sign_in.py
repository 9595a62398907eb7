"""Signing in: one answer for every failure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hall_ops.lib.screens import public_screen


@public_screen()
def sign_in(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/sign_in.html")
